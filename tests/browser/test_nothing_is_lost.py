"""The line breaks, the browser dies: what was typed comes back."""

from django.contrib.sessions.models import Session

from articles.models import Buffer
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, UserFactory

from .test_journey import open_editor


def test_a_killed_browser_loses_nothing(sign_in):
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
    assert not Buffer.objects.exists()


def test_a_session_that_has_ended_loses_nothing(sign_in):
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
