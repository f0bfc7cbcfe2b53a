"""Mail to readers: content, subscriptions, time of sending, server errors."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail as post
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import CommentPolicy
from comments import moderation
from comments.mail import letters, subscriptions
from comments.models import Comment, CommentSettings, ConfirmationRequest, Mail, RejectionReason, Subscription
from comments.models.subscription import MailKind
from comments.moderation import replies
from newsroom.core.mail import deliver
from tests.comments.conftest import HERE
from tests.comments.reader import browser
from tests.factories import CommentFactory, OfficeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
MINE = "lan.nguyen@example.vn"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def comment(article):
    """Return a comment whose author subscribed to every kind of mail."""
    made = CommentFactory(article=article, body="Công viên rất đẹp.\nTôi cảm ơn.")
    Subscription.objects.create(comment=made, email=MINE, on_reply=True, confirmed_at=NOW)
    return made


def decide(comment, decision, by, **details):
    comment.refresh_from_db()
    return moderation.decide(comment, decision, by=by, version=comment.version, **details)


def reject(comment, by):
    return decide(comment, moderation.REJECT, by, reason=RejectionReason.objects.get(code="xuc-pham"))


def answer(comment, by, second):
    reply = replies.draft(
        comment,
        by=by,
        version=0,
        body="Văn phòng xin trả lời.",
        office=OfficeFactory(name="Văn phòng Thành ủy"),
        signer="Trần Văn An",
        signer_title="Chánh Văn phòng",
    )
    return replies.publish(reply, by=second, version=reply.version)


def deliver_after(clock, minutes=2):
    clock.shift(timedelta(minutes=minutes))
    deliver(letters.ReaderMailQueue())
    return post.outbox


class TestContent:
    def test_approval_is_announced(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        assert mail.to == [MINE]
        assert mail.subject == "Ý kiến của bạn đã được đăng: Thành phố thêm hai công viên"
        assert "> Công viên rất đẹp. Tôi cảm ơn." in mail.body.splitlines()
        assert f"/y-kien/{comment.pk}/" in mail.body

    def test_rejection_is_announced_with_its_reason(self, comment, moderator, clock):
        reject(comment, moderator)
        (mail,) = deliver_after(clock)

        assert mail.subject == "Ý kiến của bạn không được đăng: Thành phố thêm hai công viên"
        assert "Lý do: Ý kiến có lời lẽ xúc phạm" in mail.body
        assert comment.article.get_absolute_url() in mail.body
        assert moderator.full_name not in mail.body

    def test_answer_of_another_reader_is_announced_without_quoting_it(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        deliver_after(clock).clear()
        reply = CommentFactory(
            article=comment.article,
            parent=comment,
            answers_to=comment,
            name="Người Khác",
            email="khac@example.vn",
            body="Viết cho tôi: rieng@example.vn",
        )
        decide(reply, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        assert mail.subject == "Một bạn đọc đã trả lời bạn: Thành phố thêm hai công viên"
        assert f"/y-kien/{reply.pk}/" in mail.body
        assert "khac@example.vn" not in str(mail.message())
        assert "rieng@example.vn" not in mail.body

    def test_official_reply_is_announced(self, comment, moderator, approver, clock):
        decide(comment, moderation.APPROVE, moderator)
        deliver_after(clock).clear()
        answer(comment, moderator, approver)
        (mail,) = deliver_after(clock)

        assert mail.subject == "Cơ quan đã trả lời bạn: Thành phố thêm hai công viên"
        assert f"/y-kien/{comment.pk}/" in mail.body

    def test_confirmation_letter_quotes_nothing_of_the_comment(self, article, clock):
        comment = CommentFactory(article=article, name="Mua Thuốc Rẻ", body="Vào ngay trang-lua-dao.example")
        subscriptions.update_subscription(
            comment, email="nguoi-la@example.vn", kinds=["on_decision"], ip=HERE
        )
        (mail,) = deliver_after(clock)

        assert "Mua Thuốc" not in mail.subject + mail.body
        assert "lua-dao" not in mail.body
        assert "/y-kien/xac-nhan/" in mail.body

    def test_long_text_is_shortened(self, comment, moderator, clock):
        Comment.objects.filter(pk=comment.pk).update(body="rất dài " * 150)
        decide(comment, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        quote = next(line for line in mail.body.splitlines() if line.startswith("> "))
        assert len(quote) <= 202


class TestFormat:
    def test_mail_is_plain_text(self, comment, moderator, clock):
        Comment.objects.filter(pk=comment.pk).update(body="<img src=x onerror=alert(1)> <b>xin chào</b>")
        decide(comment, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        message = mail.message()
        assert message.get_content_type() == "text/plain"
        assert not message.is_multipart()
        assert (mail.attachments, mail.cc, mail.bcc) == ([], [], [])

    def test_line_break_in_a_title_adds_no_header(self, comment, moderator, clock):
        evil = "Tin\r\nBcc: nguoi-khac@example.vn\n\nThân thư"
        type(comment.article).objects.filter(pk=comment.article_id).update(title=evil)
        Comment.objects.filter(pk=comment.pk).update(name=evil[:60])
        decide(comment, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        assert "\n" not in mail.subject
        assert mail.message()["Bcc"] is None
        assert mail.recipients() == [MINE]

    def test_mail_has_a_one_click_unsubscribe_header(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        headers = mail.message()
        address = headers["List-Unsubscribe"].strip("<>").replace("\n", "")
        assert headers["Auto-Submitted"] == "auto-generated"
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address in mail.body
        path = "/" + address.split("/", 3)[3]
        assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Subscription.objects.exists()

    def test_mail_holds_no_secret_link(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        (mail,) = deliver_after(clock)

        assert comment.secret not in str(mail.message())
        assert "/cua-toi/" not in mail.body


class TestSending:
    def test_mail_waits_for_a_minute(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)

        clock.shift(timedelta(seconds=59))
        assert deliver(letters.ReaderMailQueue()) == 0
        clock.shift(timedelta(seconds=1))
        assert deliver(letters.ReaderMailQueue()) == 1

    def test_undone_decision_sends_no_mail(self, comment, moderator, clock):
        event = decide(comment, moderation.APPROVE, moderator)
        moderation.undo(event, by=moderator)

        assert deliver_after(clock) == []

    def test_outdated_mail_is_not_sent(self, comment, moderator, secretary, clock):
        decide(comment, moderation.APPROVE, moderator)
        reason = RejectionReason.objects.first()
        decide(comment, moderation.HIDE, secretary, reason=reason, note="Sai")

        assert [mail.subject.split(":")[0] for mail in deliver_after(clock)] == [
            "Ý kiến của bạn không được đăng"
        ]

    def test_mail_about_a_hidden_article_is_not_sent(self, comment, moderator, approver, clock):
        decide(comment, moderation.APPROVE, moderator)
        article = comment.article
        article.refresh_from_db()
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        assert deliver_after(clock) == []
        assert not Mail.objects.exists()

    def test_each_mail_is_sent_once(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)

        assert len(deliver_after(clock)) == 1
        assert len(deliver_after(clock, minutes=60)) == 1

    def test_ended_subscription_gets_no_mail(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        subscriptions.end_subscription(comment.subscription)

        assert deliver_after(clock) == []

    def test_subscriber_to_one_kind_gets_no_other(self, comment, moderator, approver, clock):
        Subscription.objects.update(on_decision=False, on_answer=False)
        decide(comment, moderation.APPROVE, moderator)
        answer(comment, moderator, approver)

        assert deliver_after(clock) == []

    def test_subscription_changed_within_the_minute_applies(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        Subscription.objects.update(on_decision=False)

        assert deliver_after(clock) == []

    def test_unconfirmed_subscription_gets_no_mail(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        Subscription.objects.update(confirmed_at=None)

        assert deliver_after(clock) == []

    def test_reopening_is_announced_after_a_sent_rejection(self, comment, moderator, clock):
        reject(comment, moderator)
        deliver_after(clock).clear()
        decide(comment, moderation.REOPEN, moderator, note="Xem lại")
        (mail,) = deliver_after(clock)

        assert mail.subject == "Ý kiến của bạn được xem lại: Thành phố thêm hai công viên"
        assert "> Công viên rất đẹp. Tôi cảm ơn." in mail.body.splitlines()

    def test_reopening_is_not_announced_after_an_unsent_rejection(self, comment, moderator, clock):
        reject(comment, moderator)
        decide(comment, moderation.REOPEN, moderator, note="Nhầm")

        assert deliver_after(clock) == []

    def test_undo_after_sending_sends_a_correction(self, comment, moderator, secretary, clock):
        decide(comment, moderation.APPROVE, moderator)
        deliver_after(clock).clear()
        reason = RejectionReason.objects.first()
        hidden = decide(comment, moderation.HIDE, secretary, reason=reason, note="Sai")
        assert len(deliver_after(clock)) == 1
        moderation.undo(hidden, by=secretary)

        assert [mail.subject.split(":")[0] for mail in deliver_after(clock)] == [
            "Ý kiến của bạn không được đăng",
            "Ý kiến của bạn đã được đăng",
        ]

    def test_mail_is_not_sent_where_comments_are_switched_off(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        CommentSettings(policy=CommentPolicy.OFF).save()

        assert deliver_after(clock) == []

    def test_spam_gets_no_mail(self, comment, moderator, clock):
        decide(comment, moderation.SPAM, moderator)

        assert deliver_after(clock) == []


class TestMailServer:
    def test_mail_is_sent_later_when_the_server_was_down(self, comment, moderator, clock, settings):
        decide(comment, moderation.APPROVE, moderator)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        clock.shift(timedelta(minutes=2))
        assert deliver(letters.ReaderMailQueue()) == 0
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

        assert len(deliver_after(clock, minutes=11)) == 1

    def test_mail_older_than_three_days_is_not_sent(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)

        assert deliver_after(clock, minutes=3 * 24 * 60 + 2) == []

    def test_command_sends_mail(self, comment, moderator, clock, capsys):
        decide(comment, moderation.APPROVE, moderator)
        clock.shift(timedelta(minutes=2))
        call_command("send_notices")

        assert capsys.readouterr().out == "1 mails sent, 0 old notices deleted.\n"

    def test_two_senders_never_send_the_same_mail(self, comment, moderator, clock):
        decide(comment, moderation.APPROVE, moderator)
        clock.shift(timedelta(minutes=2))
        now = NOW + timedelta(minutes=2)

        assert letters.ReaderMailQueue().claim(now) is not None
        assert letters.ReaderMailQueue().claim(now) is None


class TestConfirming:
    def test_confirmation_letter_is_sent_at_once(self, article, django_capture_on_commit_callbacks):
        comment = CommentFactory(article=article)
        with django_capture_on_commit_callbacks(execute=True):
            browser().post(
                reverse("comments:notices", args=[comment.secret]),
                {"email": MINE, "kinds": ["on_decision"]},
            )

        assert [mail.to for mail in post.outbox] == [[MINE]]
        assert Mail.objects.get().sent_at == NOW

    def test_confirmed_address_gets_no_second_confirmation_letter(self, article, clock):
        comment = CommentFactory(article=article)
        subscription = subscriptions.update_subscription(comment, email=MINE, kinds=["on_decision"], ip=HERE)
        subscriptions.confirm_subscription(subscription)

        assert deliver_after(clock) == []

    def test_confirmation_letters_are_limited_when_ended_and_renewed(self, article, clock):
        asked = 0
        for _n in range(6):
            comment = CommentFactory(article=article)
            try:
                subscription = subscriptions.update_subscription(
                    comment, email=MINE, kinds=["on_decision"], ip=HERE
                )
            except subscriptions.TooManyRequests:
                continue
            asked += 1
            deliver(letters.ReaderMailQueue())
            subscriptions.end_subscription(subscription)

        assert (asked, len(post.outbox)) == (3, 3)

    def test_confirmation_letters_are_limited_when_addresses_alternate(self, article, clock):
        refused = 0
        for n in range(6):
            comment = CommentFactory(article=article)
            for email in (MINE.upper() if n % 2 else MINE, f"khac-{n}@example.vn"):
                try:
                    subscriptions.update_subscription(comment, email=email, kinds=["on_decision"], ip=HERE)
                except subscriptions.TooManyRequests:
                    refused += 1
                deliver(letters.ReaderMailQueue())

        assert sum(mail.to[0].lower() == MINE for mail in post.outbox) == 3
        assert refused == 3

    def test_confirmation_count_stores_no_address(self, article):
        subscriptions.update_subscription(
            CommentFactory(article=article), email=MINE, kinds=["on_decision"], ip=HERE
        )

        assert "example" not in ConfirmationRequest.objects.get().email_hash

    def test_confirmation_is_allowed_again_after_a_day(self, article, clock):
        for _n in range(3):
            subscriptions.update_subscription(
                CommentFactory(article=article), email=MINE, kinds=["on_decision"], ip=HERE
            )
        clock.shift(timedelta(days=1, minutes=1))

        subscriptions.update_subscription(
            CommentFactory(article=article), email=MINE, kinds=["on_decision"], ip=HERE
        )
        assert Mail.objects.filter(kind=MailKind.CONFIRM).count() == 4


def test_kinds_of_mail_have_no_translated_names():
    """Their subjects are in COMPOSERS; nothing shows a label, so a translated one would be a copy."""
    assert set(letters.COMPOSERS) == set(MailKind)
    assert [type(kind.label) for kind in MailKind] == [str] * len(MailKind)
