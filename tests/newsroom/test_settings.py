"""A production start is safe or it does not happen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
SAFE = {"SECRET_KEY": "kJ8qT2vN5xR7wZ1yB4dF6gH9mP3sL0cAeU5iO8kJ8qT2vN5xR7wZ1y", "ALLOWED_HOSTS": "example.vn"}


def manage(*args, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "NEWSROOM_VAR") if name in os.environ}
    return subprocess.run(  # noqa: S603 -- our own command, fixed arguments
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", SAFE)
def test_a_start_without_it_fails_with_one_sentence(missing):
    run = manage("check", **{name: value for name, value in SAFE.items() if name != missing})

    assert run.returncode != 0
    assert f"{missing} is not set: set it to" in run.stderr.strip().splitlines()[-1]


def test_production_passes_the_deployment_checks():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **SAFE)

    assert run.returncode == 0, run.stderr


def test_a_wrong_database_address_fails():
    assert manage("check", **SAFE, DATABASE_URL="oracle-of-delphi").returncode != 0


@pytest.mark.parametrize(
    "address", ["example.vn", "https://example.vn/", "https://*", "ftp://example.vn", " "]
)
def test_a_wrong_site_address_fails_with_one_sentence(address):
    run = manage("check", **SAFE, SITE_URL=address)

    assert run.returncode != 0
    assert f"SITE_URL is {address!r}: set it to" in run.stderr.strip().splitlines()[-1]


def test_a_wrong_mail_server_fails():
    assert manage("check", **SAFE, EMAIL_URL="pigeon://loft").returncode != 0


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (SAFE, "https://example.vn newsroom@example.vn localhost 25 None 5"),
        (
            {"DEBUG": "1", "EMAIL_URL": "smtp+tls://a%40b:c%2Fd@mail.example.vn:587"},
            "http://127.0.0.1:8000 newsroom@127.0.0.1 mail.example.vn 587 a@b 5",
        ),
    ],
    ids=["production", "debug"],
)
def test_mails_know_the_site_and_the_server(environment, said):
    names = ["SITE_URL", "DEFAULT_FROM_EMAIL", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_TIMEOUT"]
    code = f"from django.conf import settings as s; print(*(getattr(s, name) for name in {names}))"

    assert manage("shell", "--no-imports", "-c", code, **environment).stdout.strip() == said


def test_migrations_are_complete():
    run = manage("makemigrations", "--check", "--dry-run", **SAFE)

    assert run.returncode == 0, run.stdout


@pytest.mark.django_db
def test_sqlite_waits_and_keeps_its_references():
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        answers = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "foreign_keys", "busy_timeout")
        }

    assert answers == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20000}
