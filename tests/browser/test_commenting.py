"""Commenting on an article with and without script, and reading the status of the comment."""

import re

import pytest

from comments import moderation
from comments.intake.hold_reasons import HoldReason
from comments.models import Comment, CommentSettings, ConsentWording, RejectionReason
from comments.moderation import replies
from newsroom.core.identity import SiteIdentity
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, OfficeFactory, UserFactory

from .axe import find_faults

BODY = "Công viên mới rất đẹp, cảm ơn thành phố."
XSS = "Ừ </textarea></script><script>window.hit=1</script><img src=x onerror='window.hit=2'>"
# As a person's browser does that keeps nothing of any site.
FORBIDDEN = """
  Object.defineProperty(navigator, "webdriver", { value: false });
  for (const name of ["sessionStorage", "localStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied", "SecurityError"); } });
  }
"""


@pytest.fixture
def article():
    SiteIdentity(name="Trang thông tin điện tử").save()
    return ArticleFactory(title="Thành phố thêm hai công viên", published=True)


@pytest.fixture
def moderator():
    return UserFactory(role=Role.MODERATOR)


def fill_in(reader, body=BODY, name="Nguyễn Thị Lan"):
    if not reader.get_by_label("Ý kiến của bạn").is_visible():
        reader.get_by_text("Gửi ý kiến của bạn").click()
    reader.get_by_label("Ý kiến của bạn").fill(body)
    reader.get_by_label("Họ và tên").fill(name)
    reader.get_by_label("Tôi đồng ý").check()


def press_send(reader):
    reader.get_by_role("button", name="Gửi ý kiến", exact=True).click()


def publish_reply(comment, body="Cảm ơn bạn, cơ quan đã tiếp thu."):
    comment.refresh_from_db()
    writer, boss = UserFactory(role=Role.SECRETARY), UserFactory(role=Role.APPROVER)
    reply = replies.draft(
        comment,
        by=writer,
        version=0,
        body=body,
        office=OfficeFactory(name="Văn phòng Thành ủy"),
        signer="Nguyễn Văn Hòa",
        signer_title="Chánh Văn phòng",
    )
    replies.publish(reply, by=boss, version=reply.version)


def test_cached_page_without_script_sends_a_comment(article, moderator, visit):
    reader = visit(java_script_enabled=False)
    reader.goto(article.get_absolute_url())
    ConsentWording.objects.create(text="Tôi đồng ý với lời mới của Ban Biên tập.")

    fill_in(reader)
    press_send(reader)
    assert "Nội dung bạn viết vẫn còn nguyên" in reader.get_by_role("alert").inner_text()
    assert reader.get_by_label("Ý kiến của bạn").input_value() == BODY
    assert not reader.get_by_label("Tôi đồng ý với lời mới").is_checked()
    reader.get_by_label("Tôi đồng ý với lời mới").check()
    press_send(reader)

    status = reader.url
    assert "/y-kien/cua-toi/" in status
    assert "Đã nhận, đang chờ duyệt" in reader.locator("main").inner_text()
    comment = Comment.objects.get()
    assert comment.consent.text == "Tôi đồng ý với lời mới của Ban Biên tập."

    moderation.decide(comment, moderation.APPROVE, by=moderator, version=comment.version)
    publish_reply(comment)
    reader.goto(status)
    text = reader.locator("main").inner_text()
    assert "Đã đăng" in text
    assert "Cảm ơn bạn, cơ quan đã tiếp thu." in text
    reader.get_by_role("link", name="Xem ý kiến dưới bài viết").click()
    assert reader.locator(f"#{comment.anchor}").inner_text().startswith("Nguyễn Thị Lan")
    reader.get_by_role("button", name="Thích").click()
    assert "Thích (1)" in reader.locator(f"#{comment.anchor}").inner_text()


def test_rejected_comment_shows_the_reason(article, moderator, visit):
    reader = visit(java_script_enabled=False)
    reader.goto(article.get_absolute_url())
    fill_in(reader)
    press_send(reader)
    reason = RejectionReason.objects.get(code="khong-lien-quan")

    moderation.decide(Comment.objects.get(), moderation.REJECT, by=moderator, version=1, reason=reason)
    reader.reload()

    assert reason.text_for_reader in reader.locator("main").inner_text()


