"""Page views are counted without identifying readers."""

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


def store_and_sum_views(article):
    pageviews.store_counts()
    return sum(PageViews.objects.filter(article=article).values_list("count", flat=True))


def test_views_are_stored_in_batches(client, article):
    for number in range(3):
        read(client, article, number)
    assert not PageViews.objects.exists()  # gathered first

    assert store_and_sum_views(article) == 3
    read(client, article, 4)
    assert store_and_sum_views(article) == 4
    assert list(PageViews.objects.values_list("day", "count")) == [(NOW.date(), 4)]


def test_visitor_counts_once(client, article):
    read(client, article)
    read(client, article)

    assert store_and_sum_views(article) == 1


def test_a_visitor_counts_once_among_hundreds(client, article):
    for _time in range(2):
        for number in range(301):
            read(client, article, number, REMOTE_ADDR=f"2001:db8:{number:x}::1")

    assert store_and_sum_views(article) == 301


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
def test_bots_and_other_sites_are_not_counted(client, article, headers):
    read(client, article, **headers)

    assert store_and_sum_views(article) == 0


def test_staff_are_not_counted(client, article):
    client.force_login(UserFactory())

    read(client, article)

    assert store_and_sum_views(article) == 0


def test_views_of_hidden_articles_are_not_counted(client, article, approver):
    draft = ArticleFactory()
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")
    read(client, draft)
    read(client, article)
    response = client.post("/luot-doc/999999999999999999/", **READER)

    assert response.status_code == 204
    assert store_and_sum_views(draft) == store_and_sum_views(article) == 0


def test_get_request_is_refused(client, article):
    assert client.get(f"/luot-doc/{article.pk}/").status_code == 405


def test_most_read_list_covers_the_last_seven_days(approver, django_assert_num_queries):
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
    assert store_and_sum_views(article) == 50
    assert PageViews.objects.count() == 1
