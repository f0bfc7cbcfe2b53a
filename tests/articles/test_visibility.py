"""The rule of public visibility, and its use by every public page."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import workflow
from articles.models import Article, State
from tests.factories import ArticleFactory, AuthorFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def hidden_articles(approver):
    """Return one hidden article of each kind."""
    author = AuthorFactory()
    draft = ArticleFactory(title="Bản nháp kín", author=author)
    scheduled = ArticleFactory(
        title="Hẹn giờ kín", author=author, publish_at=NOW + timedelta(days=1), published=True
    )
    expired = ArticleFactory(
        title="Hết hạn kín",
        author=author,
        publish_at=NOW - timedelta(days=2),
        expires_at=NOW - timedelta(days=1),
        published=True,
    )
    taken_down = ArticleFactory(title="Đã gỡ kín", author=author, published=True)
    workflow.take_down(taken_down, by=approver, version=taken_down.version, reason="Sai chức danh")
    taken_down.refresh_from_db()
    return [draft, scheduled, expired, taken_down]


@pytest.mark.parametrize(
    ("publish_in", "expires_in", "is_public"),
    [
        (timedelta(0), None, True),
        (timedelta(seconds=1), None, False),
        (timedelta(hours=-1), timedelta(seconds=1), True),
        (timedelta(hours=-1), timedelta(0), False),
    ],
)
def test_time_alone_decides_what_is_public(publish_in, expires_in, is_public):
    article = ArticleFactory(publish_at=NOW + publish_in, published=True)
    Article.objects.filter(pk=article.pk).update(
        expires_at=expires_in is not None and NOW + expires_in or None
    )

    assert article.is_public(at=NOW) is is_public


def expected_status(article):
    """Return 410 for an article that was taken down, 404 for every other hidden one."""
    return 410 if article.gone_at else 404


def test_hidden_article_shows_nothing_at_its_url(client, hidden_articles):
    for article in hidden_articles:
        response = client.get(article.get_absolute_url())

        assert response.status_code == expected_status(article)
        assert "kín" not in response.content.decode()


def test_hidden_article_shows_nothing_at_a_url_with_another_slug(client, hidden_articles):
    for article in hidden_articles:
        assert client.get(f"/{article.section.slug}/khac-{article.pk}/").status_code == expected_status(
            article
        )


def test_hidden_article_is_in_no_page_list_or_feed(client, hidden_articles):
    shown = ArticleFactory(title="Bài công khai", published=True, section=hidden_articles[0].section)
    author = shown.bylines.get().author
    pages = [
        "/",
        "/rss.xml",
        shown.get_absolute_url(),
        shown.section.get_absolute_url(),
        author.get_absolute_url(),
    ]

    for page in pages:
        text = client.get(page).content.decode()
        assert "Bài công khai" in text, page
        assert "kín" not in text, page


def test_author_without_public_articles_has_no_page(client, hidden_articles):
    author = hidden_articles[0].bylines.get().author

    assert client.get(author.get_absolute_url()).status_code == 404
    assert "kín" not in client.get(author.office.get_absolute_url()).content.decode()


def test_signed_in_staff_see_no_more_on_public_pages(client, hidden_articles):
    client.force_login(UserFactory(is_superuser=True))

    for article in hidden_articles:
        assert client.get(article.get_absolute_url()).status_code == expected_status(article)


def test_the_database_refuses_a_published_article_without_time():
    article = ArticleFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(state=State.PUBLISHED, publish_at=None)
