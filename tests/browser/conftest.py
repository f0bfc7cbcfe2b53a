"""A real Chromium against a real server; everything goes through the pages."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

# Playwright runs an event loop in the test's thread; the tests' own queries are not async all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.nodeid.split("/"):
            item.add_marker(pytest.mark.browser)
            # What a migrated database holds (rights, roles) comes back with post_migrate after each flush.
            item.add_marker(pytest.mark.django_db(transaction=True))


def find_chromium():
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def install_chromium():
    """Run `make browser`: one worker at a time, and only for `make test`, whoever runs it with the right to install."""
    if not os.environ.get("INSTALL_CHROMIUM"):
        return
    makefile = Path(__file__).parents[2] / "Makefile"
    with makefile.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["make", "--silent", "browser"], cwd=makefile.parent, capture_output=True)  # noqa: S607 -- our own command


@pytest.fixture(scope="session")
def chromium():
    if find_chromium() is None:
        install_chromium()
    path = find_chromium()
    if path is None:
        pytest.fail(
            "Chromium is missing: install it (on Debian: apt-get install chromium) or set CHROMIUM.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Return a function that opens a page as a new visitor; script errors and foreign requests fail the test."""
    contexts, faults = [], []

    def open_browser(**options):
        options = {
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "base_url": live_server.url,
            **options,
        }
        context = chromium.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: note_foreign(request.url))
        context.on("weberror", note_error)
        return context.new_page()

    def note_error(error):
        faults.append(f"{error.error} on {error.page.url if error.page else 'a page that is closed'}")

    def note_foreign(url):
        if not url.startswith((live_server.url, "data:", "blob:", "about:")):
            faults.append(f"a request left the site: {url}")

    yield open_browser
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def sign_in(visit, live_server):
    """Return a function that opens a browser with a person's session cookie; test_journey signs in through the form."""

    def open_signed_in(user, **options):
        page, client = visit(**options), Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return open_signed_in
