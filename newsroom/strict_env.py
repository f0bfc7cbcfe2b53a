"""Read environment variables strictly: a wrong value stops the start with one sentence.

The sentence names the variable, its value (not that of a secret) and what is allowed. An empty value is wrong, too: a
variable that is not wanted is left out. `newsroom.settings` alone calls these functions.
"""

import os
import re
import warnings
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from environ import Env

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
SECRET_KEY_LENGTH = 50  # as Django's check security.W009
HOST = re.compile(r"\*|\.?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
SITE_URL = re.compile(r"https?://[\w.:\[\]-]+")
DATABASE_SCHEMES = {"postgres", "postgresql", "sqlite"}
SMTP_SCHEMES = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}
LOCAL_MAIL_SCHEMES = {"consolemail", "dummymail", "memorymail"}


def refuse(problem: str, expected: str) -> NoReturn:
    """Stop the start. `problem` names the variable and its value, `expected` says what is allowed."""
    raise ImproperlyConfigured(f"{problem}: set it to {expected}.")


def get_required(name: str, default: str | None, expected: str) -> str:
    """Return the variable; stop when it is not set and there is no default."""
    value = os.environ.get(name, default)
    if not value:
        refuse(f"{name} is not set", expected)
    return value


def get_text(name: str, default: str, *, expected: str, is_valid: Callable[[str], Any]) -> str:
    """Return the variable or `default`; stop when the variable is set and `is_valid` is false of it."""
    value = os.environ.get(name)
    if value is None:
        return default
    if not is_valid(value):
        refuse(f"{name} is {value!r}", expected)
    return value


def get_bool(name: str, default: bool) -> bool:
    expected = "1 (true, yes, on) or 0 (false, no, off)"
    value = get_text(
        name, str(default), expected=expected, is_valid=lambda text: normalize(text) in TRUE | FALSE
    )
    return normalize(value) in TRUE


def normalize(text: str) -> str:
    return text.strip().lower()


def get_path(name: str, default: Path) -> Path:
    return Path(get_text(name, str(default), expected="the path of a folder", is_valid=str.strip))


def get_secret_key(name: str, default: str | None) -> str:
    """Return the key of all signatures. Without `default`, which only DEBUG has, a short one stops the start."""
    expected = f"a random text of at least {SECRET_KEY_LENGTH} characters, kept private"
    value = get_required(name, default, expected)
    if default is None and len(value) < SECRET_KEY_LENGTH:
        refuse(f"{name} has only {len(value)} characters", expected)
    return value


def get_hosts(name: str, default: str | None) -> list[str]:
    """Return host names, without scheme, port and path."""
    expected = "the host names of the site, such as example.vn, separated by commas"
    hosts = split_list(get_required(name, default, expected))
    for host in hosts or [""]:
        if not HOST.fullmatch(host):
            refuse(f"{name} holds {host!r}", expected)
    return hosts


def get_networks(name: str) -> list[str]:
    """Return IP networks; none when the variable is not set."""
    networks = split_list(os.environ.get(name, ""))
    for network in networks:
        try:
            ip_network(network, strict=False)
        except ValueError:
            refuse(f"{name} holds {network!r}", "networks such as 10.0.0.0/8, separated by commas")
    return networks


def split_list(text: str) -> list[str]:
    """Return the parts between commas, trimmed, without empty ones."""
    return [part.strip() for part in text.split(",") if part.strip()]


def get_site_url(name: str, default: str) -> str:
    expected = "the address of the site without a path, such as https://example.vn"
    return get_text(name, default, expected=expected, is_valid=SITE_URL.fullmatch)


def get_sender(name: str, default: str) -> str:
    """Return an e-mail address, or a name with the e-mail address in angle brackets."""
    expected = "an e-mail address, such as toasoan@example.vn or Tòa soạn <toasoan@example.vn>"
    return get_text(name, default, expected=expected, is_valid=is_sender)


def is_sender(text: str) -> bool:
    in_brackets = re.fullmatch(r"[^<>\r\n]*<([^<>]+)>", text)
    try:
        validate_email(in_brackets[1] if in_brackets else text)
    except ValidationError:
        return False
    return True


def get_database(name: str, default: str) -> dict[str, Any]:
    """Return the connection that a URL describes. The URL holds a password: no sentence shows it."""
    url = os.environ.get(name, default)
    config = parse_url(Env.db_url_config, url, DATABASE_SCHEMES)
    if not config.get("NAME"):
        refuse(
            f"{name} does not name a database", "postgres://user:password@host/name or sqlite:////path/file"
        )
    return config


def get_mail_server(name: str, default: str) -> dict[str, Any]:
    """Return the settings EMAIL_* that a URL describes. The URL holds a password: no sentence shows it."""
    url = os.environ.get(name, default)
    config = parse_url(Env.email_url_config, url, SMTP_SCHEMES | LOCAL_MAIL_SCHEMES)
    if not config.get("EMAIL_HOST") and url_scheme(url) not in LOCAL_MAIL_SCHEMES:
        refuse(
            f"{name} does not name a mail server", "smtp+tls://account:password@host:587 or smtp://host:25"
        )
    return config


def parse_url(parse: Callable[[str], dict[str, Any]], url: str, schemes: set[str]) -> dict[str, Any]:
    """Return the parts of `url`; none of a URL with another scheme, or with a port that is no number."""
    if url_scheme(url) not in schemes:
        return {}
    try:
        with warnings.catch_warnings(action="ignore"):  # the sentence of the caller says more
            return parse(url)
    except (ValueError, ImproperlyConfigured):
        return {}


def url_scheme(url: str) -> str:
    return url.partition("://")[0]
