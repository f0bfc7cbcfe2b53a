"""Typed text survives a lost connection, a killed browser and an ended session."""

from django.contrib.sessions.models import Session

from articles.editing import autosave
from articles.models import Article, State
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

from .test_journey import open_editor


def test_killed_browser_loses_no_text(sign_in):
    writer = UserFactory(role=Role.WRITER)
    article = ArticleFactory(created_by=writer, body="<p>Đầu</p>")
    address = f"/admin/articles/article/{article.pk}/change/"

    first = sign_in(writer)
    first.goto(address)
    editor = open_editor(first)
    first.fill("#id_lead", "Sapo vừa gõ")
    editor.locator("p").first.click()
    first.keyboard.press("End")
    first.keyboard.type(" và chữ vừa gõ")
    first.get_by_text("Đã tự giữ lúc").wait_for()
    first.context.close()

    again = sign_in(writer)
    again.goto(address)
    again.get_by_role("link", name="Lấy lại").click()
    editor = open_editor(again)
    assert again.input_value("#id_lead") == "Sapo vừa gõ"
    editor.get_by_text("Đầu và chữ vừa gõ").wait_for()
    again.click("[name=_continue]")
    again.locator(".messagelist .success").wait_for()

    article.refresh_from_db()
    assert (article.lead, article.body) == ("Sapo vừa gõ", "<p>Đầu và chữ vừa gõ</p>")
    assert not autosave.list_unsaved_texts(writer).exists()


def test_ended_session_loses_no_text(sign_in):
    writer = UserFactory(role=Role.WRITER)
    article = ArticleFactory(created_by=writer, lead="Sapo cũ")
    page = sign_in(writer)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    open_editor(page)
    Session.objects.all().delete()  # twelve hours have passed

    page.fill("#id_lead", "Sapo gõ khi phiên đã hết")
    page.click("[name=_continue]")
    page.fill("#id_username", writer.username)
    page.fill("#id_password", "mat-khau-de-thu")
    page.click("[type=submit]")
    page.get_by_role("link", name="Lấy lại").click()
    open_editor(page)

    assert page.input_value("#id_lead") == "Sapo gõ khi phiên đã hết"
    page.click("[name=_continue]")
    page.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert article.lead == "Sapo gõ khi phiên đã hết"


def test_ignored_old_text_does_not_stop_autosave(sign_in):
    writer = UserFactory(role=Role.WRITER)
    autosave.save_unsaved_text({"title": "Chữ cũ"}, by=writer, form_id="1" * 32)
    page = sign_in(writer)
    page.goto("/admin/articles/article/add/")
    open_editor(page)

    page.fill("#id_title", "Bài mới")
    page.get_by_text("Đã tự giữ lúc").wait_for()
    assert {str(unsaved_text) for unsaved_text in autosave.list_unsaved_texts(writer)} == {
        "Chữ cũ",
        "Bài mới",
    }
    page.click("[name=_continue]")
    page.locator(".messagelist .success").wait_for()

    assert [str(unsaved_text) for unsaved_text in autosave.list_unsaved_texts(writer)] == ["Chữ cũ"]


def test_text_typed_after_returning_to_a_saved_form_is_kept(sign_in):
    writer = UserFactory(role=Role.WRITER)
    page = sign_in(writer)
    page.goto("/admin/articles/article/add/")
    open_editor(page)
    autosave.close_form(by=writer, form_id=page.input_value("[name=form_id]"))  # as if it had been saved

    page.fill("#id_title", "Gõ tiếp")
    page.get_by_text("Đã tự giữ lúc").wait_for()

    assert [str(unsaved_text) for unsaved_text in autosave.list_unsaved_texts(writer)] == ["Gõ tiếp"]


def test_text_typed_while_the_article_was_reassigned_is_kept(sign_in):
    writer = UserFactory(role=Role.WRITER)
    article = ArticleFactory(created_by=writer)
    page = sign_in(writer)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    open_editor(page)
    Article.objects.filter(pk=article.pk).update(created_by=UserFactory(role=Role.EDITOR), title="Bài kín")

    page.fill("#id_lead", "Sapo gõ dở")
    page.get_by_role("link", name="Đồng chí không còn sửa được bài này").wait_for()
    page.click("[name=_continue]")

    page.get_by_role("heading", name="Chữ chưa lưu của tôi").wait_for()
    page.get_by_text("Sapo gõ dở").wait_for()
    assert page.get_by_text("Bài kín").count() == 0
    page.get_by_role("button", name="Giữ bản của tôi thành bản nháp mới").click()
    page.wait_for_url("**/change/")
    assert Article.objects.exclude(pk=article.pk).get().lead == "Sapo gõ dở"


def test_reason_outlives_the_session(sign_in):
    editor = UserFactory(role=Role.EDITOR)
    article = ArticleFactory(state=State.SUBMITTED)
    page = sign_in(editor)
    page.goto(f"/admin/articles/article/{article.pk}/move/send_back/")
    Session.objects.all().delete()  # twelve hours have passed

    page.fill("#id_reason", "Thiếu chú thích ảnh")
    page.click("form.move [type=submit]")
    page.fill("#id_username", editor.username)
    page.fill("#id_password", "mat-khau-de-thu")
    page.click("[type=submit]")
    page.wait_for_url("**/move/send_back/")
    assert page.input_value("#id_reason") == "Thiếu chú thích ảnh"
    page.click("form.move [type=submit]")
    page.locator(".messagelist .success").wait_for()

    assert article.events.latest().reason == "Thiếu chú thích ảnh"
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    assert page.evaluate("sessionStorage.getItem('unsent-reason')") is None
