"""Autosave: unsaved text is stored privately, offered on return, sanitized, and deleted when the form is saved."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editing import autosave
from articles.models import Article, UnsavedText
from newsroom.core.roles import Role
from tests.articles.admin.test_article import ADD, change, form
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/unsaved/"
TYPED = {"title": "Chưa lưu", "lead": "Sapo", "body": "<p>Chữ</p>", "opened_version": "1"}


MINE = "/admin/articles/article/mine/"
FIRST, SECOND = "1" * 32, "2" * 32


def autosave_url(article):
    return reverse("admin:articles_article_unsaved", args=[article.pk])


def get_unsaved_text(person, **fields):
    return autosave.list_unsaved_texts(person).get(**fields)


def test_text_of_a_new_article_is_offered_on_return(client, writer):
    client.force_login(writer)

    client.post(NEW, TYPED)

    assert "chưa lưu (giữ lúc" in client.get(ADD).content.decode()
    page = client.get(f"{ADD}?unsaved={get_unsaved_text(writer).pk}").content.decode()
    assert "Chưa lưu" in page
    assert "&lt;p&gt;Chữ&lt;/p&gt;" in page
    assert not Article.objects.exists()


def test_each_form_has_one_unsaved_text(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)

    for title in ("Một", "Hai"):
        client.post(autosave_url(article), {**TYPED, "title": title, "form_id": FIRST})
        client.post(NEW, {**TYPED, "title": title, "form_id": SECOND})

    assert {
        (unsaved_text.article, unsaved_text.fields["title"])
        for unsaved_text in autosave.list_unsaved_texts(writer)
    } == {
        (None, "Hai"),
        (article, "Hai"),
    }


def test_saving_the_form_deletes_the_unsaved_text(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)
    client.post(autosave_url(article), {**TYPED, "form_id": FIRST})
    client.post(NEW, {**TYPED, "form_id": SECOND})

    client.post(change(article), form(article, form_id=FIRST))
    assert get_unsaved_text(writer).article is None
    client.post(ADD, form(form_id=SECOND))
    assert not autosave.list_unsaved_texts(writer).exists()


@pytest.mark.parametrize("was_kept_before", [True, False])
def test_text_that_arrives_after_the_form_was_saved_is_ignored(client, writer, was_kept_before):
    client.force_login(writer)
    if was_kept_before:
        client.post(NEW, {**TYPED, "form_id": FIRST})

    client.post(ADD, form(form_id=FIRST))
    late = client.post(NEW, {**TYPED, "form_id": FIRST})
    again = client.post(NEW, {**TYPED, "form_id": late.json()["form_id"]})

    assert late.status_code == 409
    assert again.status_code == 200  # a page that is still open goes on under another name
    assert autosave.list_unsaved_texts(writer).count() == 1


def test_marks_of_closed_forms_are_deleted_after_a_day(client, writer):
    autosave.close_form(by=writer, form_id=FIRST)
    UnsavedText.objects.update(saved_at=timezone.now() - timedelta(days=2))

    autosave.save_unsaved_text(TYPED, by=writer, form_id=SECOND)

    assert not UnsavedText.objects.filter(form_id=FIRST).exists()


def test_offered_text_left_alone_is_kept_beside_newly_typed_text(client, writer):
    client.force_login(writer)
    client.post(NEW, {**TYPED, "form_id": FIRST})

    page = client.get(ADD)
    opened = page.context["form_id"]
    client.post(NEW, {**TYPED, "title": "Bài khác hẳn", "form_id": opened})

    assert "data-autosave" in page.content.decode()
    assert f'name="form_id" value="{opened}"' in page.content.decode()
    assert {each.fields["title"] for each in autosave.list_unsaved_texts(writer)} == {
        "Chưa lưu",
        "Bài khác hẳn",
    }
    client.post(ADD, form(title="Bài khác hẳn", form_id=opened))
    assert get_unsaved_text(writer).fields["title"] == "Chưa lưu"


def test_form_that_restored_a_text_goes_on_saving_to_it(client, writer):
    client.force_login(writer)
    client.post(NEW, {**TYPED, "form_id": FIRST})

    page = client.get(f"{ADD}?unsaved={get_unsaved_text(writer).pk}")

    assert page.context["form_id"] == FIRST
    assert page.context["unsaved"] == []


def test_refused_form_keeps_its_form_id(client, writer):
    client.force_login(writer)

    page = client.post(ADD, form(title="", form_id=FIRST))

    assert page.context["form_id"] == FIRST


def test_unsaved_text_can_be_discarded(client, writer):
    client.force_login(writer)
    client.post(NEW, TYPED)

    response = client.post(MINE, {"unsaved_text": get_unsaved_text(writer).pk, "forget": "1", "at_form": "1"})

    assert response["Location"] == ADD
    assert not autosave.list_unsaved_texts(writer).exists()


def test_text_equal_to_the_article_is_not_offered(writer):
    article = ArticleFactory(created_by=writer)
    texts = {name: getattr(article, name) for name in autosave.TEXT_FIELDS}
    autosave.save_unsaved_text(texts, by=writer, form_id=FIRST, article=article)

    assert autosave.list_offered_texts(by=writer, article=article) == []


def test_unsaved_text_is_private(client, writer, editor):
    article = ArticleFactory(created_by=writer)
    unsaved_text = autosave.save_unsaved_text(
        {"title": "Điều riêng"}, by=writer, form_id=FIRST, article=article
    )
    client.force_login(editor)

    for address in (change(article), f"{change(article)}?unsaved={unsaved_text.pk}", MINE):
        assert "Điều riêng" not in client.get(address).content.decode()
    for decision in ("draft", "forget"):
        assert client.post(MINE, {"unsaved_text": unsaved_text.pk, decision: "1"}).status_code == 404
    assert autosave.list_unsaved_texts(writer).get() == unsaved_text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MODERATOR, Role.ADMINISTRATOR])
def test_people_without_edit_rights_cannot_autosave(client, writer, role):
    article = ArticleFactory(created_by=writer)
    client.force_login(UserFactory(role=role))

    assert client.post(autosave_url(article), TYPED).status_code in (403, 404)
    assert client.post(NEW, TYPED).status_code == 403
    assert not UnsavedText.objects.exists()


def test_hostile_body_is_sanitized_before_the_editor_loads_it(client, writer):
    client.force_login(writer)
    client.post(NEW, {**TYPED, "body": "<p>Chữ</p><img src=x onerror=alert(1)><script>alert(1)</script>"})

    page = client.get(f"{ADD}?unsaved={get_unsaved_text(writer).pk}").content.decode()
    page += client.get(MINE).content.decode()

    assert "onerror" not in page
    assert "alert(1)" not in page


def test_restored_text_over_a_newer_version_is_still_refused(client, writer):
    article = ArticleFactory(created_by=writer, title="Bản đầu")
    client.force_login(writer)
    client.post(autosave_url(article), {**TYPED, "opened_version": article.version})
    article.title = "Bản mới"
    article.save()

    page = client.get(f"{change(article)}?unsaved={get_unsaved_text(writer).pk}")

    opened = page.context["adminform"].form.initial["opened_version"]
    client.post(change(article), form(article, title="Chưa lưu", opened_version=opened))
    article.refresh_from_db()
    assert article.title == "Bản mới"


def test_too_much_text_is_refused(client, writer, monkeypatch):
    monkeypatch.setattr(autosave, "MAX_FORM_CHARACTERS", 10)
    client.force_login(writer)

    response = client.post(NEW, TYPED)

    assert response.status_code == 400
    assert response.json()["error"]


def test_number_of_open_forms_is_limited(client, writer, monkeypatch):
    monkeypatch.setattr(autosave, "MAX_FORMS", 1)
    client.force_login(writer)

    first = client.post(NEW, {**TYPED, "form_id": FIRST})
    second = client.post(NEW, {**TYPED, "form_id": SECOND})

    assert (first.status_code, second.status_code) == (200, 400)
    assert client.post(NEW, {**TYPED, "form_id": FIRST}).status_code == 200


def test_text_too_long_for_its_field_is_kept_in_the_body(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)
    endless = "Hội nghị giao ban <b> " * 20
    client.post(autosave_url(article), {**TYPED, "title": endless, "lead": "x\0y"})

    client.post(MINE, {"unsaved_text": get_unsaved_text(writer).pk, "draft": "1"})

    mine = Article.objects.exclude(pk=article.pk).get()
    assert len(mine.title) <= 250
    assert mine.body.count("Hội nghị giao ban") == 20
    assert "<b>" not in mine.body


def test_conflict_page_is_shown_for_a_very_long_text(client, writer, monkeypatch):
    article = ArticleFactory(created_by=writer, title="Bản đầu")
    client.force_login(writer)
    opened = form(article, title="Bản của tôi", body="<p>Chữ của tôi</p>")
    article.save()
    monkeypatch.setattr(autosave, "MAX_FORM_CHARACTERS", 10)

    response = client.post(change(article), opened)

    assert response.status_code == 409
    assert "Chữ của tôi" in response.content.decode()


def test_correction_text_and_source_are_autosaved(client, writer):
    copy = workflow.begin_correction(ArticleFactory(created_by=writer, published=True), by=writer)
    client.force_login(writer)

    client.post(autosave_url(copy), {**TYPED, "correction_text": "Sai chức danh", "source_name": "TTXVN"})

    page = client.get(f"{change(copy)}?unsaved={get_unsaved_text(writer).pk}").content.decode()
    assert "Sai chức danh" in page
    assert "TTXVN" in page


def test_form_without_source_fields_offers_nothing(writer):
    article = ArticleFactory(created_by=writer, source_name="TTXVN")
    texts = {name: getattr(article, name) for name in ("title", "kicker", "lead", "body")}

    autosave.save_unsaved_text(texts, by=writer, form_id=FIRST, article=article)

    assert autosave.list_offered_texts(by=writer, article=article) == []


def test_conflict_keeps_correction_and_source_and_checks_their_url(client, writer):
    copy = workflow.begin_correction(ArticleFactory(created_by=writer, published=True), by=writer)
    client.force_login(writer)
    mine = {**TYPED, "correction_text": "Sai chức danh", "source_url": "javascript:alert(1)"}

    page = client.post(change(copy), form(copy, **{**mine, "opened_version": 0})).content.decode()
    client.post(MINE, {"unsaved_text": get_unsaved_text(writer).pk, "draft": "1"})

    assert "Sai chức danh" in page
    draft = Article.objects.latest("pk")
    assert draft.body == "<p>Sai chức danh</p><p>javascript:alert(1)</p><p>Chữ</p>"
    assert (draft.source_url, draft.correction_text, draft.replaces) == ("", "", None)


class TestLostAccess:
    """The person may no longer edit or see the article: the text typed for it can still be read."""

    def test_viewer_gets_a_link_to_the_unsaved_text(self, client, writer):
        article = ArticleFactory(created_by=writer)
        autosave.save_unsaved_text({"lead": "Sapo gõ dở"}, by=writer, form_id=FIRST, article=article)
        workflow.submit(article, by=writer, version=article.version)
        client.force_login(writer)

        page = client.get(change(article)).content.decode()
        mine = client.get(MINE).content.decode()

        assert f'href="{MINE}"' in page
        assert f'href="{MINE}#text-{get_unsaved_text(writer).pk}"' in client.get("/admin/").content.decode()
        assert "?unsaved=" not in page + mine
        assert "Sapo gõ dở" in mine

    def test_typing_is_still_autosaved(self, client, writer):
        article = ArticleFactory(created_by=writer)
        workflow.submit(article, by=writer, version=article.version)
        client.force_login(writer)

        answer = client.post(autosave_url(article), TYPED)

        assert answer.json()["my_texts_url"] == MINE
        assert get_unsaved_text(writer).fields["title"] == "Chưa lưu"

    def test_hidden_and_missing_articles_give_the_same_answer_and_keep_the_text(self, client, writer):
        hidden = ArticleFactory(title="Bài kín", lead="Sapo kín", kicker="Kín")
        addresses = [
            change(hidden),
            change(hidden).replace(str(hidden.pk), "987654"),
            change(hidden).replace(str(hidden.pk), "abc"),
        ]
        client.force_login(writer)

        answers = [client.post(address, form(lead="Của tôi", form_id=FIRST)) for address in addresses]
        kept_by_script = [
            client.post(f"/admin/articles/article/{pk}/unsaved/", {**TYPED, "form_id": SECOND}).json()
            for pk in (hidden.pk, 987654)
        ]

        assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, MINE)}
        assert [sorted(answer) for answer in kept_by_script] == [["my_texts_url", "saved_at"]] * 2
        page = client.get(MINE).content.decode()
        assert "Của tôi" in page
        assert "kín" not in page.lower()

    def test_new_draft_holds_only_what_was_typed(self, client, writer, editor):
        section, author = SectionFactory(), AuthorFactory()
        article = ArticleFactory(created_by=writer, kicker="Tít dẫn", lead="Sapo")
        autosave.save_unsaved_text({"title": "Của tôi"}, by=writer, form_id=FIRST, article=article)
        Article.objects.filter(pk=article.pk).update(
            created_by=editor, kicker="Kín", lead="Kín", section=section, source_name="Kín"
        )
        client.force_login(writer)
        typed = form(article, title="Của tôi", kicker="", bylines=[{"author": author.pk, "role": "words"}])
        client.post(change(article), {**typed, "form_id": SECOND, "event_date": "05/06/2023"})

        for unsaved_text in autosave.list_unsaved_texts(writer):
            client.post(MINE, {"unsaved_text": unsaved_text.pk, "draft": "1"})

        whole, texts = Article.objects.filter(created_by=writer).order_by("pk")
        assert (whole.title, whole.byline, str(whole.event_date)) == (
            "Của tôi",
            str(author.bylines.first()),
            "2023-06-05",
        )
        assert (texts.title, texts.lead, texts.section, texts.byline) == ("Của tôi", "", None, "")
        assert "Kín" not in f"{whole.kicker}{whole.lead}{whole.source_name}{texts.kicker}{texts.source_name}"
        assert not autosave.list_unsaved_texts(writer).exists()

    @pytest.mark.parametrize("texts", [1, 4])
    def test_page_takes_a_constant_number_of_queries(self, client, writer, texts, django_assert_num_queries):
        for article in ArticleFactory.create_batch(texts, created_by=writer):
            autosave.save_unsaved_text(TYPED, by=writer, form_id=autosave.new_form_id(), article=article)
        client.force_login(writer)

        with django_assert_num_queries(8):
            client.get(MINE)

    def test_text_outlives_a_deleted_article(self, client, writer):
        article = ArticleFactory(created_by=writer)
        autosave.save_unsaved_text(TYPED, by=writer, form_id=FIRST, article=article)

        article.delete()

        client.force_login(writer)
        assert "Chưa lưu" in client.get(MINE).content.decode()

    def test_former_writer_can_still_read_the_text(self, client):
        viewer = UserFactory(role=Role.VIEWER)
        unsaved_text = autosave.save_unsaved_text(TYPED, by=viewer, form_id=FIRST)
        client.force_login(viewer)

        page = client.get(MINE).content.decode()

        assert "Chưa lưu" in page
        assert client.post(MINE, {"unsaved_text": unsaved_text.pk, "draft": "1"}).status_code == 403
        assert autosave.list_unsaved_texts(viewer).exists()

    @pytest.mark.parametrize("pk", ["", "abc", "9" * 30, "9" * 5000])
    def test_invalid_number_is_404(self, client, writer, pk):
        client.force_login(writer)

        assert client.post(MINE, {"unsaved_text": pk, "forget": "1"}).status_code == 404
        assert client.get(f"{ADD}?unsaved={pk}").status_code == 200
