"""Migrating a database: one made by release 0.1 is refused in one sentence and left as it is."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

pytestmark = pytest.mark.django_db


def test_a_database_of_release_0_1_is_refused_and_not_changed():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ground_user (id integer)")
    tables = connection.introspection.table_names()

    with pytest.raises(CommandError) as refusal:
        call_command("migrate", verbosity=0)

    assert "0.1" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert connection.introspection.table_names() == tables


def test_migrating_a_migrated_database_changes_nothing():
    tables = connection.introspection.table_names()

    call_command("migrate", verbosity=0)

    assert connection.introspection.table_names() == tables
