"""Saving over a newer version is refused, and every field that was typed is kept."""

import pytest

from articles.editing import autosave
from articles.models import Article, Tag, Topic
from newsroom.core import richtext
from tests.articles.admin.test_article import change, form
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory

pytestmark = pytest.mark.django_db
MINE = "/admin/articles/article/mine/"


def post_stale_form(client, article, **fields):
    """Return the answer to a form that was opened before a colleague saved."""
    opened = form(article, **fields)
    article.title = "Bản của đồng nghiệp"
    article.save()
    answer = client.post(change(article), opened)
    assert answer.status_code == 409
    return answer.content.decode()


def make_draft_of_unsaved_text(client, person):
    client.post(MINE, {"unsaved_text": autosave.list_unsaved_texts(person).get().pk, "draft": "1"})
    return Article.objects.latest("pk")


def test_typed_fields_are_shown_and_become_the_draft(client, writer):
    article = ArticleFactory(created_by=writer, author=False)
    client.force_login(writer)
    section, also, author = SectionFactory(name="Kinh tế"), SectionFactory(name="Xã hội"), AuthorFactory()
    topic, tag = Topic.objects.create(name="Đại hội"), Tag.objects.create(name="bão lũ")
    cover, related = PhotoFactory(caption="Toàn cảnh"), ArticleFactory(title="Tin trước", published=True)

    page = post_stale_form(
        client,
        article,
        title="Bản của tôi",
        section=section.pk,
        secondary_sections=[also.pk],
        topics=[topic.pk],
        tags=[tag.pk],
        related=[related.pk],
        cover=cover.pk,
        event_date="05/06/2023",
        publish_at_0="06/06/2023",
        publish_at_1="18:15",
        expires_at_0="07/06/2023",
        expires_at_1="07:00",
        kind="repost",
        source_name="TTXVN",
        source_published_at_0="04/06/2023",
        source_published_at_1="08:00",
        bylines=[
            {"name": "Lê Hà", "role": "photos", "order": 2},
            {"author": author.pk, "role": "words", "order": 1},
            {"name": "Bỏ đi", "DELETE": "on"},
        ],
    )
    words = ["Kinh tế", "Xã hội", "Đại hội", "bão lũ", "Tin trước", "Toàn cảnh", "05/06/2023", "TTXVN"]
    words += ["18:15 06/06/2023", "07:00 07/06/2023", "08:00 04/06/2023", "Lê Hà", author.name]
    assert [each for each in words if each not in page] == []
    draft = make_draft_of_unsaved_text(client, writer)

    assert (draft.title, draft.section, draft.cover, draft.source_name) == (
        "Bản của tôi",
        section,
        cover,
        "TTXVN",
    )
    assert [
        list(getattr(draft, name).all()) for name in ("secondary_sections", "topics", "tags", "related")
    ] == [
        [also],
        [topic],
        [tag],
        [related],
    ]
    assert str(draft.event_date) == "2023-06-05"
    assert draft.publish_at.isoformat() == "2023-06-06T11:15:00+00:00"
    assert draft.expires_at.isoformat() == "2023-06-07T00:00:00+00:00"
    assert draft.source_published_at.isoformat() == "2023-06-04T01:00:00+00:00"
    assert [(byline.author, byline.name, byline.role) for byline in draft.bylines.all()] == [
        (author, "", "words"),
        (None, "Lê Hà", "photos"),
    ]
    article.refresh_from_db()
    assert article.title == "Bản của đồng nghiệp"
    assert not autosave.list_unsaved_texts(writer).exists()


def test_page_shows_every_text_of_both_sides(client, writer):
    article = ArticleFactory(created_by=writer, kicker="Tít dẫn đã lưu", source_author="Lê Hà")
    client.force_login(writer)

    page = post_stale_form(client, article, kicker="Tít dẫn của tôi", source_author="Trần An")

    assert page.count("<p>Tít dẫn đã lưu</p>") == page.count("<p>Tít dẫn của tôi</p>") == 1
    assert "<p>Tác giả ở nguồn: Lê Hà</p>" in page
    assert "<p>Tác giả ở nguồn: Trần An</p>" in page


def test_emptied_fields_stay_empty_in_the_draft(client, writer):
    article = ArticleFactory(created_by=writer, source_name="TTXVN")
    article.tags.add(Tag.objects.create(name="bão lũ"))
    client.force_login(writer)

    post_stale_form(client, article, section="", source_name="")
    draft = make_draft_of_unsaved_text(client, writer)

    assert (draft.section, draft.byline, draft.source_name, draft.tags.count()) == (None, "", "", 0)


