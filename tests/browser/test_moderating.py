"""The moderation queue in a browser: by keyboard, without script, with several moderators."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.models import (
    Ban,
    Comment,
    CommentSettings,
    ConsentWording,
    DataRequest,
    LegalHold,
    ModerationEvent,
    RejectionReason,
    SectionPolicy,
    State,
    WordRule,
)
from comments.moderation import bans, notes, replies
from comments.retention import legal_holds
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, OfficeFactory, UserFactory

from .axe import find_faults

QUEUE = "/admin/comments/comment/"
XSS = [
    "<script>document.title='x'</script>",
    '"><img src=x onerror="document.title=\'x\'">',
    "<svg onload=\"document.title='x'\">",
]


@pytest.fixture
def moderator(db):
    return UserFactory(role=Role.MODERATOR, full_name="Hoàng Thị Kiểm")


@pytest.fixture
def article(db):
    return ArticleFactory(title="Thành phố thêm hai công viên", published=True)


def open_queue(page, query=""):
    page.goto(QUEUE + query)
    page.locator(".card.current").first.wait_for()
    return page


def wait_for_decision(page, comment, words):
    """Wait for the line that replaces a decided card."""
    page.locator(f"#y-kien-{comment.pk} .done-line", has_text=words).wait_for()


def test_twenty_cards_are_decided_by_keyboard(sign_in, moderator, article):
    comments = CommentFactory.create_batch(20, article=article)
    page = open_queue(sign_in(moderator))
    reasons = list(RejectionReason.objects.filter(is_active=True))
    expected = {}

    for n, comment in enumerate(comments):
        if n % 5 == 3:
            page.keyboard.press("r")
            page.keyboard.press("2")
            wait_for_decision(page, comment, "Không đăng")
            expected[comment.pk] = (State.REJECTED, reasons[1].pk)
        elif n % 5 == 4:
            page.keyboard.press("s")
            wait_for_decision(page, comment, "Đã chuyển vào rác")
            expected[comment.pk] = (State.SPAM, None)
        else:
            page.keyboard.press("a")
            wait_for_decision(page, comment, "Đã duyệt đăng")
            expected[comment.pk] = (State.APPROVED, None)
    page.keyboard.press("u")
    page.locator(f"#y-kien-{comments[-1].pk}:not(.decided)").wait_for()
    page.keyboard.press("u")
    page.locator(f"#y-kien-{comments[-2].pk}:not(.decided)").wait_for()

    expected |= {comments[-1].pk: (State.PENDING, None), comments[-2].pk: (State.PENDING, None)}
    assert {row.pk: (row.state, row.reason_id) for row in Comment.objects.all()} == expected
    assert ModerationEvent.objects.filter(by=moderator).count() == 22


def test_keyboard_moves_ticks_writes_notes_and_shows_help(sign_in, moderator, article):
    first, second, third = CommentFactory.create_batch(3, article=article)
    page = open_queue(sign_in(moderator))

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == f"y-kien-{second.pk}"
    page.keyboard.press("x")
    assert page.locator("[name=chosen]:checked").get_attribute("value") == str(second.pk)
    page.keyboard.press("n")
    page.keyboard.type("a ras? Gọi lại cho phường")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Phím tắt").is_visible()
    page.keyboard.press("a")  # nothing, while the help is open
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.id") == f"y-kien-{first.pk}"
    assert page.locator(f"#note-{second.pk}").input_value() == "a ras? Gọi lại cho phường"
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}


def test_vietnamese_composed_key_is_read_as_its_second_letter(sign_in, moderator, article):
    first, second = CommentFactory.create_batch(2, article=article)
    page = open_queue(sign_in(moderator))

    page.keyboard.press("a")
    wait_for_decision(page, first, "Đã duyệt đăng")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'â', bubbles: true}))")
    wait_for_decision(page, second, "Đã duyệt đăng")


def test_keyboard_shortcuts_can_be_switched_off(sign_in, moderator, article):
    comment = CommentFactory(article=article)
    page = open_queue(sign_in(moderator))

    page.get_by_role("checkbox", name="Phím tắt").uncheck()
    page.keyboard.press("a")
    open_queue(page)
    page.keyboard.press("a")
    assert not page.get_by_role("checkbox", name="Phím tắt").is_checked()
    page.get_by_role("checkbox", name="Phím tắt").check()
    page.keyboard.press("a")
    wait_for_decision(page, comment, "Đã duyệt đăng")

    assert ModerationEvent.objects.filter(by=moderator).count() == 1


def test_conflict_with_a_colleague_keeps_typed_text(sign_in, moderator, article):
    first, second = CommentFactory.create_batch(2, article=article)
    page = open_queue(sign_in(moderator))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("Dở dang")
    moderation.decide(
        first, moderation.SPAM, by=UserFactory(role=Role.SECRETARY, full_name="Vũ Văn Thư"), version=1
    )

    page.locator(f"#y-kien-{first.pk} button.approve").click()

    page.locator(f"#y-kien-{first.pk} .conflict", has_text="Đã được Vũ Văn Thư xử lý").wait_for()
    assert page.locator(f"#note-{second.pk}").input_value() == "Dở dang"
    assert Comment.objects.get(pk=first.pk).state == State.SPAM


def test_cards_do_not_move_after_a_decision(sign_in, moderator, article):
    first, second = CommentFactory.create_batch(2, article=article)
    page = open_queue(sign_in(moderator))
    before = page.locator(f"#y-kien-{second.pk}").bounding_box()

    page.locator(f"#y-kien-{first.pk} button.approve").click()
    wait_for_decision(page, first, "Đã duyệt đăng")

    assert page.locator(f"#y-kien-{second.pk}").bounding_box() == before
    page.locator(f"#chosen-{second.pk}").check()
    assert page.locator(f"#y-kien-{second.pk}").bounding_box() == before
    page.locator(f"#y-kien-{first.pk}").get_by_role("button", name="Hoàn tác").click()
    page.locator(f"#y-kien-{first.pk} button.approve").wait_for()
    assert Comment.objects.get(pk=first.pk).state == State.PENDING


def test_copies_are_decided_together_and_bulk_is_confirmed_once(sign_in, moderator, article):
    first = CommentFactory(article=article)
    copy = CommentFactory(article=article, near_duplicate_of=first)
    other, rest = CommentFactory.create_batch(2, article=article)
    page = open_queue(sign_in(moderator))

    page.get_by_label("áp dụng cho cả 2 ý kiến").check()
    page.locator(f"#chosen-{first.pk}").check()
    page.locator(f"#chosen-{other.pk}").check()
    bar = page.locator("[data-bulk]")
    bar.get_by_role("button", name="Duyệt đăng (3)").click()
    page.get_by_text("Duyệt đăng (3)?").wait_for()
    page.get_by_role("button", name="Thực hiện").click()
    wait_for_decision(page, other, "Đã duyệt đăng: 3 ý kiến")

    approved = set(Comment.objects.filter(state=State.APPROVED).values_list("pk", flat=True))
    assert approved == {first.pk, copy.pk, other.pk}
    page.keyboard.press("u")
    page.locator(f"#y-kien-{other.pk}:not(.decided)").wait_for()
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}
    assert rest.pk not in approved


def test_new_comments_are_announced_without_moving_cards(sign_in, moderator, article):
    first = CommentFactory(article=article)
    page = sign_in(moderator)
    page.clock.install()
    open_queue(page)
    CommentFactory(article=article)

    with page.expect_response("**/pulse/**"):
        page.clock.fast_forward(21_000)

    page.get_by_text("Có 1 ý kiến mới").wait_for()
    assert page.locator(".card").count() == 1
    first.refresh_from_db()
    assert first.claimed_by == moderator


def test_everything_works_without_script(sign_in, moderator, article):
    first, second, third, fourth = CommentFactory.create_batch(4, article=article)
    page = sign_in(moderator, java_script_enabled=False)
    page.goto(QUEUE)

    page.locator(f"#y-kien-{first.pk}").get_by_role("button", name="Duyệt đăng").click()
    page.get_by_text("Đã duyệt đăng: 1 ý kiến.").wait_for()
    page.locator(f"#y-kien-{second.pk} select").select_option(index=1)
    page.locator(f"#y-kien-{second.pk}").get_by_role("button", name="Không đăng").click()
    page.get_by_text("Không đăng: 1 ý kiến.").wait_for()
    page.get_by_role("button", name=re.compile("Hoàn tác: không đăng")).click()
    page.get_by_text("Đã hoàn tác: 1 quyết định.").wait_for()
    page.locator(f"#chosen-{third.pk}").check()
    page.locator(f"#chosen-{fourth.pk}").check()
    page.locator("[data-bulk]").get_by_role("button", name="Rác").click()
    page.get_by_text("2 ý kiến sẽ thay đổi").wait_for()
    page.get_by_role("button", name="Rác (2)").click()
    page.get_by_text("Đã chuyển vào rác: 2 ý kiến.").wait_for()

    states = dict(Comment.objects.values_list("pk", "state"))
    assert states == {first.pk: "approved", second.pk: "pending", third.pk: "spam", fourth.pk: "spam"}


def test_editing_and_official_reply_work_for_two_people(sign_in, moderator, article):
    OfficeFactory(name="Văn phòng Thành ủy")
    comment = CommentFactory(article=article, name="Bà Năm", body="Xin lắp dèn ở ngõ 12", shown=moderator)
    page = sign_in(moderator)
    open_queue(page, "?muc=da-dang").keyboard.press("e")
    page.get_by_label("Nội dung ý kiến").fill("Xin lắp đèn ở ngõ 12")
    page.get_by_role("button", name="Lưu nội dung").click()
    page.get_by_text("Đã sửa nội dung").wait_for()
    open_queue(page, "?muc=da-dang").keyboard.press("o")
    page.get_by_label("Nội dung trả lời").fill("Cảm ơn bà, phường đã lắp đèn.")
    page.get_by_label("Đơn vị").select_option(label="Văn phòng Thành ủy")
    page.get_by_label("Người ký", exact=True).or_(page.get_by_label("Người ký:", exact=True)).fill(
        "Nguyễn Văn An"
    )
    page.get_by_label("Chức vụ người ký").fill("Chánh Văn phòng")
    page.get_by_role("button", name="Lưu bản thảo").click()
    page.get_by_text("Đã lưu bản thảo").wait_for()

    boss = sign_in(UserFactory(role=Role.APPROVER))
    boss.goto(f"{QUEUE}{comment.pk}/reply/")
    boss.get_by_role("button", name="Công bố trả lời").click()
    boss.get_by_text("Bạn đọc đã thấy trả lời").wait_for()

    comment.refresh_from_db()
    assert comment.answered_at is not None
    assert comment.revisions.get().body == "Xin lắp dèn ở ngõ 12"


def create_hostile_comments(article, moderator):
    """Create comments with hostile text in every field; the text matches a word rule."""
    text = " ".join(XSS)
    WordRule.objects.create(text="onerror", kind="hold")
    reason = RejectionReason.objects.first()
    reason.name = text[:120]
    reason.save()
    Article.objects.filter(pk=article.pk).update(title=text)
    fields = {"article": article, "name": XSS[0][:60], "body": text, "email": "a@example.vn"}
    waiting, shown = CommentFactory(**fields), CommentFactory(**fields, shown=moderator)
    for comment in (waiting, shown):
        notes.add_note(comment, by=moderator, text=text, about_author=True)
        comment.reports.create(reason="other", text=text)
    office = OfficeFactory(name=text[:200])
    words = {"body": text, "office": office, "signer": text[:120], "signer_title": text[:120]}
    replies.draft(shown, by=moderator, version=0, **words)
    moderation.edit(waiting, by=moderator, version=1, name=XSS[2][:60], body=f"{text} sửa", note=text)
    Comment.objects.filter(pk=shown.pk).update(open_reports=1)
    return waiting, shown


def list_pages(waiting, shown):
    yield from (f"{QUEUE}?muc={tab}" for tab in ("cho-duyet", "bi-bao", "da-dang", "cho-tra-loi"))
    for comment in (waiting, shown):
        yield from (f"{QUEUE}{comment.pk}/{page}/" for page in ("change", "edit", "reply", "ban"))


def test_hostile_text_does_not_run(sign_in, article):
    boss = UserFactory(role=Role.APPROVER)
    waiting, shown = create_hostile_comments(article, UserFactory(role=Role.MODERATOR, full_name=XSS[1]))
    page = sign_in(boss, bypass_csp=True)

    for address in list_pages(waiting, shown):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.title() != "x", address
        assert page.locator("img[src=x], svg[onload], main script").count() == 0, address
    open_queue(page).keyboard.press("r")
    page.keyboard.press("1")
    wait_for_decision(page, waiting, "Không đăng")
    page.goto(f"{QUEUE}undo/")
    page.wait_for_load_state("networkidle")
    assert page.title() != "x"


def test_pages_have_no_accessibility_fault_and_do_not_scroll_sideways(sign_in, moderator, article):
    first = CommentFactory(
        article=article, body="Thật khốn nạn, lãnh đạo phường ở đâu?", hold_reasons=["words"]
    )
    WordRule.objects.create(text="lãnh đạo", kind="mark")
    CommentFactory(article=article, near_duplicate_of=first)
    notes.add_note(first, by=moderator, text="Chờ phường")
    shown = CommentFactory(article=article, shown=moderator)
    shown.reports.create(reason="other", text="Sai")
    Comment.objects.filter(pk=shown.pk).update(open_reports=1)
    words = {"body": "Cảm ơn.", "office": OfficeFactory(), "signer": "An", "signer_title": "Chánh Văn phòng"}
    replies.draft(shown, by=moderator, version=0, **words)
    boss = UserFactory(role=Role.APPROVER)
    moderation.decide(CommentFactory(article=article), moderation.SPAM, by=boss, version=1)
    page = sign_in(boss, color_scheme="light")

    for address in [*list_pages(first, shown), f"{QUEUE}undo/"]:
        page.goto(address)
        assert_no_faults(page, address)
    open_queue(page).locator(f"#chosen-{first.pk}").check()
    page.keyboard.press("?")
    assert_no_faults(page, "help")
    bare = sign_in(boss, java_script_enabled=False)
    bare.goto(QUEUE)
    bare.locator(f"#chosen-{first.pk}").check()
    bare.locator("[data-bulk]").get_by_role("button", name="Không đăng").click()
    bare.get_by_text("1 ý kiến sẽ thay đổi").wait_for()
    page.set_content(bare.content().replace("<head>", f'<head><base href="{page.url}">'))
    assert_no_faults(page, "confirm")


ADDED = [ConsentWording, RejectionReason, SectionPolicy, LegalHold, DataRequest, WordRule]
KEPT = [*ADDED, CommentSettings, Ban]


def test_settings_pages_have_no_accessibility_fault(sign_in, article):
    boss = UserFactory(is_superuser=True)
    comment = CommentFactory(article=article, email="a@example.vn")
    SectionPolicy.objects.create(section=article.section, policy="closed")
    legal_holds.place_hold(comment, by=boss, legal_basis="Công văn 12-CV/TU")
    bans.ban_author(comment, target="author", by=boss, reason="Chửi bới", days=7)
    DataRequest.objects.create(
        right="access",
        person="Lan",
        contact="Phố 1",
        received_on=timezone.localdate(),
        acknowledge_by=timezone.localdate(),
        due_on=timezone.localdate(),
    )
    page = sign_in(boss, color_scheme="light")

    for model in KEPT:
        name = f"admin:comments_{model._meta.model_name}"
        addresses = [
            reverse(f"{name}_changelist"),
            reverse(f"{name}_change", args=[model.objects.first().pk]),
        ]
        addresses += [reverse(f"{name}_add")] if model in ADDED else []
        for address in addresses:
            assert page.goto(address).ok, address
            assert_no_faults(page, address, schemes=["light"])
    for address in (f"{QUEUE}statistics/", reverse("admin:comments_datarequest_find")):
        assert page.goto(address).ok, address
        assert_no_faults(page, address, schemes=["light"])
    page.goto(f"{QUEUE}{comment.pk}/change/")
    page.get_by_role("link", name="Lưu giữ theo yêu cầu").click()
    assert page.locator("#id_comment").input_value() == str(comment.pk)


def assert_no_faults(page, address, schemes=("light", "dark")):
    """Check the open page on a narrow and a wide screen in these colour schemes; it never scrolls sideways."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            # Django's own field for finding one of many: named by what is chosen in it, and by nothing while it is
            # empty. Django's own filters stand closer together than target-size allows.
            colors_only = scheme == "dark"
            faults = find_faults(page, colors_only, exclude=".select2-container", disabled=["target-size"])
            assert faults == [], f"{address}, {width}, {scheme}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address}, {width}"
