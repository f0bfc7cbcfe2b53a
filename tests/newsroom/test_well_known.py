"""robots.txt, security.txt, the manifest and the icons."""

import re
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
import time_machine
from django.contrib.staticfiles import finders
from PIL import Image

from newsroom.core import colors
from newsroom.core.identity import SiteIdentity
from newsroom.core.url_words import is_reserved
from newsroom.well_known import NOT_FOR_CRAWLERS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@pytest.fixture
def identity():
    identity = SiteIdentity(
        name="Trang tin Thành ủy Hà Tĩnh", short_name="Thành ủy", email="bientap@example.vn"
    )
    identity.save()
    return identity


class TestRobots:
    @pytest.fixture
    def robots(self, client):
        response = client.get("/robots.txt")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        parser = RobotFileParser()
        parser.parse(response.content.decode().splitlines())
        return parser

    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/khoa-giao/",
            "/khoa-giao/bai-1/",
            "/rss.xml",
            "/media/photos/x/960.jpg",
            "/anh-chia-se/1-a.jpg",
        ],
    )
    def test_public_pages_may_be_crawled(self, robots, path):
        assert robots.can_fetch("Googlebot", path)

    @pytest.mark.parametrize(
        "path", ["/admin/", "/tim-kiem/?q=x", "/xem-truoc/1:abc/", "/y-kien/cua-toi/abc/", "/luot-doc/1/"]
    )
    def test_private_pages_may_not_be_crawled(self, robots, path):
        assert not robots.can_fetch("Googlebot", path)

    @pytest.mark.parametrize("path", NOT_FOR_CRAWLERS)
    def test_each_forbidden_path_exists(self, path):
        assert is_reserved(path.strip("/"))

    def test_sitemap_is_named_and_exists(self, client, robots):
        (address,) = robots.site_maps()

        assert address == "http://testserver/sitemap.xml"
        assert client.get("/sitemap.xml").status_code == 200


class TestSecurity:
    """RFC 9116."""

    def fields(self, client):
        response = client.get("/.well-known/security.txt")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        return dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    def test_names_the_contact(self, client, identity, settings):
        settings.SITE_URL = "https://example.vn"

        fields = self.fields(client)

        assert fields["Contact"] == "mailto:bientap@example.vn"
        assert fields["Canonical"] == "https://example.vn/.well-known/security.txt"
        assert fields["Preferred-Languages"] == "vi, en"

    @pytest.mark.parametrize(
        ("now", "expires"),
        [
            ("2026-01-01T00:00+07:00", "2027-01-01T00:00:00+07:00"),
            ("2026-06-30T23:59+07:00", "2027-01-01T00:00:00+07:00"),
            ("2026-07-01T00:00+07:00", "2027-07-01T00:00:00+07:00"),
            ("2026-12-31T23:59+07:00", "2027-07-01T00:00:00+07:00"),
        ],
    )
    def test_expires_after_six_to_twelve_months(self, client, identity, now, expires):
        now = datetime.fromisoformat(now)
        with time_machine.travel(now, tick=False):
            fields = self.fields(client)

        assert fields["Expires"] == expires
        assert timedelta(days=181) < datetime.fromisoformat(expires) - now <= timedelta(days=366)

    def test_is_404_without_a_contact(self, client):
        assert client.get("/.well-known/security.txt").status_code == 404


class TestManifest:
    def test_names_the_site_and_its_icons(self, client, identity):
        response = client.get("/manifest.webmanifest")
        manifest = response.json()

        assert response["Content-Type"] == "application/manifest+json"
        assert (manifest["name"], manifest["short_name"]) == ("Trang tin Thành ủy Hà Tĩnh", "Thành ủy")
        assert (manifest["start_url"], manifest["lang"]) == ("/", "vi")
        assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
        for icon in manifest["icons"]:
            with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]

    def test_colours_equal_those_of_the_pages(self, client):
        manifest = client.get("/manifest.webmanifest").json()

        assert (manifest["theme_color"], manifest["background_color"]) == (colors.RED, colors.PAPER)


class TestIcons:
    def test_page_links_to_existing_icons(self, client):
        page = client.get("/").content.decode()

        named = re.findall(r'<link rel="(?:icon|apple-touch-icon)" href="/static/(.*?)"', page)

        assert named == ["favicon.svg", "icons/favicon-32.png", "icons/apple-touch-icon.png"]
        assert all(finders.find(name) for name in named)
        assert '<link rel="manifest" href="/manifest.webmanifest">' in page

    def test_favicon_ico_redirects_to_the_icon(self, client):
        response = client.get("/favicon.ico")

        assert response["Location"] == "/static/icons/favicon.ico"
        with Image.open(finders.find("icons/favicon.ico")) as image:
            assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}

    def test_apple_touch_icon_is_opaque(self):
        with Image.open(finders.find("icons/apple-touch-icon.png")) as image:
            assert (image.size, image.mode) == ((180, 180), "RGB")


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt", "/manifest.webmanifest"])
def test_each_file_is_cached_for_a_day_without_cookies_and_read_only(client, identity, address):
    response = client.get(address)

    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert client.post(address).status_code == 405
