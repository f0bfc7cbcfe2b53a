"""A wrong or missing variable stops the start; production settings are safe."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
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
def test_start_without_a_required_variable_fails_with_one_sentence(missing):
    run = manage("check", **{name: value for name, value in SAFE.items() if name != missing})

    assert run.returncode != 0
    assert f"{missing} is not set: set it to" in run.stderr.strip().splitlines()[-1]


def test_production_passes_the_deployment_checks():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **SAFE)

    assert run.returncode == 0, run.stderr


def load_settings(monkeypatch, **environment):
    """Run the settings file in this process, with these variables only."""
    monkeypatch.setattr(os, "environ", environment)
    return runpy.run_path(str(ROOT / "newsroom/settings.py"))


def read_refusal(monkeypatch, **environment):
    """The sentence with which the start stops."""
    with pytest.raises(ImproperlyConfigured) as stopped:
        load_settings(monkeypatch, **environment)
    return str(stopped.value)


BOOLEANS = ["DEBUG", "HTTPS", "BEHIND_PROXY", "APPROVER_MAY_BE_AUTHOR"]


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("value", ["ture", "", " ", "2", "None", "yes please"])
def test_a_boolean_that_is_misspelt_stops_the_start(monkeypatch, name, value):
    sentence = read_refusal(monkeypatch, **SAFE | {name: value})

    assert sentence == f"{name} is {value!r}: set it to 1 (true, yes, on) or 0 (false, no, off)."


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize(
    ("value", "meaning"),
    [("1", True), ("True", True), (" on ", True), ("YES", True)]
    + [("0", False), ("false", False), ("Off", False), (" no", False)],
)
def test_a_boolean_has_four_spellings_of_each_value(monkeypatch, name, value, meaning):
    settings = load_settings(monkeypatch, **SAFE | {name: value})

    if name == "BEHIND_PROXY":
        assert (settings["SECURE_PROXY_SSL_HEADER"] is not None) is meaning
    else:
        assert settings[name] is meaning


def test_lists_are_trimmed(monkeypatch):
    environment = {"ALLOWED_HOSTS": " a.vn, b.vn ,.c.vn,", "TRUSTED_PROXIES": "10.0.0.0/8, ::1"}

    settings = load_settings(monkeypatch, **SAFE | environment)

    assert settings["ALLOWED_HOSTS"] == ["a.vn", "b.vn", ".c.vn"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://a.vn", "https://b.vn", "https://*.c.vn"]
    assert settings["TRUSTED_PROXIES"] == ["10.0.0.0/8", "::1"]
    assert settings["SITE_URL"] == "https://a.vn"
    assert settings["CSRF_TRUSTED_ORIGINS"][:2] == ["https://a.vn", "https://b.vn"]


@pytest.mark.parametrize("host", ["*", "localhost", "127.0.0.1", "[::1]", "van-phong.hatinh.gov.vn"])
def test_a_host_name_is_taken_as_it_is(monkeypatch, host):
    environment = {"ALLOWED_HOSTS": host, "SITE_URL": "https://example.vn"}

    assert load_settings(monkeypatch, **SAFE | environment)["ALLOWED_HOSTS"] == [host]


@pytest.mark.parametrize("value", ["https://a.vn", "a.vn:8000", "a.vn/", "a.vn b.vn", "a..vn"])
def test_host_with_a_scheme_or_path_is_refused(monkeypatch, value):
    sentence = read_refusal(monkeypatch, **SAFE | {"ALLOWED_HOSTS": f"example.vn,{value}"})

    assert sentence == (
        f"ALLOWED_HOSTS holds {value!r}: "
        "set it to the host names of the site, such as example.vn, separated by commas."
    )


@pytest.mark.parametrize("value", [",", " , "])
def test_a_list_of_nothing_names_no_host(monkeypatch, value):
    assert read_refusal(monkeypatch, **SAFE | {"ALLOWED_HOSTS": value}).startswith(
        "ALLOWED_HOSTS holds '': set it"
    )


def test_a_short_secret_key_stops_a_production_start(monkeypatch):
    key = SAFE["SECRET_KEY"][:49]

    sentence = read_refusal(monkeypatch, **SAFE | {"SECRET_KEY": key})

    assert sentence == (
        "SECRET_KEY has only 49 characters: set it to a random text of at least 50 characters, kept private."
    )
    assert load_settings(monkeypatch, DEBUG="1", SECRET_KEY=key)["SECRET_KEY"] == key


@pytest.mark.parametrize("value", ["10.0.0.0/33", "nginx", "10.0.0.0/8;10.1.0.1"])
def test_a_trusted_proxy_is_a_network(monkeypatch, value):
    sentence = read_refusal(monkeypatch, **SAFE | {"TRUSTED_PROXIES": f"127.0.0.1,{value}"})

    assert sentence == (
        f"TRUSTED_PROXIES holds {value!r}: set it to networks such as 10.0.0.0/8, separated by commas."
    )


@pytest.mark.parametrize("name", ["NEWSROOM_VAR", "MEDIA_ROOT", "PRIVATE_ROOT", "STATIC_ROOT"])
def test_an_empty_folder_stops_the_start(monkeypatch, name):
    assert (
        read_refusal(monkeypatch, **SAFE | {name: " "}) == f"{name} is ' ': set it to the path of a folder."
    )


@pytest.mark.parametrize(
    "url",
    [
        "oracle-of-delphi",
        "",
        "mysql://u:geheim@h/name",
        "postgres://u:geheim@h",
        "postgres://u:geheim@h:abc/name",
        "postgres://u:ge/heim@h/name",
    ],
)
def test_a_wrong_database_stops_the_start_without_showing_its_password(monkeypatch, url):
    sentence = read_refusal(monkeypatch, **SAFE | {"DATABASE_URL": url})

    assert sentence == (
        "DATABASE_URL does not name a database: "
        "set it to postgres://user:password@host/name or sqlite:////path/file."
    )


@pytest.mark.parametrize(
    "url", ["pigeon://loft", "", "smtp://", "localhost:25", "smtp://u:geheim@h:abc", "smtp://u:ge/heim@h"]
)
def test_a_wrong_mail_server_stops_the_start_without_showing_its_password(monkeypatch, url):
    sentence = read_refusal(monkeypatch, **SAFE | {"EMAIL_URL": url})

    assert sentence == (
        "EMAIL_URL does not name a mail server: "
        "set it to smtp+tls://account:password@host:587 or smtp://host:25."
    )


@pytest.mark.parametrize(
    "url", ["example.vn", "https://example.vn/", "https://*", "ftp://example.vn", " ", ""]
)
def test_a_wrong_site_url_stops_the_start(monkeypatch, url):
    sentence = read_refusal(monkeypatch, **SAFE | {"SITE_URL": url})

    assert sentence == (
        f"SITE_URL is {url!r}: set it to the address of the site without a path, such as https://example.vn."
    )


@pytest.mark.parametrize("sender", ["toasoan@example.vn", "Tòa soạn <toasoan@example.vn>"])
def test_a_sender_is_an_email_address_with_or_without_a_name(monkeypatch, sender):
    settings = load_settings(monkeypatch, **SAFE | {"DEFAULT_FROM_EMAIL": sender})

    assert settings["DEFAULT_FROM_EMAIL"] == sender


@pytest.mark.parametrize("sender", ["", "toasoan", "Tòa soạn", "<>", "a@b.vn\nBcc: c@d.vn", "x\n<a@b.vn>"])
def test_a_wrong_sender_stops_the_start(monkeypatch, sender):
    sentence = read_refusal(monkeypatch, **SAFE | {"DEFAULT_FROM_EMAIL": sender})

    assert sentence == (
        f"DEFAULT_FROM_EMAIL is {sender!r}: set it to an e-mail address, "
        "such as toasoan@example.vn or Tòa soạn <toasoan@example.vn>."
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (SAFE, ["https://example.vn", "newsroom@example.vn", "localhost", 25, None, 5]),
        (
            {"DEBUG": "1", "EMAIL_URL": "smtp+tls://a%40b:c%2Fd@mail.example.vn:587"},
            ["http://127.0.0.1:8000", "newsroom@127.0.0.1", "mail.example.vn", 587, "a@b", 5],
        ),
    ],
    ids=["production", "debug"],
)
def test_mails_know_the_site_and_the_server(monkeypatch, environment, expected):
    names = ["SITE_URL", "DEFAULT_FROM_EMAIL", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_TIMEOUT"]

    settings = load_settings(monkeypatch, **environment)

    assert [settings[name] for name in names] == expected


def test_a_developer_needs_no_variable(monkeypatch):
    settings = load_settings(monkeypatch, DEBUG="1")

    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert settings["HTTPS"] is False


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
