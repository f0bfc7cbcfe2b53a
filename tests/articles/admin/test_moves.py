"""The admin page of a move: it names obstacles before the move is made."""

import pytest
from django.urls import reverse

from articles.editing import history
from articles.models import State
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def test_submit_page_says_that_the_section_is_missing(client, writer):
    article = ArticleFactory(created_by=writer, section=None)
    client.force_login(writer)

    page = client.get(reverse("admin:articles_article_move", args=[article.pk, "submit"])).content.decode()

    assert "Chưa chọn chuyên mục" in page


class TestStaleVersion:
    """A colleague saved while the page was open: the page says so once and keeps what was typed."""

    def post_stale(self, client, article, **sent):
        address = reverse("admin:articles_article_move", args=[article.pk, "send_back"])
        return address, client.post(
            address, {"version": article.version, "reason": "Thiếu chú thích", **sent}
        )

    def test_second_attempt_succeeds(self, client, editor):
        article = ArticleFactory(state=State.SUBMITTED, updated_by=editor)
        client.force_login(editor)
        opened = article.version
        article.save()

        address, page = self.post_stale(client, article, version=opened)
        form = page.context["form"]
        client.post(address, {"version": form["version"].value(), "reason": form["reason"].value()})

        assert "Bài đã được Lê Văn Biên sửa lúc" in page.content.decode()
        article.refresh_from_db()
        assert article.state == State.RETURNED
        assert article.events.latest().reason == "Thiếu chú thích"

    def test_answer_links_to_the_comparison_of_versions(self, client, editor):
        article = ArticleFactory(state=State.SUBMITTED)
        client.force_login(editor)
        opened = article.version
        article.title = "Tên mới"
        article.save()
        history.save_version(article, by=editor)

        _address, page = self.post_stale(client, article, version=opened)

        compared = reverse("admin:articles_article_version", args=[article.pk, article.version])
        assert f'href="{compared}?from={opened}"' in page.content.decode()
        assert client.get(f"{compared}?from={opened}").status_code == 200

    @pytest.mark.parametrize("version", ["", "abc", "9" * 30, "9" * 5000])
    def test_invalid_version_is_refused(self, client, editor, version):
        article = ArticleFactory(state=State.SUBMITTED)
        client.force_login(editor)

        _address, page = self.post_stale(client, article, version=version)

        assert page.status_code == 200
        article.refresh_from_db()
        assert article.state == State.SUBMITTED
