"""Has somebody written this already?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.duplicates import similar
from articles.models import Article
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
TITLE = "Thành ủy Hà Tĩnh tổ chức hội nghị giao ban khối Khoa giáo tháng 6"


@pytest.mark.parametrize(
    ("title", "is_similar"),
    [
        (TITLE, True),
        ("THÀNH UỶ HÀ TĨNH tổ chức Hội nghị giao ban khối khoa giáo tháng 6", True),
        ("Thành ủy Hà Tĩnh tổ chức hội nghị giao ban khối Khoa giáo, Văn hóa tháng 6", True),
        ("Thành ủy Hà Tĩnh tổ chức hội nghị giao ban khối Khoa giáo tháng 5", False),
        ("Ủy ban nhân dân thành phố họp phiên thường kỳ tháng 6", False),
    ],
)
def test_titles(editor, title, is_similar):
    article = ArticleFactory(title=TITLE)
    other = ArticleFactory(title=title)

    assert similar(article, by=editor) == ([other] if is_similar else [])


def test_what_is_older_than_a_month_is_another_event(editor):
    old = ArticleFactory(title=TITLE)
    Article.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    assert similar(ArticleFactory(title=TITLE), by=editor) == []


def test_it_tells_nothing_of_what_is_hidden():
    ArticleFactory(title=TITLE)
    writer = UserFactory(role=Role.WRITER)

    assert similar(ArticleFactory(title=TITLE, created_by=writer), by=writer) == []


def test_a_working_copy_is_no_duplicate_of_what_it_replaces(editor):
    live = ArticleFactory(title=TITLE, published=True)
    copy = ArticleFactory(title=TITLE, replaces=live, created_by=editor)

    assert similar(copy, by=editor) == []


def test_submitting_asks_first(client, writer):
    ArticleFactory(title=TITLE, created_by=writer)
    article = ArticleFactory(title=TITLE, created_by=writer)
    client.force_login(writer)
    address = f"/admin/articles/article/{article.pk}/move/submit/"

    page = client.get(address)

    assert [other.title for other in page.context["similar"]] == [TITLE]
    client.post(address, {"version": article.version})
    article.refresh_from_db()
    assert article.state == "submitted"


def test_it_takes_one_query(editor, django_assert_num_queries):
    article = ArticleFactory(title=TITLE)
    ArticleFactory.create_batch(3)
    editor.has_perm("x.y")
    similar(article, by=editor)

    with django_assert_num_queries(1):
        similar(article, by=editor)
