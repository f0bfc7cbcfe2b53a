"""Visibility by time alone, without a worker or cron: all public pages change in the same minute."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.syndication.sitemaps import BLOCK
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db
SEVEN = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 07:00 in Hà Tĩnh
TITLE = "Thành ủy họp phiên thường kỳ"


@pytest.fixture
def surfaces():
    """Return the URLs on which a public article shows."""
    with time_machine.travel(SEVEN - timedelta(hours=10), tick=False):
        article = ArticleFactory(
            title=TITLE, publish_at=SEVEN, expires_at=SEVEN + timedelta(days=1), published=True
        )
    author = article.bylines.get().author
    return {
        "page": article.get_absolute_url(),
        "front page": "/",
        "section": article.section.get_absolute_url(),
        "author": author.get_absolute_url(),
        "office": author.office.get_absolute_url(),
        "feed": "/rss.xml",
        "sitemap": f"/sitemap-bai-viet-{article.pk // BLOCK}.xml",
        "search": "/tim-kiem/?q=thanh+uy+hop",
    }


def find_surfaces_that_show(client, surfaces, moment):
    """Return the surfaces that show the article at this moment."""
    path = surfaces["page"]
    with time_machine.travel(moment, tick=False):
        return {
            name
            for name, address in surfaces.items()
            if (response := client.get(address)).status_code == 200
            and (TITLE in (text := response.content.decode()) or path in text)
        }


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [
        (SEVEN - timedelta(seconds=1), False),
        (SEVEN, True),
        (SEVEN + timedelta(hours=23, minutes=59, seconds=59), True),
        (SEVEN + timedelta(days=1), False),
    ],
)
def test_every_surface_shows_the_article_in_its_period_only(client, surfaces, moment, is_shown):
    assert find_surfaces_that_show(client, surfaces, moment) == (set(surfaces) if is_shown else set())
