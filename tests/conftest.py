import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, transaction

from newsroom.core.roles import Role

from .factories import UserFactory
from .failure_messages import explain_comparison

ROOT = Path(__file__).parents[1]
# The folders and files on which a migrated database depends.
ROOMS, READ = ("newsroom", "articles", "comments"), {".py", ".json"}

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
def migrated_database(request):
    """The file in which a migrated SQLite database is kept for this state of the code; None on PostgreSQL."""
    if connection.vendor != "sqlite" or not hasattr(request.config, "cache"):
        return None
    digest = sha256()
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in READ):
        digest.update(path.read_bytes())
    digest.update((ROOT / "requirements-dev.txt").read_bytes())
    return request.config.cache.mkdir("migrated") / f"{digest.hexdigest()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_database, django_db_modify_db_settings):
    """Copy the migrated database, if there is one: migrating takes four seconds, a copy none."""
    if migrated_database is None:
        return False
    if migrated_database.exists():
        shutil.copyfile(migrated_database, connection.settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated_database):
    """Keep the migrated database; let it be dropped even if a closed browser left a request behind."""
    if migrated_database is not None and not migrated_database.exists():
        for older in migrated_database.parent.glob("*.sqlite3"):
            older.unlink(missing_ok=True)
        with (
            django_db_blocker.unblock(),
            closing(sqlite3.connect(f"{migrated_database}.{os.getpid()}")) as copy,
        ):
            connection.ensure_connection()
            connection.connection.backup(copy)
        os.replace(f"{migrated_database}.{os.getpid()}", migrated_database)
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
