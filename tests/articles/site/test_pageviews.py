"""What is read most is counted without knowing who reads."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles import workflow
from articles.models import PageViews
from articles.site import pageviews
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
READER = {"HTTP_USER_AGENT": "Mozilla/5.0 (Android 13)", "HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    pageviews._pending.clear()
    monkeypatch.setattr(
        pageviews, "_stored_at", pageviews.monotonic()
    )  # no test comes at the moment of writing
    with time_machine.travel(NOW, tick=False):
        yield
    pageviews._pending.clear()


@pytest.fixture
def article():
    return ArticleFactory(published=True)


def read(client, article, number=1, **headers):
    response = client.post(
        f"/luot-doc/{article.pk}/", **{**READER, "REMOTE_ADDR": f"203.0.113.{number}", **headers}
    )
    assert (response.status_code, response.content) == (204, b"")
    assert response.cookies == {}


def counted(article):
    pageviews.store_counts()
    return sum(PageViews.objects.filter(article=article).values_list("count", flat=True))


def test_readers_are_pending(client, article):
    for number in range(3):
        read(client, article, number)
    assert not PageViews.objects.exists()  # gathered first

    assert counted(article) == 3
    read(client, article, 4)
    assert counted(article) == 4
    assert list(PageViews.objects.values_list("day", "count")) == [(NOW.date(), 4)]


def test_the_same_visitor_counts_once(client, article):
    read(client, article)
    read(client, article)

    assert counted(article) == 1


def test_a_visitor_counts_once_among_hundreds(client, article):
    for _time in range(2):
        for number in range(301):
            read(client, article, number, REMOTE_ADDR=f"2001:db8:{number:x}::1")

    assert counted(article) == 301


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"HTTP_USER_AGENT": "curl/8"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "http://["},  # malformed: not counted, and no error 500
    ],
)
def test_machines_and_other_sites_are_not(client, article, headers):
    read(client, article, **headers)

    assert counted(article) == 0


def test_colleagues_are_not(client, article):
    client.force_login(UserFactory())

    read(client, article)

    assert counted(article) == 0


def test_what_readers_do_not_see_counts_nothing(client, article, approver):
    draft = ArticleFactory()
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")
    read(client, draft)
    read(client, article)
    response = client.post("/luot-doc/999999999999999999/", **READER)

    assert response.status_code == 204
    assert counted(draft) == counted(article) == 0


def test_it_is_not_read_with_get(client, article):
    assert client.get(f"/luot-doc/{article.pk}/").status_code == 405


def test_most_read_of_the_last_seven_days(approver, django_assert_num_queries):
    first, second, old, gone = (ArticleFactory(published=True) for _n in range(4))
    today = NOW.date()
    for article, day, count in [
        (first, today, 5),
        (first, today - timedelta(days=6), 5),
        (second, today, 9),
        (old, today - timedelta(days=7), 100),
        (gone, today, 50),
    ]:
        PageViews.objects.create(article=article, day=day, count=count)
    workflow.take_down(gone, by=approver, version=gone.version, reason="Sai")

    with django_assert_num_queries(2):
        assert pageviews.most_read_articles(5) == [first, second]


def test_a_burst_of_readers_writes_one_row(client, article, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pageviews, "_stored_at", pageviews.monotonic())

    with django_assert_num_queries(0):
        for number in range(50):
            read(client, article, number)
    assert counted(article) == 50
    assert PageViews.objects.count() == 1
