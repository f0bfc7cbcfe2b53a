"""Preview of an article for staff with the right to see it, and for others behind a preview link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editing import history
from articles.models import Byline, PreviewLink
from articles.site import preview
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(writer):
    return ArticleFactory(title="Chưa đăng", created_by=writer)


def get_url(link):
    return reverse("articles:preview_link", args=[preview.link_token(link)])


class TestPreview:
    def test_shows_the_page_that_readers_will_get(self, client, writer, approver, draft):
        client.force_login(writer)
        before = client.get(reverse("admin:articles_article_preview_page", args=[draft.pk])).content.decode()

        assert '<h1 id="title">Chưa đăng</h1>' in before
        assert draft.rendered_body in before
        assert draft.byline in before

    def test_is_not_cached_or_indexed(self, client, writer, draft):
        client.force_login(writer)
        response = client.get(reverse("admin:articles_article_preview_page", args=[draft.pk]))

        assert "no-store" in response["Cache-Control"]
        assert 'content="noindex, nofollow"' in response.content.decode()

    def test_can_be_framed_by_our_own_pages_only(self, client, writer, draft):
        client.force_login(writer)
        response = client.get(reverse("admin:articles_article_preview_page", args=[draft.pk]))

        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert client.get("/")["X-Frame-Options"] == "DENY"

    def test_empty_draft_has_a_preview(self, client, writer):
        empty = ArticleFactory(created_by=writer, section=None, lead="", body="", author=False)
        client.force_login(writer)

        for name in ("preview", "preview_page"):
            address = reverse(f"admin:articles_article_{name}", args=[empty.pk])
            assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        ("kind", "shown", "not_shown"),
        [("correction", "Sai chức danh", "Cập nhật:"), ("update", "Cập nhật:", "Sai chức danh")],
    )
    def test_preview_of_a_working_copy_shows_the_correction_notice(
        self, client, writer, kind, shown, not_shown
    ):
        live = ArticleFactory(
            created_by=writer, publish_at=timezone.now() - timedelta(days=1), published=True
        )
        copy = workflow.begin_correction(live, by=writer)
        copy.change_kind, copy.correction_text = kind, "Sai chức danh"
        copy.save()
        client.force_login(writer)

        page = client.get(reverse("admin:articles_article_preview_page", args=[copy.pk])).content.decode()

        assert shown in page
        assert not_shown not in page
        assert not live.corrections.exists()

    def test_shows_related_news(self, client, writer, draft):
        other = ArticleFactory(title="Tin bên cạnh", section=draft.section, published=True)
        client.force_login(writer)

        page = client.get(reverse("admin:articles_article_preview_page", args=[draft.pk])).content.decode()

        assert other.get_absolute_url() in page


class TestPreviewLink:
    def test_shows_one_version_with_a_banner(self, client, writer, draft):
        link = preview.create_link(draft, by=writer)
        draft.title = "Đã sửa sau đó"
        draft.save()
        history.save_version(draft, by=writer)

        response = client.get(get_url(link))

        text = response.content.decode()
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]
        assert '<h1 id="title">Chưa đăng</h1>' in text
        assert "Đã sửa sau đó" not in text
        assert "Chưa xuất bản." in text
        assert draft.byline in text

    def test_has_the_byline_line_of_the_public_page(self, client, writer, draft):
        for role in (Byline.Role.PHOTOS, Byline.Role.COMPILED):
            Byline.objects.create(article=draft, name=f"Cộng tác viên {role}", role=role)
        draft.refresh_from_db()
        assert "Cộng tác viên compiled" in draft.byline
        history.save_version(draft, by=writer)

        response = client.get(get_url(preview.create_link(draft, by=writer)))

        assert response.context["article"].byline == draft.byline

    def test_ends_after_a_week(self, client, writer, draft):
        link = preview.create_link(draft, by=writer)

        with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
            assert client.get(get_url(link)).status_code == 404

    def test_ends_when_it_is_revoked(self, client, writer, draft):
        link = preview.create_link(draft, by=writer)
        client.force_login(writer)

        client.post(reverse("admin:articles_article_revoke", args=[draft.pk, link.pk]))

        assert client.get(get_url(link)).status_code == 404

    def test_ends_when_the_article_is_taken_down(self, client, approver, writer):
        article = ArticleFactory(created_by=writer, published=True)
        link = preview.create_link(article, by=writer)
        assert client.get(get_url(link)).status_code == 200

        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        assert client.get(get_url(link)).status_code == 404

    @pytest.mark.parametrize("token", ["1", "1:abc", "x", "1:" + "A" * 43])
    def test_forged_link_shows_nothing(self, client, writer, draft, token):
        preview.create_link(draft, by=writer)

        assert client.get(f"/xem-truoc/{token}/").status_code == 404

    def test_making_and_revoking_need_the_right_to_see_the_article(self, client, writer, draft):
        link = preview.create_link(draft, by=writer)
        stranger = UserFactory(role=Role.WRITER)
        with pytest.raises(workflow.NotAllowed):
            preview.create_link(draft, by=stranger)
        with pytest.raises(workflow.NotAllowed):
            preview.revoke_link(link, by=stranger)

        client.force_login(stranger)
        client.post(reverse("admin:articles_article_revoke", args=[draft.pk, link.pk]))

        assert PreviewLink.objects.usable().get() == link

    def test_link_of_another_article_cannot_be_revoked(self, client, writer, draft):
        mine = ArticleFactory(created_by=UserFactory(role=Role.WRITER))
        link = preview.create_link(draft, by=writer)
        client.force_login(mine.created_by)

        answer = client.post(reverse("admin:articles_article_revoke", args=[mine.pk, link.pk]))

        assert answer.status_code == 404
        assert PreviewLink.objects.usable().get() == link

    def test_hostile_text_is_escaped(self, client, writer):
        article = ArticleFactory(created_by=writer, title="<script>alert(1)</script>", lead="</script><b>")
        link = preview.create_link(article, by=writer)

        assert "<script>alert" not in client.get(get_url(link)).content.decode()
