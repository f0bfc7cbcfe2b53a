"""The whole life of an article, through the pages of every role."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, State
from newsroom.core.roles import Role
from tests.factories import AuthorFactory, OfficeFactory, PhotoFactory, SectionFactory, UserFactory

from .test_journey import open_editor

TITLE = "Thành ủy họp phiên thường kỳ"


@pytest.fixture
def people():
    writer = UserFactory(role=Role.WRITER, full_name="Trần Thị Thúy")
    AuthorFactory(name="Trần Thị Thúy", office=OfficeFactory(name="Văn phòng Thành ủy"), user=writer)
    editor = UserFactory(role=Role.EDITOR, full_name="Mai Nhật Biên")
    approver = UserFactory(role=Role.APPROVER, full_name="Đinh Thiên Quang")
    return writer, editor, approver


def press_move(page, move):
    """Press the button of a move, in the form or beside it."""
    page.locator(f"[name=_move][value={move}], a.move[href$='/move/{move}/']").click()


def wait_for_message(page, words):
    page.locator(".messagelist", has_text=words).wait_for()


def test_article_goes_from_draft_to_trash_and_back(people, sign_in, visit):
    writer, editor, approver = people
    section, cover = SectionFactory(name="Hoạt động"), PhotoFactory()
    desk, edit, boss = sign_in(writer), sign_in(editor), sign_in(approver)

    # Written and submitted.
    desk.goto("/admin/")
    desk.get_by_role("link", name="Viết bài mới").click()
    body = open_editor(desk).locator("body")
    desk.fill("#id_title", TITLE)
    desk.fill("#id_lead", "Sáng nay, Thành ủy họp phiên thường kỳ.")
    body.click()
    desk.keyboard.type("Phiên họp cho ý kiến về ba nội dung.")
    desk.select_option("#id_section", str(section.pk))
    desk.fill("#id_cover", str(cover.pk))
    press_move(desk, "submit")
    wait_for_message(desk, "đã gửi biên tập")
    article = Article.objects.get()
    address = f"/admin/articles/article/{article.pk}/change/"

    # The editor is told, returns it with a reason; the writer finds both on the desk.
    edit.goto("/admin/")
    edit.locator(".tile.needs-action", has_text="Chờ đồng chí xử lý").get_by_role("link", name=TITLE).click()
    open_editor(edit)
    press_move(edit, "send_back")
    edit.fill("#id_reason", "Thiếu tên người chủ trì")
    edit.get_by_role("button", name="Trả lại").click()
    wait_for_message(edit, "đã trả lại")
    desk.goto("/admin/")
    assert "(1" in desk.locator(".notices-link").text_content()
    tile = desk.locator(".tile.needs-action", has_text="Bị trả lại")
    assert "Thiếu tên người chủ trì" in tile.inner_text()
    tile.get_by_role("link", name=TITLE).click()

    # Put right, submitted again, passed on.
    open_editor(desk)
    desk.fill("#id_lead", "Sáng nay, đồng chí Bí thư chủ trì phiên họp thường kỳ.")
    press_move(desk, "submit")
    wait_for_message(desk, "đã gửi biên tập")
    edit.goto(address)
    open_editor(edit)
    press_move(edit, "pass_on")
    wait_for_message(edit, "đã trình duyệt")

    # Approved for seven o'clock tomorrow: in the calendar, and not before readers.
    tomorrow = timezone.localtime() + timedelta(days=1)
    boss.goto(f"/admin/articles/article/{article.pk}/move/publish/")
    boss.fill("#id_when_0", f"{tomorrow:%d/%m/%Y}")
    boss.fill("#id_when_1", "07:00")
    boss.get_by_role("button", name="Duyệt và xuất bản").click()
    wait_for_message(boss, f"07:00 {tomorrow:%d/%m/%Y}")
    boss.goto(f"/admin/articles/article/calendar/?thang={tomorrow:%Y-%m}")
    assert TITLE in boss.locator("td li.scheduled").inner_text()
    reader = visit(java_script_enabled=False)
    reader.goto("/")
    assert reader.get_by_role("link", name=TITLE).count() == 0

    # Its time has come (the clock is turned, not the state): corrected through a working copy.
    lately = timezone.now() - timedelta(minutes=5)
    Article.objects.update(publish_at=lately, first_published_at=lately)
    desk.goto(address)
    desk.get_by_role("button", name="Đính chính, cập nhật").click()
    open_editor(desk)
    desk.select_option("#id_change_kind", "correction")
    desk.fill("#id_correction_text", "Người chủ trì là đồng chí Phó Bí thư.")
    desk.fill("#id_lead", "Sáng nay, đồng chí Phó Bí thư chủ trì phiên họp.")
    press_move(desk, "submit")
    wait_for_message(desk, "đã gửi biên tập")
    copy = Article.objects.get(replaces=article)
    reader.goto("/")
    reader.get_by_role("link", name=TITLE).first.click()
    assert "đồng chí Bí thư chủ trì" in reader.locator("main").inner_text()
    edit.goto(f"/admin/articles/article/{copy.pk}/change/")
    open_editor(edit)
    press_move(edit, "pass_on")
    wait_for_message(edit, "đã trình duyệt")
    boss.goto(f"/admin/articles/article/{copy.pk}/change/")
    open_editor(boss)
    press_move(boss, "replace")
    wait_for_message(boss, "đã thay vào bài đang đăng")
    reader.reload()
    assert "Người chủ trì là đồng chí Phó Bí thư." in reader.locator(".corrections").inner_text()
    assert "đồng chí Phó Bí thư chủ trì" in reader.locator(".lead").inner_text()

    # Taken down, with a reason; put back.
    boss.goto(address)
    press_move(boss, "take_down")
    boss.fill("#id_reason", "Chưa đúng thẩm quyền")
    boss.get_by_role("button", name="Gỡ bài").click()
    wait_for_message(boss, "đã gỡ bài")
    assert reader.reload().status == 410
    assert TITLE not in reader.content()
    boss.goto(address)
    open_editor(boss)
    press_move(boss, "publish")
    wait_for_message(boss, "Đã xuất bản lúc")
    assert reader.reload().status == 200

    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert [event.move for event in article.events.all()] == [
        "submit",
        "send_back",
        "submit",
        "pass_on",
        "publish",
        "replace",
        "take_down",
        "publish",
    ]
    history = f"/admin/articles/article/{article.pk}/history/"
    boss.goto(history)
    boss.locator(".versions a").first.click()
    boss.locator(".differences").wait_for()
