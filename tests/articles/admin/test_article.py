"""Articles and photos in the admin, through plain HTTP requests: ordinary work and attacks."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Event, Photo, State
from articles.permissions import may_describe
from newsroom.core import richtext, roles
from newsroom.core.roles import Role
from tests.articles.editing.test_photos import jpeg
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def form(article=None, bylines=(), photo_uses=(), **fields):
    """Return the POST fields that the browser sends from the article form."""
    rows = {f"bylines-{n}-{name}": value for n, row in enumerate(bylines) for name, value in row.items()}
    described = {
        f"photo_uses-{n}-{name}": value for n, row in enumerate(photo_uses) for name, value in row.items()
    }
    return {
        "opened_version": article.version if article else 1,
        "title": "Hội nghị giao ban",
        "lead": "Chiều 23/6, hội nghị diễn ra.",
        "body": "<p>Nội dung</p>",
        "kind": "own",
        "comment_policy": "open",
        "bylines-TOTAL_FORMS": len(bylines),
        "bylines-INITIAL_FORMS": 0,
        "photo_uses-TOTAL_FORMS": len(photo_uses),
        "photo_uses-INITIAL_FORMS": len(photo_uses),
        **rows,
        **described,
        **fields,
    }


def sign_in_as(client, role):
    user = UserFactory(role=role)
    client.force_login(user)
    return user


class TestArticleForm:
    def test_typed_text_is_stored_sanitized_and_composed(self, client):
        writer = sign_in_as(client, Role.WRITER)

        client.post(ADD, form(title="Đảng  bộ\u200b", body="<p onclick=x>Chào</p><script>alert(1)</script>"))

        article = Article.objects.get()
        assert (article.title, article.body, article.created_by) == ("Đảng bộ", "<p>Chào</p>", writer)

    def test_draft_may_lack_lead_and_body(self, client):
        sign_in_as(client, Role.WRITER)

        client.post(ADD, form(lead="", body=""))

        assert Article.objects.get().state == State.DRAFT

    def test_date_field_takes_a_date_without_time(self, client):
        sign_in_as(client, Role.WRITER)

        client.post(ADD, form(event_date="05/06/2023", publish_at_0="05/06/2023", publish_at_1="18:15"))

        article = Article.objects.get()
        assert (article.event_date.day, article.event_date.month) == (5, 6)
        assert article.publish_at.isoformat() == "2023-06-05T11:15:00+00:00"

    def test_writer_is_the_author_unless_another_is_named(self, client):
        writer = sign_in_as(client, Role.WRITER)
        author = AuthorFactory(user=writer)

        page = client.get(ADD).content.decode()
        client.post(ADD, form(bylines=[{"author": author.pk, "role": "words", "order": 0}]))

        assert f'<option value="{author.pk}" selected>{author.name}</option>' in page
        assert Article.objects.get().byline == f"{author.name} ({author.office.name})"

    def test_saving_over_a_newer_version_is_refused_and_keeps_both_texts(self, client, writer):
        article = ArticleFactory(created_by=writer, title="Bản đầu")
        client.force_login(writer)
        opened = form(article, title="Bản của tôi", body="<p>Chữ của tôi</p>")
        article.title = "Bản của đồng nghiệp"
        article.save()

        response = client.post(change(article), opened)

        article.refresh_from_db()
        assert article.title == "Bản của đồng nghiệp"
        text = response.content.decode()
        assert "Bản của tôi" in text
        assert "Chữ của tôi" in text

    def test_text_in_a_legacy_font_is_refused_and_kept_then_converted(self, client):
        sign_in_as(client, Role.WRITER)
        old = "thµnh ñy hµ tÜnh tæ chøc héi nghÞ"

        refused = client.post(ADD, form(body=f"<p>{old}</p>"))
        assert not Article.objects.exists()
        assert old in refused.content.decode()

        client.post(ADD, form(body=f"<p>{old}</p>", convert_legacy="on"))
        assert Article.objects.get().body == "<p>thành ủy hà tĩnh tổ chức hội nghị</p>"

    def test_photo_of_another_site_is_dropped_with_a_message(self, client):
        sign_in_as(client, Role.WRITER)

        response = client.post(ADD, form(body='<p>Chữ</p><img src="https://e.example/x.png">'), follow=True)

        assert Article.objects.get().body == "<p>Chữ</p>"
        assert "Ảnh lấy từ trang khác" in response.content.decode()

    def test_alt_text_and_credit_are_written_beside_the_article(self, client, writer):
        photo = PhotoFactory(alt="", uploaded_by=writer)
        article = ArticleFactory(
            created_by=writer, body=richtext.figure_html(photo.key, 960, 640, caption="Một")
        )
        client.force_login(writer)
        use = {"id": article.photo_uses.get().pk, "alt": "Hội trường", "credit": "Văn Minh"}

        client.post(change(article), form(article, body=article.body, photo_uses=[use]))

        photo.refresh_from_db()
        article.refresh_from_db()
        assert (photo.alt, photo.credit) == ("Hội trường", "Văn Minh")
        assert 'alt="Hội trường"' in article.rendered_body


class TestRights:
    def test_a_writer_sees_only_own_articles(self, client, writer):
        mine = ArticleFactory(title="Bài của tôi", created_by=writer)
        other = ArticleFactory(title="Bài người khác")
        client.force_login(writer)

        text = client.get(reverse("admin:articles_article_changelist")).content.decode()

        assert mine.title in text
        assert other.title not in text
        assert client.get(change(other)).status_code == 302
        assert client.post(change(other), form(other, title="Cướp")).status_code == 302
        other.refresh_from_db()
        assert other.title == "Bài người khác"

    def test_hidden_and_missing_articles_give_the_same_answer(self, client, writer):
        other = ArticleFactory()
        client.force_login(writer)

        hidden = client.get(change(other))
        absent = client.get(reverse("admin:articles_article_change", args=[other.pk + 1000]))

        assert (hidden.status_code, hidden["Location"]) == (absent.status_code, absent["Location"])

    def test_a_writer_cannot_change_what_readers_see(self, client, writer):
        article = ArticleFactory(created_by=writer, title="Đã đăng", published=True)
        client.force_login(writer)

        response = client.post(change(article), form(article, title="Sửa lén"))

        assert response.status_code == 409
        assert "Sửa lén" in response.content.decode()  # nothing typed is thrown away
        article.refresh_from_db()
        assert article.title == "Đã đăng"

    def test_move_without_the_right_saves_the_text_and_says_why(self, client, writer):
        article = ArticleFactory(created_by=writer)
        client.force_login(writer)

        response = client.post(
            change(article),
            form(article, title="Đã sửa", section=article.section_id, _move="take_down"),
            follow=True,
        )

        article.refresh_from_db()
        assert (article.title, article.state) == ("Đã sửa", State.DRAFT)
        assert response.status_code == 403

    @pytest.mark.parametrize("field", ["state", "version", "created_by", "byline", "rendered_body", "slug"])
    def test_field_that_is_not_on_the_form_is_ignored(self, client, writer, field):
        article = ArticleFactory(created_by=writer)
        client.force_login(writer)
        before = Article.objects.values("state", "created_by", "slug").get(pk=article.pk)

        client.post(change(article), form(article, **{"title": article.title, field: "published"}))

        assert Article.objects.values("state", "created_by", "slug").get(pk=article.pk) == before

    def test_articles_cannot_be_deleted_even_by_a_superuser(self, client):
        client.force_login(UserFactory(is_superuser=True))
        article = ArticleFactory()

        assert client.post(reverse("admin:articles_article_delete", args=[article.pk])).status_code == 403

    def test_an_administrator_has_no_editorial_rights(self, client):
        sign_in_as(client, Role.ADMINISTRATOR)

        assert client.get(reverse("admin:articles_article_changelist")).status_code == 403
        assert client.get(reverse("admin:core_user_changelist")).status_code == 200

    def test_an_administrator_cannot_make_a_superuser_or_take_one_over(self, client):
        administrator = sign_in_as(client, Role.ADMINISTRATOR)
        root = UserFactory(is_superuser=True)
        own = reverse("admin:core_user_change", args=[administrator.pk])
        fields = {
            "username": administrator.username,
            "full_name": "A",
            "email": "a@example.vn",
            "language": "vi",
        }

        client.post(own, {**fields, "is_active": "on", "is_staff": "on", "is_superuser": "on"})
        administrator.refresh_from_db()
        assert not administrator.is_superuser
        assert client.post(reverse("admin:auth_user_password_change", args=[root.pk]), {}).status_code == 403

    def test_administrators_cannot_give_themselves_a_role(self, client):
        administrator = sign_in_as(client, Role.ADMINISTRATOR)
        address = reverse("admin:core_user_change", args=[administrator.pk])
        fields = {
            "username": administrator.username,
            "full_name": "A",
            "email": "a@example.vn",
            "language": "vi",
        }

        client.post(address, {**fields, "groups": [roles.get_group(Role.APPROVER).pk]})

        administrator.refresh_from_db()
        assert administrator.full_name == "A"
        assert [group.name for group in administrator.groups.all()] == ["Quản trị hệ thống"]

    def test_writer_cannot_change_alt_text_of_a_published_photo(self, client, writer):
        photo = PhotoFactory(alt="Hội trường", uploaded_by=writer)
        body = richtext.figure_html(photo.key, 960, 640, caption="Một")
        ArticleFactory(body=body, published=True)
        draft = ArticleFactory(created_by=writer, body=body)
        client.force_login(writer)
        use = {"id": draft.photo_uses.get().pk, "alt": "Khác", "credit": "Khác"}

        client.post(change(draft), form(draft, body=body, photo_uses=[use]))
        answer = client.post(reverse("admin:articles_photo_change", args=[photo.pk]), {"alt": "Khác"})

        photo.refresh_from_db()
        assert (photo.alt, photo.credit) == ("Hội trường", "")
        assert answer.status_code == 403

    @pytest.mark.parametrize(
        ("state", "described_by"),
        [
            (State.DRAFT, {"writer", "editor", "approver"}),
            (State.SUBMITTED, {"editor", "approver"}),
            (State.AWAITING, {"approver"}),
            (State.RETURNED, {"writer", "editor", "approver"}),
            (State.PUBLISHED, {"approver"}),
        ],
    )
    @pytest.mark.parametrize("place", ["body", "cover"])
    def test_photo_texts_are_changed_only_by_those_who_handle_its_article(
        self, request, writer, state, described_by, place
    ):
        photo = PhotoFactory(uploaded_by=writer)
        shown = {"cover": photo} if place == "cover" else {"body": richtext.figure_html(photo.key, 960, 640)}
        article = ArticleFactory(created_by=writer, **shown)
        Article.objects.filter(pk=article.pk).update(state=state, publish_at=timezone.now())
        people = {name: request.getfixturevalue(name) for name in ("writer", "editor", "approver")}

        assert {name for name, who in people.items() if may_describe(who, photo)} == described_by

    def test_photo_page_does_not_name_other_peoples_drafts(self, client, writer):
        photo = PhotoFactory(uploaded_by=writer)
        ArticleFactory(title="Bài kín", body=richtext.figure_html(photo.key, 960, 640, caption="Một"))
        client.force_login(writer)

        page = client.get(reverse("admin:articles_photo_change", args=[photo.pk]))

        assert page.status_code == 200
        assert "Bài kín" not in page.content.decode()

    @pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.VIEWER])
    def test_section_history_needs_the_right_to_change_sections(self, client, role):
        section = SectionFactory()
        sign_in_as(client, role)

        assert client.get(reverse("admin:articles_section_history", args=[section.pk])).status_code == 403


class TestPublishing:
    def test_an_approver_saves_and_publishes_with_one_press(self, client):
        article = ArticleFactory(state=State.AWAITING, cover=PhotoFactory())
        sign_in_as(client, Role.APPROVER)
        bylines = [{"author": AuthorFactory().pk, "role": "words", "order": 0}]

        client.post(
            change(article),
            form(
                article, section=article.section_id, cover=article.cover_id, bylines=bylines, _move="publish"
            ),
        )

        article.refresh_from_db()
        assert article.state == State.PUBLISHED
        assert client.get(article.get_absolute_url()).status_code == 200

    def test_refused_publication_names_what_is_missing_and_keeps_the_text(self, client):
        sign_in_as(client, Role.APPROVER)
        article = ArticleFactory(state=State.AWAITING)

        response = client.post(
            change(article), form(article, title="Thiếu", lead="", _move="publish"), follow=True
        )

        article.refresh_from_db()
        assert (article.title, article.state) == ("Thiếu", State.AWAITING)
        assert "no_lead" in {finding.code for finding in response.context["findings"]}

    def test_take_down_asks_for_a_reason(self, client):
        article = ArticleFactory(published=True)
        sign_in_as(client, Role.APPROVER)
        address = reverse("admin:articles_article_move", args=[article.pk, "take_down"])

        assert client.get(address).status_code == 200
        client.post(address, {"version": article.version, "reason": ""})
        assert article.is_public()
        client.post(address, {"version": article.version, "reason": "Sai chức danh"})

        assert not article.is_public()
        assert Event.objects.latest().reason == "Sai chức danh"

    def test_editors_cannot_take_down(self, client):
        article = ArticleFactory(published=True)
        sign_in_as(client, Role.EDITOR)

        assert (
            client.get(reverse("admin:articles_article_move", args=[article.pk, "take_down"])).status_code
            == 403
        )


class TestPhotos:
    UPLOAD = "/admin/articles/photo/upload/"

    def test_upload_returns_the_photos_figure(self, client):
        sign_in_as(client, Role.WRITER)

        answer = client.post(self.UPLOAD, {"upload": jpeg()}).json()

        photo = Photo.objects.get()
        assert answer["uploaded"] == 1
        assert answer["url"] == photo.url()
        assert photo.file_name == "Đại hội Đảng bộ.jpg"

    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.VIEWER])
    def test_upload_needs_the_right_to_add_photos(self, client, role):
        sign_in_as(client, role)

        assert client.post(self.UPLOAD, {"upload": jpeg()}).status_code == 403
        assert not Photo.objects.exists()

    def test_upload_by_an_anonymous_visitor_redirects_to_sign_in(self, client):
        assert client.post(self.UPLOAD, {"upload": jpeg()}).status_code == 302

    def test_a_forged_request_is_refused(self, writer):
        client = Client(enforce_csrf_checks=True)
        client.force_login(writer)

        assert client.post(self.UPLOAD, {"upload": jpeg()}).status_code == 403
        assert not Photo.objects.exists()

    @pytest.mark.parametrize("files", [{}, {"upload": "chữ, không phải tệp"}])
    def test_upload_without_a_file_is_answered_with_a_sentence(self, client, files):
        sign_in_as(client, Role.WRITER)

        response = client.post(self.UPLOAD, files)

        assert response.status_code == 400
        assert response.json()["error"]["message"]

    def test_photo_library_search_ignores_vietnamese_marks(self, client):
        found = PhotoFactory(caption="Đại biểu phát biểu", alt="")
        other = PhotoFactory(caption="Quang cảnh", alt="")
        sign_in_as(client, Role.WRITER)

        response = client.get("/admin/articles/photo/", {"q": "dai bieu"})

        assert list(response.context["cl"].queryset) == [found]
        assert other.caption not in response.content.decode()

    def test_photo_library_takes_a_constant_number_of_queries(self, client, django_assert_max_num_queries):
        sign_in_as(client, Role.EDITOR)
        for photo in PhotoFactory.create_batch(12):
            ArticleFactory(body=richtext.figure_html(photo.key, 960, 640, caption="Một"))

        with django_assert_max_num_queries(12):
            client.get("/admin/articles/photo/")

    def test_used_photo_cannot_be_deleted_and_its_page_lists_the_uses(self, client):
        photo = PhotoFactory()
        ArticleFactory(title="Bài dùng ảnh", body=richtext.figure_html(photo.key, 960, 640, caption="Một"))
        sign_in_as(client, Role.EDITOR)

        response = client.post(reverse("admin:articles_photo_delete", args=[photo.pk]), {"post": "yes"})

        assert Photo.objects.filter(pk=photo.pk).exists()
        assert response.status_code in (200, 403)


class TestChangelist:
    def test_changelist_takes_a_constant_number_of_queries(self, client, django_assert_max_num_queries):
        sign_in_as(client, Role.EDITOR)
        ArticleFactory.create_batch(10)

        with django_assert_max_num_queries(13):
            client.get(reverse("admin:articles_article_changelist"))

    @pytest.mark.parametrize("words", ["hoi nghi", "HỘI NGHỊ", "tran thi thuy"])
    def test_search_finds_articles_in_every_spelling(self, client, words):
        sign_in_as(client, Role.EDITOR)
        article = ArticleFactory(title="Hội nghị giao ban")

        response = client.get(reverse("admin:articles_article_changelist"), {"q": words})

        assert list(response.context["cl"].queryset) == [article]


def test_admin_uses_the_language_of_the_account(client, writer):
    client.force_login(writer)
    assert '<html lang="vi"' in client.get("/admin/").content.decode()

    client.post("/admin/language/", {"language": "en", "next": "/admin/"})

    assert '<html lang="en' in client.get("/admin/").content.decode()
    assert '<html lang="vi"' in client.get("/").content.decode()


def test_choosing_a_language_never_redirects_to_another_site(client, writer):
    client.force_login(writer)

    response = client.post("/admin/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert response["Location"] == "/admin/"
