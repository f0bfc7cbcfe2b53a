"""Unsaved text: kept, private, offered on return, clean when it comes back, gone when the form is saved."""

import pytest
from django.urls import reverse

from articles import drafts, workflow
from articles.models import Article, Buffer
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, UserFactory

from .test_admin import ADD, change, form

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/unsaved/"
TYPED = {"title": "Chưa lưu", "lead": "Sapo", "body": "<p>Chữ</p>", "opened_version": "1"}


def unsaved(article):
    return reverse("admin:articles_article_unsaved", args=[article.pk])


def test_what_is_typed_into_a_new_article_is_offered_on_return(client, writer):
    client.force_login(writer)

    client.post(NEW, TYPED)

    assert "chưa lưu (giữ lúc" in client.get(ADD).content.decode()
    page = client.get(ADD + "?unsaved").content.decode()
    assert "Chưa lưu" in page
    assert "&lt;p&gt;Chữ&lt;/p&gt;" in page
    assert not Article.objects.exists()


def test_it_is_one_text_a_person_and_article(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)

    for title in ("Một", "Hai"):
        client.post(unsaved(article), {**TYPED, "title": title})
        client.post(NEW, {**TYPED, "title": title})

    assert [(buffer.article, buffer.fields["title"]) for buffer in Buffer.objects.order_by("article_id")] in (
        [(None, "Hai"), (article, "Hai")],
        [(article, "Hai"), (None, "Hai")],  # PostgreSQL puts nothing last
    )


def test_saving_the_form_forgets_it(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)
    client.post(unsaved(article), TYPED)
    client.post(NEW, TYPED)

    client.post(change(article), form(article, holds_unsaved="1"))
    assert Buffer.objects.get().article is None
    client.post(ADD, form(holds_unsaved="1"))
    assert not Buffer.objects.exists()


def test_text_that_was_offered_and_left_alone_stays(client, writer):
    client.force_login(writer)
    client.post(NEW, TYPED)

    page = client.get(ADD).content.decode()
    client.post(ADD, form(title="Bài khác hẳn"))

    assert "data-autosave" not in page  # this form does not replace what it did not take back
    assert Buffer.objects.get().fields["title"] == "Chưa lưu"


def test_it_can_be_thrown_away(client, writer):
    client.force_login(writer)
    client.post(NEW, TYPED)

    response = client.post(NEW, {"forget": "1"})

    assert response["Location"] == ADD
    assert not Buffer.objects.exists()


def test_what_the_article_says_already_is_not_offered(writer):
    article = ArticleFactory(created_by=writer)
    drafts.keep({name: getattr(article, name) for name in drafts.RULES}, by=writer, article=article)

    assert drafts.unsaved(by=writer, article=article) is None


def test_it_is_private(client, writer, editor):
    article = ArticleFactory(created_by=writer)
    drafts.keep({"title": "Điều riêng"}, by=writer, article=article)
    client.force_login(editor)

    for address in (change(article), change(article) + "?unsaved"):
        assert "Điều riêng" not in client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.WRITER, Role.VIEWER, Role.MODERATOR, Role.ADMINISTRATOR])
def test_nobody_keeps_text_for_what_they_may_not_change(client, writer, role):
    article = ArticleFactory(created_by=writer)
    client.force_login(UserFactory(role=role))

    assert client.post(unsaved(article), TYPED).status_code in (403, 404)
    assert not Buffer.objects.exists()


def test_a_hostile_body_is_clean_before_the_editor_sees_it(client, writer):
    client.force_login(writer)
    client.post(NEW, {**TYPED, "body": "<p>Chữ</p><img src=x onerror=alert(1)><script>alert(1)</script>"})

    page = client.get(ADD + "?unsaved").content.decode()

    assert "onerror" not in page
    assert "alert(1)" not in page


def test_text_brought_back_over_a_newer_version_is_still_refused(client, writer):
    article = ArticleFactory(created_by=writer, title="Bản đầu")
    client.force_login(writer)
    client.post(unsaved(article), {**TYPED, "opened_version": article.version})
    article.title = "Bản mới"
    article.save()

    page = client.get(change(article) + "?unsaved")

    opened = page.context["adminform"].form.initial["opened_version"]
    client.post(change(article), form(article, title="Chưa lưu", opened_version=opened))
    article.refresh_from_db()
    assert article.title == "Bản mới"


def test_a_flood_of_text_is_refused(client, writer, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 10)
    client.force_login(writer)

    response = client.post(NEW, TYPED)

    assert response.status_code == 400
    assert response.json()["error"]


def test_what_is_too_long_for_a_title_is_kept_in_the_body(client, writer):
    article = ArticleFactory(created_by=writer)
    client.force_login(writer)
    endless = "Hội nghị giao ban <b> " * 20

    client.post(
        reverse("admin:articles_article_mine", args=[article.pk]), {**TYPED, "title": endless, "lead": "x\0y"}
    )

    mine = Article.objects.exclude(pk=article.pk).get()
    assert len(mine.title) <= 250
    assert mine.body.count("Hội nghị giao ban") == 20
    assert "<b>" not in mine.body


def test_a_conflict_over_an_endless_text_is_still_shown(client, writer, monkeypatch):
    article = ArticleFactory(created_by=writer, title="Bản đầu")
    client.force_login(writer)
    opened = form(article, title="Bản của tôi", body="<p>Chữ của tôi</p>")
    article.save()
    monkeypatch.setattr(drafts, "MOST", 10)

    response = client.post(change(article), opened)

    assert response.status_code == 409
    assert "Chữ của tôi" in response.content.decode()


def test_the_text_of_a_correction_and_the_source_are_kept_too(client, writer):
    copy = workflow.begin_correction(ArticleFactory(created_by=writer, published=True), by=writer)
    client.force_login(writer)

    client.post(unsaved(copy), {**TYPED, "correction_text": "Sai chức danh", "source_name": "TTXVN"})

    page = client.get(change(copy) + "?unsaved").content.decode()
    assert "Sai chức danh" in page
    assert "TTXVN" in page


def test_a_form_without_a_source_offers_nothing_new_of_it(writer):
    article = ArticleFactory(created_by=writer, source_name="TTXVN")
    texts = {name: getattr(article, name) for name in ("title", "kicker", "lead", "body")}

    drafts.keep(texts, by=writer, article=article)

    assert drafts.unsaved(by=writer, article=article) is None


def test_a_conflict_keeps_correction_and_source_and_trusts_no_address(client, writer):
    copy = workflow.begin_correction(ArticleFactory(created_by=writer, published=True), by=writer)
    client.force_login(writer)
    mine = {**TYPED, "correction_text": "Sai chức danh", "source_url": "javascript:alert(1)"}

    page = client.post(change(copy), form(copy, **{**mine, "opened_version": 0})).content.decode()
    client.post(reverse("admin:articles_article_mine", args=[copy.pk]), mine)

    assert "Sai chức danh" in page
    kept = Article.objects.latest("pk")
    assert kept.body == "<p>Sai chức danh</p><p>javascript:alert(1)</p><p>Chữ</p>"
    assert (kept.source_url, kept.correction_text, kept.replaces) == ("", "", None)
