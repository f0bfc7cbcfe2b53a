"""Rendered body, byline and search entry follow bylines and photos with a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Byline, PhotoUse, derived
from newsroom.core import richtext
from newsroom.core.roles import Role
from tests.articles.admin.test_article import form
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db


def make_body(*photos):
    return "".join(richtext.figure_html(photo.key, 960, 640) for photo in photos)


def list_writes(queries, table):
    """Return the statements that write to `table`."""
    starts = (f'INSERT INTO "{table}"', f'UPDATE "{table}"')
    return [query["sql"] for query in queries.captured_queries if query["sql"].startswith(starts)]


def change_credit(photo, name):
    """Return the queries that run when `photo` gets another credit."""
    photo.credit = name
    with CaptureQueriesContext(connection) as queries:
        photo.save()
    return queries


@pytest.mark.parametrize("articles", [1, 10])
def test_photo_change_takes_the_same_queries_for_one_article_and_for_ten(articles):
    photo, other = PhotoFactory(), PhotoFactory()
    for _n in range(articles):
        ArticleFactory(body=make_body(photo, other))

    queries = change_credit(photo, "Lê Hà")

    assert len(queries) == 8, "\n".join(query["sql"][:120] for query in queries.captured_queries)
    assert all("Ảnh: Lê Hà" in article.rendered_body for article in Article.objects.all())


def test_photo_change_writes_no_search_entry_and_no_version():
    photo = PhotoFactory()
    article = ArticleFactory(body=make_body(photo))
    version = article.version

    queries = change_credit(photo, "Lê Hà")

    assert list_writes(queries, "articles_searchentry") == []
    article.refresh_from_db()
    assert article.version == version


def test_photo_change_without_visible_effect_writes_no_article():
    photo = PhotoFactory(credit="Lê Hà")
    ArticleFactory(body=make_body(photo))

    queries = change_credit(photo, "Lê Hà")

    assert list_writes(queries, "articles_article") == []


def test_several_changes_are_written_once_at_the_end_of_the_block():
    photo = PhotoFactory()
    article = ArticleFactory(body=make_body(photo), author=False)

    with CaptureQueriesContext(connection) as queries, derived.refresh_once():
        for _n in range(3):
            Byline.objects.create(article=article, author=AuthorFactory(name="Lê Hà"))
        photo.credit = "Trần Nam"
        photo.save()

    assert len(list_writes(queries, "articles_searchentry")) == 1
    assert len(list_writes(queries, "articles_article")) == 1
    stored = Article.objects.get(pk=article.pk)
    assert stored.byline == article.byline
    assert stored.byline.count("Lê Hà") == 3
    assert "Ảnh: Trần Nam" in stored.rendered_body
    assert "le ha" in stored.search.lead


def test_failed_block_leaves_no_pending_write():
    article = ArticleFactory(author=False)

    def add_byline_and_fail():
        with derived.refresh_once():
            Byline.objects.create(article=article, name="Lê Hà")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_byline_and_fail()
    Byline.objects.create(article=article, name="Trần Nam")

    assert Article.objects.get(pk=article.pk).byline == "Lê Hà, Trần Nam"


def test_saving_the_form_writes_the_search_entry_twice_at_most(client):
    """Once with the text and once with the bylines, but not for each byline and photo."""
    writer = UserFactory(role=Role.WRITER)
    photos = [PhotoFactory(uploaded_by=writer) for _n in range(3)]
    article = ArticleFactory(created_by=writer, author=False, body=make_body(*photos))
    uses = [
        {"id": use.pk, "article": article.pk, "photo_key": use.photo.key, "credit": "Lê Hà"}
        for use in PhotoUse.objects.filter(article=article)
    ]
    sent = form(
        article,
        title="Tên mới",
        body=article.body,
        bylines=[{"author": AuthorFactory().pk, "role": "words", "order": n} for n in range(3)],
        photo_uses=uses,
    )
    client.force_login(writer)

    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("admin:articles_article_change", args=[article.pk]), sent)

    article.refresh_from_db()
    assert (article.bylines.count(), article.rendered_body.count("Ảnh: Lê Hà")) == (3, 3)
    assert len(list_writes(queries, "articles_searchentry")) <= 2


@pytest.mark.parametrize("articles", [1, 10])
def test_saving_a_photo_in_the_admin_takes_the_same_queries_for_one_article_and_for_ten(client, articles):
    photo = PhotoFactory()
    for _n in range(articles):
        ArticleFactory(body=make_body(photo))
    client.force_login(UserFactory(role=Role.APPROVER))
    url = reverse("admin:articles_photo_change", args=[photo.pk])

    with CaptureQueriesContext(connection) as queries:
        client.post(url, {"alt": "Hội trường", "credit": "Lê Hà", "caption": "", "focus": "center"})

    assert all("Ảnh: Lê Hà" in article.rendered_body for article in Article.objects.all())
    assert len(queries) <= 20, "\n".join(query["sql"][:120] for query in queries.captured_queries)
