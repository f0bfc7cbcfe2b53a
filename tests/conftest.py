import os

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, transaction

from newsroom.core.roles import Role

from .factories import UserFactory
from .failure_messages import explain_comparison

# The same examples each time, and no clock: a failure is the code's, not the hour's.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


def pytest_xdist_auto_num_workers():
    """Return one worker more than there are cores, because a browser test often waits for its browser."""
    return os.cpu_count() + 1


def pytest_assertrepr_compare(op, left, right):
    """Name the page and the text in one line, in place of the whole HTML."""
    return explain_comparison(op, left, right)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the test database be dropped even if a closed browser left a request behind."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """A database for fixtures of a whole module: each test undoes its own changes, the last one all.

    Not for modules with `django_db(transaction=True)`: their tests empty the database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    """Give each test its own folders for photos."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            **settings.STORAGES["private"],
            "OPTIONS": {**settings.STORAGES["private"]["OPTIONS"], "location": tmp_path / "private"},
        },
    }
    cache.clear()


@pytest.fixture
def writer(db):
    return UserFactory(role=Role.WRITER, full_name="Trần Thị Thúy")


@pytest.fixture
def editor(db):
    return UserFactory(role=Role.EDITOR, full_name="Lê Văn Biên")


@pytest.fixture
def approver(db):
    return UserFactory(role=Role.APPROVER, full_name="Phạm Văn Duyệt")
