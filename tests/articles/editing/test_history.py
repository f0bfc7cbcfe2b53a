"""Versions of an article: stored whole, compared word by word, brought back as drafts, with the right to see them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin import history as pages
from articles.editing import history
from articles.editing.review import review
from articles.editing.version_diff import compare_contents
from articles.models import Article, Byline, State, Version
from articles.workflow import notes
from newsroom.core import richtext
from newsroom.core.roles import Role
from tests.articles.admin.test_article import ADD, change, form
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    OfficeFactory,
    PhotoFactory,
    SectionFactory,
    UserFactory,
    release,
)

pytestmark = pytest.mark.django_db


class TestVersions:
    def test_saving_the_form_keeps_text_bylines_and_photos(self, client, writer):
        client.force_login(writer)
        photo = PhotoFactory(alt="Hội trường", credit="Văn Minh")
        author = AuthorFactory(name="Trần Thị Thúy")
        body = richtext.figure_html(photo.key, 960, 640, caption="Đại biểu")

        client.post(ADD, form(body=body, bylines=[{"author": author.pk, "role": "words", "order": 0}]))

        content = Article.objects.get().versions.get().content
        byline = content["bylines"][0]
        assert (byline["printed_name"], byline["printed_office"]) == ("Trần Thị Thúy", author.office.name)
        assert content["photos"] == [
            {
                "key": photo.key,
                "caption": "Đại biểu",
                "alt": "Hội trường",
                "is_decorative": False,
                "credit": "Văn Minh",
            }
        ]

    def test_change_makes_one_version_and_move_without_change_makes_none(self, client, writer, editor):
        article = ArticleFactory(created_by=writer)
        client.force_login(writer)
        fields = {"section": article.section_id, "body": article.body, "bylines": []}

        client.post(change(article), form(article, **fields, title="Tên mới"))
        article.refresh_from_db()
        workflow.submit(article, by=writer, version=article.version)
        article.refresh_from_db()
        workflow.pass_on(article, by=editor, version=article.version)

        assert [version.number for version in article.versions.all()] == [2, 1]
        assert history.find_version_at(article, 4).number == 2

    def test_text_older_than_the_first_version_is_kept(self, client, writer, approver):
        article = ArticleFactory(created_by=writer, title="Có từ trước")
        live = ArticleFactory(title="Đăng từ trước", published=True)
        Version.objects.all().delete()
        client.force_login(writer)

        client.post(change(article), form(article, title="Mới"))
        copy = workflow.begin_correction(live, by=approver)
        copy.title = "Đã sửa"
        copy.save()
        codes = {finding.code for finding in review(copy, at=timezone.now())}
        workflow.replace_at_once(copy, by=approver, version=copy.version, confirmed=codes)

        assert [version.content["title"] for version in article.versions.all()] == ["Mới", "Có từ trước"]
        assert [version.content["title"] for version in live.versions.all()] == ["Đã sửa", "Đăng từ trước"]


class TestComparison:
    def test_names_fields_and_marks_changed_words(self):
        article = ArticleFactory(title="Hội nghị", lead="Đồng chí Bí thư chủ trì.")
        old = history.snapshot(article)
        article.lead = "Đồng chí Phó Bí thư chủ trì."
        article.section = SectionFactory(name="Kinh tế")
        article.save()
        Byline.objects.create(article=article, name="Lê Hà", role=Byline.Role.PHOTOS)

        found = {row.label: row.html for row in compare_contents(old, history.snapshot(article))}

        assert set(found) == {"Sapo", "Chuyên mục", "Tác giả bài viết"}
        assert "<ins>Phó </ins>" in found["Sapo"]
        assert "Lê Hà" in found["Tác giả bài viết"]

    def test_hostile_text_is_escaped(self):
        article = ArticleFactory(title="<script>alert(1)</script>")

        (title, *_others) = compare_contents({}, history.snapshot(article))

        assert "<script>" not in title.html


def test_history_pages_list_every_version_and_event(client, approver, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    article = ArticleFactory(created_by=approver, title="Bản 1")
    for number in range(2, 6):
        article.title = f"Bản {number}"
        article.save()
        history.save_version(article, by=approver)
        notes.add_note(article, by=approver, text=f"Ghi chú {number}")
    client.force_login(approver)
    address = f"/admin/articles/article/{article.pk}/history/"
    first = client.get(address)
    second = client.get(address, {"versions-before": first.context["versions_before"]})
    third = client.get(address, {"versions-before": second.context["versions_before"]})
    before = client.get(address, {"events-before": first.context["events_before"]})

    numbers = [version.number for page in (first, second, third) for version in page.context["versions"]]
    reasons = [event.reason for page in (first, before) for event in page.context["events"]]
    assert numbers == sorted(article.versions.values_list("number", flat=True), reverse=True)
    assert third.context["versions_before"] is None
    assert reasons == ["Ghi chú 5", "Ghi chú 4", "Ghi chú 3", "Ghi chú 2"]


class TestBringingBack:
    def test_draft_gives_a_new_draft_and_is_unchanged(self, writer):
        article = ArticleFactory(created_by=writer, title="Bản đầu")
        version = article.versions.get()
        article.title = "Bản sau"
        article.save()

        draft = workflow.bring_back(version, by=writer)

        article.refresh_from_db()
        assert (article.title, draft.title, draft.state) == ("Bản sau", "Bản đầu", State.DRAFT)
        assert draft.byline == article.byline
        assert draft.created_by == writer

    def test_a_live_article_gives_a_working_copy(self, approver):
        live = ArticleFactory(title="Bản đang đăng", published=True)
        version = live.versions.last()

        copy = workflow.bring_back(version, by=approver)

        live.refresh_from_db()
        assert (copy.replaces, copy.publish_at) == (live, live.publish_at)
        assert live.title == "Bản đang đăng"

    def test_working_copy_is_replaced_by_a_new_one_of_the_same_article(self, approver):
        live = ArticleFactory(title="Bản đang đăng", published=True)
        first = workflow.begin_correction(live, by=approver)
        history.save_content(
            first, {**history.snapshot(first), "title": "Bản sửa", "correction_text": "Sai tên"}, by=approver
        )
        version = history.save_version(first, by=approver)

        copy = workflow.bring_back(version, by=approver)

        first.refresh_from_db()
        assert first.state == State.TRASHED
        assert (copy.replaces, copy.title, copy.correction_text) == (live, "Bản sửa", "Sai tên")
        assert copy.replaces_version == live.version

    def test_working_copy_under_review_is_not_replaced(self, writer):
        live = ArticleFactory(published=True, created_by=writer)
        copy = workflow.begin_correction(live, by=writer)
        workflow.submit(copy, by=writer, version=copy.version)

        with pytest.raises(workflow.WrongState):
            workflow.bring_back(copy.versions.first(), by=writer)

        copy.refresh_from_db()
        assert copy.state == State.SUBMITTED

    def test_deleted_author_stays_in_the_byline_as_a_name(self, writer):
        author = AuthorFactory(name="Người cũ")
        article = ArticleFactory(created_by=writer, author=author)
        version = article.versions.get()
        article.bylines.all().delete()
        author.delete()

        draft = workflow.bring_back(version, by=writer)

        assert "Người cũ" in draft.byline

    def test_office_is_dropped_where_it_does_not_fit_beside_the_name(self, writer):
        author = AuthorFactory(name="Người cũ", office=OfficeFactory(name="Ban " * 30))
        article = ArticleFactory(created_by=writer, author=author)
        version = article.versions.get()
        article.bylines.all().delete()
        author.delete()

        draft = workflow.bring_back(version, by=writer)

        assert [row.name for row in draft.bylines.all()] == ["Người cũ"]

    @pytest.mark.parametrize("role", [Role.WRITER, Role.VIEWER, Role.MODERATOR, Role.ADMINISTRATOR])
    def test_needs_the_right_to_see_the_article(self, client, role):
        article = ArticleFactory()
        client.force_login(UserFactory(role=role))
        before = Article.objects.count()

        for name in ("version", "bring_back"):
            address = reverse(f"admin:articles_article_{name}", args=[article.pk, 1])
            assert client.post(address).status_code in (403, 404, 405)

        assert Article.objects.count() == before

    def test_version_of_another_article_is_404(self, client, writer):
        mine, other = ArticleFactory(created_by=writer), ArticleFactory(title="Kín")
        other.save()
        history.save_version(other, by=other.created_by)
        client.force_login(writer)

        answer = client.get(reverse("admin:articles_article_version", args=[mine.pk, 2]))

        assert answer.status_code == 404


class TestDuplicating:
    def test_copy_starts_as_a_new_draft(self, client, writer):
        article = ArticleFactory(
            created_by=writer, state=State.AWAITING, expires_at=datetime(2030, 1, 1, tzinfo=UTC)
        )
        release(article)
        client.force_login(writer)

        client.post(reverse("admin:articles_article_duplicate", args=[article.pk]))

        copy = Article.objects.exclude(pk=article.pk).get()
        assert (copy.state, copy.number, copy.publish_at, copy.expires_at) == (State.DRAFT, None, None, None)
        assert (copy.title, copy.byline) == (article.title, Article.objects.get(pk=article.pk).byline)

    def test_needs_the_right_to_see_the_original(self, client, writer):
        other = ArticleFactory()
        client.force_login(writer)

        answer = client.post(reverse("admin:articles_article_duplicate", args=[other.pk]))

        assert answer.status_code == 404
        assert Article.objects.count() == 1


class TestChangesWithoutWords:
    def compare(self, old, new):
        base = history.snapshot(ArticleFactory())
        return compare_contents({**base, "body": old}, {**base, "body": new})

    def test_changed_link_target_is_shown(self):
        (found,) = self.compare('<p><a href="/tin-1/">Xem</a></p>', '<p><a href="/tin-2/">Xem</a></p>')

        assert found.label == "Liên kết trong bài"
        assert "<del>1</del><ins>2</ins>" in found.html

    def test_change_of_formatting_alone_is_named(self):
        (found,) = self.compare("<p>Kết quả</p>", "<h2>Kết quả</h2>")

        assert (found.label, found.html) == ("Nội dung", "<em>Chỉ khác cách trình bày.</em>")

    def test_table_row_is_compared_as_one_line(self):
        row = "<table><tbody><tr><td>Thu ngân sách</td><td>{}</td></tr></tbody></table>"

        (found,) = self.compare(row.format("588"), row.format("600"))

        assert "Thu ngân sách | " in found.html
