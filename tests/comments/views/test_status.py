"""The author's page of a comment behind its secret link: status, edit, withdrawal, export."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles import workflow
from articles.models import CommentPolicy
from comments import moderation
from comments.models import Comment, CommentSettings, RejectionReason, Report, State
from comments.moderation import replies
from comments.thread.author_status import AuthorStatus, author_status
from tests.comments.reader import Forms, text_of
from tests.factories import CommentFactory, OfficeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
PAGES = ["status", "edit", "withdraw", "export"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reason(db):
    return RejectionReason.objects.get(code="khong-lien-quan")


@pytest.fixture
def comment(article):
    return CommentFactory(article=article, body="Lời của tôi về công viên.", email="lan@example.vn")


def get_page(reader, comment, name="status"):
    return reader.get(reverse(f"comments:{name}", args=[comment.secret]))


def post_act(reader, comment, what, **fields):
    return reader.post(reverse(f"comments:{what}", args=[comment.secret]), fields)


def decide(comment, decision, by, **details):
    comment.refresh_from_db()
    moderation.decide(comment, decision, by=by, version=comment.version, **details)


class TestStatus:
    def test_waiting_held_and_spam_comments_have_the_same_page(self, reader, article, moderator):
        texts = set()
        for state in (State.PENDING, State.HELD, State.SPAM):
            comment = CommentFactory(article=article, body="Lời của tôi", state=state, hold_reasons=["words"])
            text = get_page(reader, comment).content.decode().replace(comment.secret, "")
            texts.add(text)

        assert len(texts) == 1
        assert "Đã nhận, đang chờ duyệt" in text_of(get_page(reader, comment))

    def test_public_comment_is_linked(self, reader, comment, moderator):
        decide(comment, moderation.APPROVE, moderator)

        response = get_page(reader, comment)

        assert "Đã đăng" in text_of(response)
        assert f'href="{comment.get_absolute_url()}"' in response.content.decode()

    @pytest.mark.parametrize("kind", ["rejected", "hidden"])
    def test_rejected_comment_shows_the_reason_for_readers(self, reader, comment, moderator, reason, kind):
        if kind == "rejected":
            decide(comment, moderation.REJECT, moderator, reason=reason, note="Người này hay gây rối")
        else:
            decide(comment, moderation.APPROVE, moderator)
            decide(comment, moderation.HIDE, moderator, reason=reason, note="Người này hay gây rối")

        text = text_of(get_page(reader, comment))

        assert f"Không đăng {reason.text_for_reader}" in text
        assert "gây rối" not in text
        assert moderator.full_name not in text

    def test_reopened_comment_is_shown_as_waiting(self, reader, comment, moderator, reason):
        decide(comment, moderation.REJECT, moderator, reason=reason)
        decide(comment, moderation.REOPEN, moderator, note="Nhầm")

        text = text_of(get_page(reader, comment))

        assert "Đã nhận, đang chờ duyệt" in text
        assert reason.text_for_reader not in text

    def test_page_of_a_comment_on_a_hidden_article_reveals_nothing(
        self, reader, article, comment, moderator, approver
    ):
        decide(comment, moderation.APPROVE, moderator)
        article.refresh_from_db()
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        text = text_of(get_page(reader, comment))

        assert "Đã duyệt, hiện không hiển thị" in text
        assert article.title not in text

    def test_comment_is_not_linked_where_comments_are_switched_off(self, reader, comment, moderator):
        decide(comment, moderation.APPROVE, moderator)
        CommentSettings(policy=CommentPolicy.OFF).save()

        response = get_page(reader, comment)

        assert "Đã đăng" not in text_of(response)
        assert comment.get_absolute_url() not in response.content.decode()

    def test_official_reply_is_shown(self, reader, comment, moderator, secretary, approver):
        decide(comment, moderation.APPROVE, moderator)
        fields = {"office": OfficeFactory(), "signer": "Nguyễn Văn Hòa", "signer_title": "Chánh Văn phòng"}
        reply = replies.draft(comment, by=secretary, version=0, body="Đã tiếp thu.", **fields)
        assert "Đã tiếp thu" not in text_of(get_page(reader, comment))

        replies.publish(reply, by=approver, version=reply.version)

        assert "Đã tiếp thu. Nguyễn Văn Hòa , Chánh Văn phòng" in text_of(get_page(reader, comment))

    def test_purged_comment_shows_that_it_was_deleted(self, reader, comment):
        Comment.objects.filter(pk=comment.pk).update(
            purged_at=NOW,
            name="",
            body="",
            email="",
            author_hash="",
            text_digest="",
            search_text="",
            digest_key="",
            state=State.REJECTED,
        )

        text = text_of(get_page(reader, comment))

        assert "Nội dung đã được xóa" in text
        assert "Rút ý kiến" not in text
        for name in ("edit", "withdraw"):
            assert get_page(reader, comment, name).status_code == 409
        assert post_act(reader, comment, "notices", email="a@example.vn", kinds="on_reply").status_code == 409

    @pytest.mark.parametrize("name", PAGES)
    def test_page_is_not_cached_or_indexed(self, reader, comment, name):
        response = get_page(reader, comment, name)

        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("secret", ["x", "A" * 22, "1"])
    def test_unknown_secret_is_404(self, reader, comment, name, secret):
        for wrong in (secret, comment.secret_hash, comment.secret[:-1], comment.key):
            assert reader.get(f"/y-kien/cua-toi/{wrong}/").status_code == 404
            assert reader.get(reverse(f"comments:{name}", args=[wrong])).status_code == 404

    @pytest.mark.parametrize("state", State)
    def test_every_state_has_a_status(self, comment, state):
        comment.state = state

        assert author_status(comment) in AuthorStatus


class TestEditing:
    def test_edit_is_allowed_for_fifteen_minutes(self, reader, comment):
        _address, fields = find_own_form(get_page(reader, comment, "edit"))
        assert fields["body"] == "Lời của tôi về công viên."

        with time_machine.travel(NOW + timedelta(minutes=14, seconds=59), tick=False):
            response = post_act(reader, comment, "edit", name="Lan", body="Lời đã viết lại.")

        assert response.status_code == 303
        assert "Đã lưu nội dung sửa." in text_of(reader.get(response["Location"]))
        comment.refresh_from_db()
        assert (comment.name, comment.body) == ("Lan", "Lời đã viết lại.")
        assert comment.revisions.get().body == "Lời của tôi về công viên."

    def test_late_edit_is_refused_and_returns_the_text(self, reader, comment):
        with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
            response = post_act(reader, comment, "edit", name="Lan", body="Lời đã viết lại.")
            again = get_page(reader, comment, "edit")

        assert response.status_code == 409
        assert "Lời đã viết lại." in response.content.decode()
        assert again.status_code == 409

    def test_edit_after_a_decision_is_refused(self, reader, comment, moderator):
        decide(comment, moderation.APPROVE, moderator)

        response = post_act(reader, comment, "edit", name="Lan", body="Xem http://spam.example nhé")

        assert response.status_code == 409
        comment.refresh_from_db()
        assert comment.body == "Lời của tôi về công viên."

    def test_edit_does_not_release_a_held_comment(self, reader, article):
        comment = CommentFactory(article=article, state=State.HELD, hold_reasons=["trap"])

        post_act(reader, comment, "edit", name="Lan", body="Lời hiền lành.")

        comment.refresh_from_db()
        assert comment.state == State.HELD


def find_own_form(response):
    """Return the form that posts to its own page."""
    return next(form for form in Forms(response.content.decode()).found if form[0] is None)


class TestWithdrawing:
    @pytest.mark.parametrize("state", [State.PENDING, State.HELD, State.SPAM, State.APPROVED])
    def test_withdrawal_asks_for_confirmation(self, reader, article, comment, moderator, state):
        if state == State.APPROVED:
            decide(comment, moderation.APPROVE, moderator)
        else:
            Comment.objects.filter(pk=comment.pk).update(state=state)

        asked = get_page(reader, comment, "withdraw")
        done = post_act(reader, comment, "withdraw")

        assert "Rút ý kiến này?" in text_of(asked)
        assert done.status_code == 303
        assert "Bạn đã rút ý kiến này" in text_of(reader.get(done["Location"]))
        comment.refresh_from_db()
        assert comment.state == State.WITHDRAWN
        assert comment.body not in reader.get(article.get_absolute_url()).content.decode()

    def test_second_withdrawal_changes_nothing(self, reader, comment):
        post_act(reader, comment, "withdraw")
        second = post_act(reader, comment, "withdraw")

        assert second.status_code == 409
        assert comment.events.count() == 2

    def test_decided_hidden_comment_cannot_be_withdrawn(self, reader, comment, moderator, reason):
        decide(comment, moderation.REJECT, moderator, reason=reason)

        assert "Rút ý kiến" not in text_of(get_page(reader, comment))
        assert post_act(reader, comment, "withdraw").status_code == 409


class TestExport:
    KEYS = {
        "ho-ten",
        "email",
        "y-kien",
        "cac-ban-truoc",
        "bai-viet",
        "gui-luc",
        "tinh-trang",
        "ly-do",
        "dang-luc",
        "co-quan-bien-tap-luc",
        "luot-thich",
        "tra-loi-cua-co-quan",
        "dong-y",
        "thong-bao-email",
        "dau-vet-dia-chi-mang",
    }

    def test_holds_own_data_and_nothing_of_others(self, reader, comment, moderator, secretary, reason):
        post_act(reader, comment, "edit", name="Lan", body="Lời đã viết lại.")
        post_act(reader, comment, "notices", email="lan@example.vn", kinds=["on_reply"])
        decide(comment, moderation.APPROVE, moderator, note="ghi chú mật")
        Report.objects.create(comment=comment, reason="insult", text="lời tố mật")
        Comment.objects.filter(pk=comment.pk).update(ip_hash="d1a" * 8, ip_network_hash="d1b" * 8)

        response = get_page(reader, comment, "export")
        kept = json.loads(response.content)

        assert response["Content-Disposition"] == 'attachment; filename="y-kien.json"'
        assert set(kept) == self.KEYS
        assert kept["y-kien"] == "Lời đã viết lại."
        assert kept["cac-ban-truoc"][0]["y-kien"] == "Lời của tôi về công viên."
        assert kept["email"] == "lan@example.vn"
        assert kept["thong-bao-email"]["email"] == "lan@example.vn"
        assert kept["dau-vet-dia-chi-mang"] is True
        text = response.content.decode()
        comment.refresh_from_db()
        for private in (
            "mật",
            moderator.full_name,
            comment.secret_hash,
            comment.author_hash,
            comment.receipt_nonce,
            comment.digest_key,
            "d1ad1a",
            "d1bd1b",
            comment.secret,
        ):
            assert private not in text

    @pytest.mark.parametrize("state", [State.HELD, State.SPAM])
    def test_reveals_no_more_than_the_page(self, reader, comment, state):
        Comment.objects.filter(pk=comment.pk).update(state=state, hold_reasons=["words", "trap"])

        text = get_page(reader, comment, "export").content.decode()

        assert "Đã nhận, đang chờ duyệt" in text
        for word in ("held", "spam", "words", "trap"):
            assert word not in text