def test_invalid_values_are_shown_and_start_the_body(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)
    both = {"author": AuthorFactory(name="Trần Thúy").pk, "name": "Lê Hà " * 30, "role": "words"}

    page = post_stale_form(client, article, event_date="31/02/2023", bylines=[both])
    draft = make_draft_of_unsaved_text(client, writer)

    assert "Ngày diễn ra: 31/02/2023" in page
    assert draft.body.startswith("<p>Ngày diễn ra: 31/02/2023</p>")
    assert [byline.author is None for byline in draft.bylines.all()] == [False, True]
    assert ("Lê Hà " * 30).strip() in draft.body


class TestPhotos:
    """Alt text and credit belong to the photo: they are saved where this person may change it."""

    @pytest.fixture
    def photo(self, writer):
        return PhotoFactory(alt="Hội trường", credit="Văn Minh", uploaded_by=writer)

    def use(self, photo, **fields):
        return {
            "photo_key": photo.key,
            "alt": photo.alt,
            "credit": photo.credit,
            **fields,
        }

    def initial(self, photo):
        return {"initial-photo_uses-0-alt": photo.alt, "initial-photo_uses-0-credit": photo.credit}

    def article(self, writer, photo):
        body = richtext.figure_html(photo.key, 960, 640, caption="Đại biểu")
        return ArticleFactory(created_by=writer, body=body)

    def post_stale_form(self, client, article, photo, **fields):
        use = {"id": article.photo_uses.get().pk, **self.use(photo, **fields)}
        return post_stale_form(client, article, body=article.body, photo_uses=[use], **self.initial(photo))

    def test_changed_alt_text_is_shown_and_saved(self, client, writer, photo):
        article = self.article(writer, photo)
        client.force_login(writer)

        page = self.post_stale_form(client, article, photo, alt="Toàn cảnh hội trường")
        assert "<ins>Toàn cảnh hội</ins>" in page
        photo.credit = "Người khác đã ghi"
        photo.save()
        make_draft_of_unsaved_text(client, writer)

        photo.refresh_from_db()
        assert (photo.alt, photo.credit) == ("Toàn cảnh hội trường", "Người khác đã ghi")

    def test_alt_text_that_may_not_be_changed_is_shown(self, client, writer, photo):
        article = self.article(writer, photo)
        ArticleFactory(body=article.body, published=True)
        client.force_login(writer)

        self.post_stale_form(client, article, photo, alt="Mô tả của tôi")
        answer = client.post(
            MINE, {"unsaved_text": autosave.list_unsaved_texts(writer).get().pk, "draft": "1"}, follow=True
        )

        photo.refresh_from_db()
        assert photo.alt == "Hội trường"
        assert "Mô tả của tôi" in answer.content.decode()

    def test_typed_text_of_a_photo_removed_from_the_body_is_shown(self, client, writer, photo):
        article = self.article(writer, photo)
        client.force_login(writer)
        use = {"id": article.photo_uses.get().pk, **self.use(photo, credit="Tên mới")}

        page = post_stale_form(client, article, body="<p>Chữ</p>", photo_uses=[use], **self.initial(photo))

        assert "Tên mới" in page

    def test_form_names_the_photo_and_its_old_text(self, client, writer, photo):
        article = self.article(writer, photo)
        client.force_login(writer)

        page = client.get(change(article)).content.decode()

        assert f'name="photo_uses-0-photo_key" value="{photo.key}"' in page
        assert 'name="initial-photo_uses-0-alt" value="Hội trường"' in page

    def test_saving_keeps_texts_that_a_colleague_changed(self, client, writer, photo):
        article = self.article(writer, photo)
        client.force_login(writer)
        use = {"id": article.photo_uses.get().pk, **self.use(photo, alt="Mô tả mới")}
        opened = form(article, body=article.body, photo_uses=[use], **self.initial(photo))
        photo.credit = "Người khác đã ghi"
        photo.save()

        client.post(change(article), opened)

        photo.refresh_from_db()
        assert (photo.alt, photo.credit) == ("Mô tả mới", "Người khác đã ghi")


def test_numbers_of_hidden_sections_or_articles_reveal_nothing(client, writer):
    article = ArticleFactory(created_by=writer)
    secret = ArticleFactory(title="Bài kín")
    client.force_login(writer)

    page = post_stale_form(client, article, related=[secret.pk], cover="abc")

    assert "Bài kín" not in page
    assert not make_draft_of_unsaved_text(client, writer).related.exists()


def test_draft_of_a_hidden_article_holds_only_what_was_typed(client, writer):
    hidden = ArticleFactory(lead="Sapo kín")
    unsaved_text = autosave.save_whole_form({"title": "Của tôi"}, by=writer, form_id="1" * 32, article=hidden)
    client.force_login(writer)

    client.post(MINE, {"unsaved_text": unsaved_text.pk, "draft": "1"})

    draft = Article.objects.latest("pk")
    assert (draft.title, draft.lead, draft.byline) == ("Của tôi", "", "")