def test_with_script_sending_does_not_leave_the_page(article, moderator, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())

    fill_in(reader, name="A")
    counter = reader.locator("[data-counter]")
    assert counter.inner_text() == f"Còn {1500 - len(BODY):,} ký tự".replace(",", ".")
    press_send(reader)
    reader.get_by_role("alert").wait_for()
    assert reader.evaluate("document.activeElement.matches('[data-form-errors]')")
    assert reader.get_by_label("Ý kiến của bạn").input_value() == BODY

    reader.get_by_label("Họ và tên").fill("Nguyễn Thị Lan")
    press_send(reader)
    own = reader.locator(".comment.pending")
    own.wait_for()

    assert reader.url.endswith(article.get_absolute_url())
    assert "sẽ hiển thị sau khi được duyệt" in reader.locator("[data-status-message]").inner_text()
    assert "chỉ bạn nhìn thấy" in own.inner_text()
    assert BODY in own.inner_text()
    assert Comment.objects.get().hold_reasons == [HoldReason.TOO_FAST]  # no person types that fast
    another = visit()
    another.goto(article.get_absolute_url())
    assert BODY not in another.locator("main").inner_text()

    reader.reload()
    own.wait_for()
    moderation.decide(Comment.objects.get(), moderation.APPROVE, by=moderator, version=1)
    with reader.expect_response(re.compile("/y-kien/cua-toi/")):
        reader.reload()
    reader.wait_for_load_state("networkidle")
    assert own.count() == 0
    assert reader.get_by_text(BODY).count() == 1
    reader.get_by_role("button", name="Thích").click()
    reader.get_by_role("button", name="Thích (1)").wait_for()
    assert reader.url.endswith(article.get_absolute_url())


def test_draft_is_restored_after_reload_and_deleted_when_sent(article, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())
    fill_in(reader)

    reader.reload()
    assert reader.get_by_label("Ý kiến của bạn").input_value() == BODY
    assert reader.get_by_label("Ý kiến của bạn").is_visible()
    fill_in(reader)
    press_send(reader)
    reader.locator(".comment.pending").wait_for()
    reader.reload()

    assert reader.get_by_label("Ý kiến của bạn").input_value() == ""


def test_draft_sent_without_script_is_deleted(article, moderator, visit):
    root = CommentFactory(article=article, shown=moderator)
    reader = visit()
    reader.goto(f"/y-kien/bai-viet/{article.pk}/?tra-loi={root.pk}")
    fill_in(reader, name="A")
    press_send(reader)
    assert reader.get_by_label("Ý kiến của bạn").input_value() == BODY
    reader.get_by_label("Họ và tên").fill("Lan")
    press_send(reader)
    reader.wait_for_url("**/cua-toi/**")
    reader.wait_for_load_state("networkidle")

    reader.goto(f"/y-kien/bai-viet/{article.pk}/?tra-loi={root.pk}")
    reader.wait_for_load_state("networkidle")

    assert reader.get_by_label("Ý kiến của bạn").input_value() == ""


def test_lost_connection_keeps_the_text(article, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())
    fill_in(reader)

    reader.context.set_offline(True)
    press_send(reader)
    reader.get_by_text("Không kết nối được").wait_for()
    assert reader.get_by_label("Ý kiến của bạn").input_value() == BODY
    reader.context.set_offline(False)
    press_send(reader)
    reader.locator(".comment.pending").wait_for()

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("wants", [True, False])
def test_name_is_remembered_only_on_request(article, visit, wants):
    reader = visit()
    reader.goto(article.get_absolute_url())
    fill_in(reader)
    reader.get_by_label("Nhớ tên tôi trên máy này").set_checked(wants)

    other = reader.context.new_page()
    other.goto(article.get_absolute_url())

    assert other.get_by_label("Họ và tên").input_value() == ("Nguyễn Thị Lan" if wants else "")
    stored = reader.evaluate("JSON.stringify(localStorage)")
    assert ("Nguyễn Thị Lan" in stored) is wants


def test_comment_is_sent_where_storage_is_forbidden(article, visit):
    reader = visit()
    reader.add_init_script(FORBIDDEN)
    reader.goto(article.get_absolute_url())

    fill_in(reader)
    assert "Còn" in reader.locator("[data-counter]").inner_text()
    press_send(reader)
    own = reader.locator(".comment.pending")
    own.wait_for()

    assert reader.url.endswith(article.get_absolute_url())
    assert BODY in own.inner_text()


def test_capitals_are_questioned_once(article, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())

    fill_in(reader, body="CÔNG VIÊN MỚI RẤT ĐẸP VÀ RỘNG RÃI")
    press_send(reader)
    assert "chữ thường dễ đọc hơn" in reader.get_by_role("alert").inner_text()
    press_send(reader)
    reader.locator(".comment.pending").wait_for()

    assert "CÔNG VIÊN" in Comment.objects.get().body


