"""Error pages: a clean page, the right status, no database query."""

import logging

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from tests.factories import ArticleFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def break_database(error):
    """Make the database answer every query with `error`."""

    def refuse(execute, sql, params, many, context):
        raise error("server closed the connection unexpectedly")

    return connection.execute_wrapper(refuse)


@pytest.fixture
def urls():
    article = ArticleFactory(published=True)
    return [
        "/",
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        "/tim-kiem/?q=x",
        "/rss.xml",
    ] + [
        "/so-do-trang/",
        "/trang/gioi-thieu/",
        "/anything/",
        "/sitemap.xml",
    ]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_every_page_answers_503_without_a_database(reader, urls, error):
    with break_database(error):
        answers = {address: reader.get(address) for address in urls}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(urls, 503)
    for answer in answers.values():
        assert answer["Retry-After"] == "60"
        assert "no-store" in answer["Cache-Control"]
        text = answer.content.decode()
        assert "Trang tạm ngừng để xử lý kỹ thuật" in text
        assert "server closed" not in text


def test_admin_answers_503_without_a_database(reader):
    reader.force_login(UserFactory(is_superuser=True))

    with break_database(OperationalError):
        assert reader.get("/admin/").status_code == 503


def test_missing_database_is_logged_once(reader, caplog):
    with caplog.at_level(logging.WARNING), break_database(OperationalError):
        reader.get("/")

    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_other_errors_answer_500(reader, monkeypatch):
    monkeypatch.setattr("newsroom.home.build_homepage", lambda *args, **kwargs: 1 / 0)

    answer = reader.get("/")

    assert answer.status_code == 500
    assert "Retry-After" not in answer
    assert '<p class="code">500</p>' in answer.content.decode()


@pytest.mark.parametrize("address", ["/a/b/c/d/", "/media/x.png", "/trang/x/y/", "/.env", "/wp-login.php"])
def test_impossible_url_takes_no_query(reader, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        answer = reader.get(address)

    assert answer.status_code == 404
    assert '<p class="code">404</p>' in answer.content.decode()


def test_impossible_url_is_404_without_a_database(reader):
    with break_database(OperationalError):
        assert reader.get("/a/b/c/d/").status_code == 404


def test_page_404_links_to_search_site_map_and_home(reader):
    SectionFactory()

    page = reader.get("/khong-co/").content.decode()

    for address in (reverse("articles:search"), reverse("site_map"), reverse("home")):
        assert f'"{address}"' in page


class TestMaintenance:
    @pytest.fixture(autouse=True)
    def _sign(self, settings, tmp_path):
        settings.MAINTENANCE_FILE = tmp_path / "maintenance"

    def test_maintenance_file_makes_every_page_answer_503(self, reader, settings, django_assert_num_queries):
        settings.MAINTENANCE_FILE.touch()

        with django_assert_num_queries(0):
            answers = [reader.get(address) for address in ("/", "/admin/", "/a/b/c/")]

        assert [(answer.status_code, answer["Retry-After"]) for answer in answers] == [(503, "600")] * 3
        settings.MAINTENANCE_FILE.unlink()
        assert reader.get("/").status_code == 200
