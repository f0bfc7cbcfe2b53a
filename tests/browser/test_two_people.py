"""Two people edit one article: the second save is refused, and both texts are kept."""

import pytest

from articles.models import Article, State
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

from .test_journey import open_editor


@pytest.fixture
def article():
    return ArticleFactory(title="Bản đầu", body="<p>Câu đầu.</p>", state=State.SUBMITTED)


def change_url(article):
    return f"/admin/articles/article/{article.pk}/change/"


def test_second_save_is_refused_and_both_texts_are_kept(sign_in, article):
    first, second = (
        sign_in(UserFactory(role=Role.EDITOR, full_name=name)) for name in ("Lê Văn Biên", "Mai Thị Tập")
    )
    for page in (first, second):
        page.goto(change_url(article))
        open_editor(page)

    first.fill("#id_title", "Bản của Biên")
    first.click("[name=_continue]")
    first.locator(".messagelist .success").wait_for()
    second.fill("#id_title", "Bản của Tập")
    open_editor(second).locator("p").first.click()
    second.keyboard.press("End")
    second.keyboard.type(" Thêm câu của Tập.")
    second.click("[name=_continue]")

    second.get_by_text("Bài đã được Lê Văn Biên sửa lúc").wait_for()
    assert second.get_by_text("Bản của Biên").count() >= 1
    assert second.get_by_text("Bản của Tập").count() >= 1
    article.refresh_from_db()
    assert article.title == "Bản của Biên"

    second.get_by_role("button", name="Giữ bản của tôi thành bản nháp mới").click()
    second.wait_for_url("**/change/")

    mine = Article.objects.exclude(pk=article.pk).get()
    assert (mine.title, mine.state) == ("Bản của Tập", State.DRAFT)
    assert mine.body == "<p>Câu đầu. Thêm câu của Tập.</p>"
    article.refresh_from_db()
    assert article.title == "Bản của Biên"


def test_text_typed_while_the_article_moves_on_is_kept(sign_in, article):
    editor, colleague = UserFactory(role=Role.EDITOR), UserFactory(role=Role.EDITOR)
    page = sign_in(editor)
    page.goto(change_url(article))
    open_editor(page)
    other = sign_in(colleague)
    other.goto(change_url(article))
    open_editor(other)
    other.click("[name=_move][value=pass_on]")
    other.locator(".messagelist .success").wait_for()

    page.fill("#id_lead", "Sapo gõ dở")
    page.click("[name=_continue]")

    page.get_by_text("bài đã được chuyển đi").wait_for()
    page.get_by_role("button", name="Giữ bản của tôi thành bản nháp mới").click()
    page.wait_for_url("**/change/")
    assert Article.objects.exclude(pk=article.pk).get().lead == "Sapo gõ dở"


def test_other_editors_are_named(sign_in, article):
    first = sign_in(UserFactory(role=Role.EDITOR, full_name="Lê Văn Biên"))
    first.goto(change_url(article))
    first.wait_for_load_state("networkidle")

    second = sign_in(UserFactory(role=Role.EDITOR))
    second.goto(change_url(article))

    second.get_by_text("Đồng chí Lê Văn Biên đang sửa bài này").wait_for()