@pytest.fixture
def busy_article(article, moderator):
    """Create an article with every kind of comment, and return the author's pages."""
    root = CommentFactory(article=article, shown=moderator)
    for _n in range(3):
        CommentFactory(article=article, parent=root, shown=moderator)
    answered = CommentFactory(article=article, shown=moderator)
    publish_reply(answered)
    answered.refresh_from_db()
    moderation.decide(answered, moderation.FEATURE, by=moderator, version=answered.version)
    for _n in range(10):
        CommentFactory(article=article, shown=moderator)
    waiting = CommentFactory(article=article)
    return answered, waiting


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_fault_and_do_not_scroll_sideways(
    article, busy_article, visit, width, scheme
):
    answered, waiting = busy_article
    reader = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {}

    def look(name):
        found[name] = find_faults(reader, colors_only=scheme == "dark")
        if reader.evaluate("document.documentElement.scrollWidth") > width:
            found[name].append("wider than the screen")

    reader.goto(article.get_absolute_url())
    look("article")
    fill_in(reader, name="A", body="!!!!!!!!!")
    reader.get_by_label("Email (không").fill("a@b")
    reader.evaluate("document.querySelector('[data-comment-form]').noValidate = true")
    press_send(reader)
    reader.get_by_role("alert").wait_for()
    look("form with errors")
    for name, address in {
        "status": f"/y-kien/cua-toi/{waiting.secret}/",
        "status, answered": f"/y-kien/cua-toi/{answered.secret}/",
        "edit": f"/y-kien/cua-toi/{waiting.secret}/sua/",
        "withdraw": f"/y-kien/cua-toi/{waiting.secret}/rut/",
        "report": f"/y-kien/{answered.pk}/bao-vi-pham/",
        "reply": f"/y-kien/bai-viet/{article.pk}/?tra-loi={answered.pk}",
    }.items():
        reader.goto(address)
        look(name)
    reader.goto(f"/y-kien/{answered.pk}/bao-vi-pham/")
    reader.evaluate("document.querySelector('.comment-form').noValidate = true")
    reader.get_by_role("button", name="Gửi báo vi phạm").click()
    reader.get_by_role("alert").wait_for()
    look("report with errors")

    assert found == dict.fromkeys(found, [])


def test_hostile_text_does_not_run(article, moderator, visit):
    """The content security policy is off, so that escaping alone stops the script."""
    reader = visit(bypass_csp=True)
    CommentSettings(rules_text=f"Quy định {XSS}").save()
    ConsentWording.objects.create(text=f"Tôi đồng ý {XSS}")
    reason = RejectionReason.objects.create(code="xss", name="x", text_for_reader=f"Lý do {XSS}")
    shown = CommentFactory(article=article, name=XSS[:60], body=XSS, email="lan@example.vn", shown=moderator)
    publish_reply(shown, body=f"Trả lời {XSS}")
    refused = CommentFactory(article=article, name=XSS[:60], body=XSS)
    moderation.decide(refused, moderation.REJECT, by=moderator, version=1, reason=reason)
    seen = 0

    def nothing_ran():
        nonlocal seen
        reader.wait_for_load_state("networkidle")
        assert reader.evaluate("window.hit") is None, reader.url
        assert reader.locator("img[src=x]").count() == 0, reader.url
        seen += "window.hit" in reader.locator("body").inner_text()

    for address in (
        article.get_absolute_url(),
        f"/y-kien/cua-toi/{shown.secret}/",
        f"/y-kien/cua-toi/{refused.secret}/",
        f"/y-kien/cua-toi/{shown.secret}/rut/",
        f"/y-kien/{shown.pk}/bao-vi-pham/",
        f"/y-kien/bai-viet/{article.pk}/?tra-loi={shown.pk}",
    ):
        reader.goto(address)
        nothing_ran()
    assert seen == 6

    # Through the script: back with an error, then taken and shown to this browser.
    reader.goto(article.get_absolute_url())
    fill_in(reader, body=XSS, name="A")
    press_send(reader)
    reader.get_by_role("alert").wait_for()
    nothing_ran()
    assert reader.get_by_label("Ý kiến của bạn").input_value() == XSS
    reader.get_by_label("Họ và tên").fill(XSS[:60])
    press_send(reader)
    reader.locator(".comment.pending").wait_for()
    nothing_ran()
    assert XSS in reader.locator(".comment.pending").inner_text()

    # The feed, as a reader of feeds shows it that takes texts for HTML.
    feed = reader.request.get("/y-kien/rss.xml").text()
    reader.goto("about:blank")
    reader.evaluate(
        """feed => {
          const texts = new DOMParser().parseFromString(feed, "text/xml").querySelectorAll("item > *");
          document.body.innerHTML = [...texts].map(text => text.textContent).join("<hr>");
        }""",
        feed,
    )
    reader.wait_for_timeout(200)
    assert reader.evaluate("window.hit") is None
    assert "window.hit" in reader.locator("body").inner_text()
