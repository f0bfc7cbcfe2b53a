"""Retention of readers' data: purged completely after its period, kept under a legal hold, with the chain intact."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from comments import events, moderation
from comments.errors import NotAllowed, NoteMissing, WrongState
from comments.intake import reactions
from comments.mail import mail_links, subscriptions
from comments.models import (
    Ban,
    Comment,
    CommentSettings,
    IpHashKey,
    Like,
    Mail,
    MinHashBand,
    ModerationEvent,
    ModeratorNote,
    RejectionReason,
    Report,
    Revision,
    Subscription,
)
from comments.moderation import bans, notes, replies
from comments.retention import anonymisation, legal_holds, purge
from newsroom.core.notices import Notice
from tests.comments.conftest import HERE
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
NAME, EMAIL = "Đặng Thị Thu Hoài", "hoai.dang.1962@example.vn"
WORDS = "Khu phố tôi mất nước ba ngày nay, mong thành phố sớm cho người xuống xem và sửa chữa."
EARLIER = "Khu phố 7 phường Nam Hà mất nước hai ngày nay, mong thành phố sớm cho người xuống xem."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def comment(article, send):
    """Return a comment with every kind of personal data."""
    made, _secret = send(article, EARLIER, name=NAME, email=EMAIL)
    moderation.edit_by_author(made, name=NAME, body=WORDS)
    subscriptions.update_subscription(
        made, email=EMAIL, kinds=["on_decision", "on_reply", "on_answer"], ip=HERE
    )
    subscriptions.confirm_subscription(made.subscription)
    made.refresh_from_db()
    return made


def reject(comment, by):
    reason = RejectionReason.objects.first()
    return moderation.decide(comment, moderation.REJECT, by=by, version=comment.version, reason=reason)


def approve(comment, by):
    moderation.decide(comment, moderation.APPROVE, by=by, version=comment.version)
    comment.refresh_from_db()


def shift_clock(clock, **time):
    clock.shift(timedelta(**time))


def list_texts(room):
    """Yield every text in every table of an app, as "Model.field" and value."""
    for model in apps.get_app_config(room).get_models():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        for row in model.objects.values(*fields) if fields else ():
            yield from ((f"{model.__name__}.{name}", str(value)) for name, value in row.items())


def find_traces(*needles):
    needles = [needle.casefold() for needle in needles if needle]
    return {
        place
        for room in ("comments", "core")
        for place, text in list_texts(room)
        if any(needle in text.casefold() for needle in needles)
    }


def list_secrets(comment):
    return [
        comment.author_hash,
        comment.ip_hash,
        comment.ip_network_hash,
        comment.ip_ban_hash,
        comment.digest_key,
        comment.text_digest,
        comment.receipt_nonce,
    ]


class TestPurging:
    def test_nothing_personal_remains(self, comment, secretary, clock):
        notes.add_note(comment, by=secretary, text=f"Đã gọi cho {NAME}, {EMAIL}")
        notes.add_note(comment, by=secretary, text=f"{NAME} hay viết", about_author=True)
        traces = [NAME, EMAIL, "mất nước", "phường Nam Hà", *list_secrets(comment)]
        reject(comment, secretary)
        assert {"Comment.name", "Revision.body", "ModeratorNote.text", "Subscription.email"} <= find_traces(
            *traces
        )

        shift_clock(clock, days=91)
        purge.purge()

        assert find_traces(*traces) == set()
        comment.refresh_from_db()
        assert comment.purged_at == NOW + timedelta(days=91)
        assert comment.state == "rejected"
        for model in (Revision, ModeratorNote, Subscription, Mail, MinHashBand):
            assert not model.objects.exists(), model

    def test_chain_is_intact_afterwards_and_records_the_purge(self, comment, secretary, clock):
        reject(comment, secretary)
        head = events.verify().head
        shift_clock(clock, days=91)
        purge.purge()

        event = ModerationEvent.objects.latest("number")
        assert (event.act, event.source, event.target, event.by) == ("purge", "rejected", "rejected", None)
        assert event.body_digest == ""
        assert events.verify(expected_digest=head).broken_at is None

    @pytest.mark.parametrize(("decision", "days"), [("reject", 90), ("spam", 90), ("withdraw", 30)])
    def test_each_state_has_its_period(self, comment, secretary, clock, decision, days):
        if decision == "withdraw":
            moderation.withdraw(comment)
        elif decision == "spam":
            moderation.decide(comment, moderation.SPAM, by=secretary, version=comment.version)
        else:
            reject(comment, secretary)

        shift_clock(clock, days=days, seconds=-1)
        assert purge.purge()["comments"] == 0
        shift_clock(clock, seconds=1)
        assert purge.purge()["comments"] == 1

    def test_setting_changes_the_period(self, comment, secretary, clock):
        CommentSettings.objects.update(keep_rejected_days=10)
        reject(comment, secretary)
        shift_clock(clock, days=10)

        assert purge.purge()["comments"] == 1

    @pytest.mark.parametrize("state", ["pending", "approved", "hidden"])
    def test_waiting_and_public_comments_are_kept(self, comment, secretary, clock, state):
        if state != "pending":
            approve(comment, secretary)
        if state == "hidden":
            reason = RejectionReason.objects.first()
            moderation.decide(
                comment, moderation.HIDE, by=secretary, version=comment.version, reason=reason, note="Sai"
            )
        shift_clock(clock, days=400)
        purge.purge()

        comment.refresh_from_db()
        assert (comment.state, comment.body, comment.purged_at) == (state, WORDS, None)

    def test_reopened_comment_is_kept(self, comment, secretary, clock):
        reject(comment, secretary)
        shift_clock(clock, days=91)
        comment.refresh_from_db()
        moderation.decide(comment, moderation.REOPEN, by=secretary, version=comment.version, note="Xem lại")

        assert purge.purge()["comments"] == 0

    def test_second_purge_changes_nothing(self, comment, secretary, clock):
        reject(comment, secretary)
        shift_clock(clock, days=91)
        purge.purge()
        before = events.verify()

        assert not any(purge.purge().values())
        assert events.verify() == before

    def test_purged_withdrawn_comment_keeps_its_place_in_the_thread(
        self, article, comment, send, secretary, clock, client
    ):
        approve(comment, secretary)
        reply, _secret = send(article, "Nhà tôi cũng vậy, mong sớm có nước.", parent_id=comment.pk)
        approve(reply, secretary)
        comment.refresh_from_db()
        moderation.withdraw(comment)
        shift_clock(clock, days=31)
        CommentSettings.objects.update(close_after_days=3650)
        purge.purge()

        page = client.get(article.get_absolute_url()).content.decode()
        assert "Nhà tôi cũng vậy" in page
        assert NAME not in page
        article.refresh_from_db()
        assert article.comment_count == 1

    def test_purged_comment_cannot_be_decided(self, comment, secretary, clock):
        reject(comment, secretary)
        shift_clock(clock, days=91)
        purge.purge()
        comment.refresh_from_db()

        with pytest.raises(WrongState):
            moderation.decide(comment, moderation.REOPEN, by=secretary, version=comment.version, note="?")

    def test_purge_works_in_batches(self, article, send, secretary, clock, monkeypatch):
        monkeypatch.setattr(purge, "COMMENTS_PER_TRANSACTION", 2)
        for number in range(5):
            made, _secret = send(article, f"Ý kiến thứ {number} về công viên.", ip=HERE + number)
            reject(made, secretary)
        shift_clock(clock, days=91)

        assert purge.purge()["comments"] == 5
        assert events.verify().broken_at is None

    def test_author_page_says_that_the_text_was_deleted(self, article, send, secretary, clock, client):
        made, secret = send(article, name=NAME)
        reject(made, secretary)
        shift_clock(clock, days=91)
        purge.purge()

        page = client.get(f"/y-kien/cua-toi/{secret}/")
        assert page.status_code == 200
        assert NAME not in page.content.decode()


class TestHashes:
    def test_ip_hashes_are_deleted_after_ninety_days(self, comment, secretary, clock):
        approve(comment, secretary)
        reactions.like(comment.pk, visitor="v", ip=HERE)
        reactions.report(comment.pk, reason="other", text="", ip=HERE)
        hashes = [comment.ip_hash, comment.ip_network_hash, comment.ip_ban_hash]
        assert find_traces(*hashes) >= {"Comment.ip_hash", "Like.ip_hash", "Report.ip_hash"}

        shift_clock(clock, days=89)
        purge.purge()
        assert find_traces(*hashes) != set()
        shift_clock(clock, days=1)
        purge.purge()

        assert find_traces(*hashes) == set()
        comment.refresh_from_db()
        assert (comment.like_count, comment.open_reports, comment.name) == (1, 1, NAME)
        assert Like.objects.count() == 0
        assert Report.objects.count() == 1

    def test_reports_stay_separate_without_ip_hashes(self, comment, secretary, clock):
        approve(comment, secretary)
        for number in range(2):
            reactions.report(comment.pk, reason="other", text="", ip=HERE + number)
        shift_clock(clock, days=91)
        purge.purge()

        assert Report.objects.filter(ip_hash="").count() == 2

    def test_key_of_a_month_is_deleted_with_its_last_hash(self, comment, clock):
        assert IpHashKey.objects.count() == 1
        shift_clock(clock, days=90)
        purge.purge()
        assert IpHashKey.objects.count() == 1  # 26 November would still need it

        shift_clock(clock, days=10)
        purge.purge()
        assert not IpHashKey.objects.exists()

    def test_ended_ban_keeps_no_personal_data(self, comment, secretary, clock):
        bans.ban_author(comment, by=secretary, target="email", days=5, reason="Quấy rối")
        shift_clock(clock, days=5, seconds=-1)
        purge.purge()
        assert Ban.objects.exclude(value_hash="").exists()

        shift_clock(clock, seconds=1)
        assert purge.purge()["bans"] == 1
        assert Ban.objects.get().value_hash == ""
        assert purge.purge()["bans"] == 0

    def test_unconfirmed_subscription_is_deleted_after_a_week(self, article, send, clock):
        made, _secret = send(article)
        subscriptions.update_subscription(made, email=EMAIL, kinds=["on_decision"], ip=HERE)
        shift_clock(clock, days=7, seconds=-1)
        purge.purge()
        assert Subscription.objects.exists()

        shift_clock(clock, seconds=1)
        assert purge.purge()["subscriptions"] == 1
        assert find_traces(EMAIL) == set()
        assert not Mail.objects.exists()


class TestLegalHold:
    def test_hold_keeps_everything(self, comment, approver, clock):
        notes.add_note(comment, by=approver, text="Công an hỏi")
        bans.ban_author(comment, by=approver, target="ip", days=5, reason="Quấy rối")
        legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")
        reject(comment, approver)
        comment.refresh_from_db()
        before = Comment.objects.filter(pk=comment.pk).values().get()

        shift_clock(clock, days=400)
        purge.purge()

        assert Comment.objects.filter(pk=comment.pk).values().get() == before
        assert before["ip_hash"]
        assert ModeratorNote.objects.count() == Revision.objects.count() == 1
        assert Ban.objects.get().value_hash
        assert IpHashKey.objects.filter(month=NOW.date().replace(day=1)).exists()
        assert Subscription.objects.exists()

    def test_hold_keeps_an_unconfirmed_subscription(self, comment, approver, clock):
        Subscription.objects.update(confirmed_at=None)
        legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")

        shift_clock(clock, days=8)

        assert purge.purge()["subscriptions"] == 0
        assert Subscription.objects.exists()

    def test_hold_and_its_end_are_recorded_in_the_chain(self, comment, approver):
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")
        legal_holds.end_hold(kept, by=approver)

        acts = list(comment.events.values_list("act", "note"))[-2:]
        assert acts == [("hold", "Công văn 12/CV"), ("hold_ended", "")]
        assert events.verify().broken_at is None

    def test_purge_continues_after_the_hold_ended(self, comment, approver, clock):
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")
        reject(comment, approver)
        shift_clock(clock, days=100)
        assert purge.purge()["comments"] == 0

        legal_holds.end_hold(kept, by=approver)
        assert purge.purge()["comments"] == 1

    def test_hold_with_an_end_ends_by_itself(self, comment, approver, clock):
        legal_holds.place_hold(comment, by=approver, ground="Công văn", until=NOW + timedelta(days=120))
        reject(comment, approver)
        shift_clock(clock, days=119)
        assert purge.purge()["comments"] == 0

        shift_clock(clock, days=1)
        assert purge.purge()["comments"] == 1

    def test_hold_is_ended_once(self, comment, approver):
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn")
        legal_holds.end_hold(kept, by=approver)

        with pytest.raises(WrongState):
            legal_holds.end_hold(kept, by=approver)

    def test_hold_needs_a_right_and_a_ground(self, comment, moderator, approver):
        with pytest.raises(NotAllowed):
            legal_holds.place_hold(comment, by=moderator, ground="Công văn")
        with pytest.raises(NoteMissing):
            legal_holds.place_hold(comment, by=approver, ground="  ")

    def test_purged_comment_cannot_be_held(self, comment, approver, clock):
        reject(comment, approver)
        shift_clock(clock, days=91)
        purge.purge()

        with pytest.raises(WrongState):
            legal_holds.place_hold(comment, by=approver, ground="Công văn")


class TestErasure:
    def test_text_is_kept_without_the_person(self, comment, secretary, approver):
        notes.add_note(comment, by=secretary, text=f"{NAME}, {EMAIL}")
        approve(comment, secretary)
        draft = replies.draft(
            comment,
            by=secretary,
            version=0,
            body="Văn phòng đã tiếp nhận.",
            office=OfficeFactory(),
            signer="Trần Văn An",
            signer_title="Chánh Văn phòng",
        )
        replies.publish(draft, by=approver, version=1)
        assert Notice.objects.filter(sentence__contains=NAME).exists()
        comment.refresh_from_db()
        known = [NAME, EMAIL, EARLIER, comment.author_hash, comment.ip_hash, comment.ip_ban_hash]
        known += [comment.ip_network_hash, comment.digest_key, comment.secret_hash, comment.receipt_nonce]

        anonymisation.anonymise(comment, by=secretary)

        assert find_traces(*known) == set()
        comment.refresh_from_db()
        assert (comment.name, comment.body, comment.state) == ("Bạn đọc", WORDS, "approved")
        assert events.verify().broken_at is None
        event = ModerationEvent.objects.latest("number")
        assert (event.act, event.by) == ("anonymise", secretary)

    def test_secret_link_stops_working(self, article, send, secretary, client):
        made, secret = send(article)
        anonymisation.anonymise(made, by=secretary)

        assert client.get(f"/y-kien/cua-toi/{secret}/").status_code == 404

    def test_links_in_old_mails_stop_working(self, comment, secretary):
        token = mail_links.make_token(comment.subscription, mail_links.LinkPurpose.END)
        anonymisation.anonymise(comment, by=secretary)

        assert mail_links.find_subscription(token, mail_links.LinkPurpose.END) is None

    def test_needs_a_right(self, comment, moderator):
        with pytest.raises(NotAllowed):
            anonymisation.anonymise(comment, by=moderator)

    def test_second_erasure_is_refused(self, comment, secretary):
        anonymisation.anonymise(comment, by=secretary)

        with pytest.raises(WrongState):
            anonymisation.anonymise(comment, by=secretary)

    def test_comment_under_hold_cannot_be_erased(self, comment, secretary, approver):
        legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")

        with pytest.raises(WrongState):
            anonymisation.anonymise(comment, by=secretary)

    def test_name_in_the_text_is_pointed_out(self, article, send):
        signed, _secret = send(article, f"Tôi là {NAME.upper()}, mong được trả lời.", name=NAME)
        plain, _secret = send(article, "Mong được trả lời sớm.", name=NAME)

        assert anonymisation.find_name(signed) == ["text"]
        assert anonymisation.find_name(plain) == []


@pytest.mark.parametrize("comments", [1, 6])
def test_purge_with_nothing_to_do_takes_a_constant_number_of_queries(article, send, comments):
    for number in range(comments):
        send(article, f"Ý kiến thứ {number} về công viên.", ip=HERE + number)

    with CaptureQueriesContext(connection) as queries:
        purge.purge()

    assert len(queries) <= 22
