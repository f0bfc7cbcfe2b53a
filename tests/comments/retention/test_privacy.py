"""What is kept of readers goes when its time comes, all of it; what is held stays, all of it; the chain holds."""

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
    """A comment with everything that can be known of it."""
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


def later(clock, **time):
    clock.shift(timedelta(**time))


def texts_of(room):
    """Every text in every table of a room, as "Model.field" and value."""
    for model in apps.get_app_config(room).get_models():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        for row in model.objects.values(*fields) if fields else ():
            yield from ((f"{model.__name__}.{name}", str(value)) for name, value in row.items())


def traces_of(*needles):
    needles = [needle.casefold() for needle in needles if needle]
    return {
        place
        for room in ("comments", "core")
        for place, text in texts_of(room)
        if any(needle in text.casefold() for needle in needles)
    }


def secrets_of(comment):
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
    def test_nothing_of_the_person_remains(self, comment, secretary, clock):
        notes.add_note(comment, by=secretary, text=f"Đã gọi cho {NAME}, {EMAIL}")
        notes.add_note(comment, by=secretary, text=f"{NAME} hay viết", about_author=True)
        traces = [NAME, EMAIL, "mất nước", "phường Nam Hà", *secrets_of(comment)]
        reject(comment, secretary)
        assert {"Comment.name", "Revision.body", "ModeratorNote.text", "Subscription.email"} <= traces_of(
            *traces
        )

        later(clock, days=91)
        purge.purge()

        assert traces_of(*traces) == set()
        comment.refresh_from_db()
        assert comment.purged_at == NOW + timedelta(days=91)
        assert comment.state == "rejected"
        for model in (Revision, ModeratorNote, Subscription, Mail, MinHashBand):
            assert not model.objects.exists(), model

    def test_the_chain_verifies_afterwards_and_knows_of_it(self, comment, secretary, clock):
        reject(comment, secretary)
        head = events.verify().head
        later(clock, days=91)
        purge.purge()

        event = ModerationEvent.objects.latest("number")
        assert (event.act, event.source, event.target, event.by) == ("purge", "rejected", "rejected", None)
        assert event.body_digest == ""
        assert events.verify(expected_digest=head).broken_at is None

    @pytest.mark.parametrize(("decision", "days"), [("reject", 90), ("spam", 90), ("withdraw", 30)])
    def test_each_state_has_its_time(self, comment, secretary, clock, decision, days):
        if decision == "withdraw":
            moderation.withdraw(comment)
        elif decision == "spam":
            moderation.decide(comment, moderation.SPAM, by=secretary, version=comment.version)
        else:
            reject(comment, secretary)

        later(clock, days=days, seconds=-1)
        assert purge.purge()["comments"] == 0
        later(clock, seconds=1)
        assert purge.purge()["comments"] == 1

    def test_the_office_sets_the_time(self, comment, secretary, clock):
        CommentSettings.objects.update(keep_rejected_days=10)
        reject(comment, secretary)
        later(clock, days=10)

        assert purge.purge()["comments"] == 1

    @pytest.mark.parametrize("state", ["pending", "approved", "hidden"])
    def test_what_waits_or_was_shown_stays(self, comment, secretary, clock, state):
        if state != "pending":
            approve(comment, secretary)
        if state == "hidden":
            reason = RejectionReason.objects.first()
            moderation.decide(
                comment, moderation.HIDE, by=secretary, version=comment.version, reason=reason, note="Sai"
            )
        later(clock, days=400)
        purge.purge()

        comment.refresh_from_db()
        assert (comment.state, comment.body, comment.purged_at) == (state, WORDS, None)

    def test_one_taken_up_again_stays(self, comment, secretary, clock):
        reject(comment, secretary)
        later(clock, days=91)
        comment.refresh_from_db()
        moderation.decide(comment, moderation.REOPEN, by=secretary, version=comment.version, note="Xem lại")

        assert purge.purge()["comments"] == 0

    def test_a_second_time_changes_nothing(self, comment, secretary, clock):
        reject(comment, secretary)
        later(clock, days=91)
        purge.purge()
        before = events.verify()

        assert not any(purge.purge().values())
        assert events.verify() == before

    def test_a_withdrawn_comment_leaves_its_place_in_the_thread(
        self, article, comment, send, secretary, clock, client
    ):
        approve(comment, secretary)
        reply, _secret = send(article, "Nhà tôi cũng vậy, mong sớm có nước.", parent_id=comment.pk)
        approve(reply, secretary)
        comment.refresh_from_db()
        moderation.withdraw(comment)
        later(clock, days=31)
        CommentSettings.objects.update(close_after_days=3650)
        purge.purge()

        page = client.get(article.get_absolute_url()).content.decode()
        assert "Nhà tôi cũng vậy" in page
        assert NAME not in page
        article.refresh_from_db()
        assert article.comment_count == 1

    def test_nobody_decides_about_a_purged_one(self, comment, secretary, clock):
        reject(comment, secretary)
        later(clock, days=91)
        purge.purge()
        comment.refresh_from_db()

        with pytest.raises(WrongState):
            moderation.decide(comment, moderation.REOPEN, by=secretary, version=comment.version, note="?")

    def test_it_goes_in_batches(self, article, send, secretary, clock, monkeypatch):
        monkeypatch.setattr(purge, "COMMENTS_PER_TRANSACTION", 2)
        for number in range(5):
            made, _secret = send(article, f"Ý kiến thứ {number} về công viên.", ip=HERE + number)
            reject(made, secretary)
        later(clock, days=91)

        assert purge.purge()["comments"] == 5
        assert events.verify().broken_at is None

    def test_the_author_is_told_that_the_text_has_gone(self, article, send, secretary, clock, client):
        made, secret = send(article, name=NAME)
        reject(made, secretary)
        later(clock, days=91)
        purge.purge()

        page = client.get(f"/y-kien/cua-toi/{secret}/")
        assert page.status_code == 200
        assert NAME not in page.content.decode()


class TestHashes:
    def test_addresses_are_forgotten_after_ninety_days(self, comment, secretary, clock):
        approve(comment, secretary)
        reactions.like(comment.pk, visitor="v", ip=HERE)
        reactions.report(comment.pk, reason="other", text="", ip=HERE)
        hashes = [comment.ip_hash, comment.ip_network_hash, comment.ip_ban_hash]
        assert traces_of(*hashes) >= {"Comment.ip_hash", "Like.ip_hash", "Report.ip_hash"}

        later(clock, days=89)
        purge.purge()
        assert traces_of(*hashes) != set()
        later(clock, days=1)
        purge.purge()

        assert traces_of(*hashes) == set()
        comment.refresh_from_db()
        assert (comment.like_count, comment.open_reports, comment.name) == (1, 1, NAME)
        assert Like.objects.count() == 0
        assert Report.objects.count() == 1

    def test_two_reports_keep_apart_without_addresses(self, comment, secretary, clock):
        approve(comment, secretary)
        for number in range(2):
            reactions.report(comment.pk, reason="other", text="", ip=HERE + number)
        later(clock, days=91)
        purge.purge()

        assert Report.objects.filter(ip_hash="").count() == 2

    def test_the_key_of_a_month_goes_with_its_last_hash(self, comment, clock):
        assert IpHashKey.objects.count() == 1
        later(clock, days=90)
        purge.purge()
        assert IpHashKey.objects.count() == 1  # 26 November would still need it

        later(clock, days=10)
        purge.purge()
        assert not IpHashKey.objects.exists()

    def test_an_ended_ban_knows_nobody(self, comment, secretary, clock):
        bans.ban_author(comment, by=secretary, target="email", days=5, reason="Quấy rối")
        later(clock, days=5, seconds=-1)
        purge.purge()
        assert Ban.objects.exclude(value_hash="").exists()

        later(clock, seconds=1)
        assert purge.purge()["bans"] == 1
        assert Ban.objects.get().value_hash == ""
        assert purge.purge()["bans"] == 0

    def test_what_was_never_confirmed_goes_after_a_week(self, article, send, clock):
        made, _secret = send(article)
        subscriptions.update_subscription(made, email=EMAIL, kinds=["on_decision"], ip=HERE)
        later(clock, days=7, seconds=-1)
        purge.purge()
        assert Subscription.objects.exists()

        later(clock, seconds=1)
        assert purge.purge()["subscriptions"] == 1
        assert traces_of(EMAIL) == set()
        assert not Mail.objects.exists()


class TestHolding:
    def test_a_hold_keeps_everything(self, comment, approver, clock):
        notes.add_note(comment, by=approver, text="Công an hỏi")
        bans.ban_author(comment, by=approver, target="ip", days=5, reason="Quấy rối")
        legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")
        reject(comment, approver)
        comment.refresh_from_db()
        before = Comment.objects.filter(pk=comment.pk).values().get()

        later(clock, days=400)
        purge.purge()

        assert Comment.objects.filter(pk=comment.pk).values().get() == before
        assert before["ip_hash"]
        assert ModeratorNote.objects.count() == Revision.objects.count() == 1
        assert Ban.objects.get().value_hash
        assert IpHashKey.objects.filter(month=NOW.date().replace(day=1)).exists()
        assert Subscription.objects.exists()

    def test_nor_does_an_address_that_was_never_confirmed_go(self, comment, approver, clock):
        Subscription.objects.update(confirmed_at=None)
        legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")

        later(clock, days=8)

        assert purge.purge()["subscriptions"] == 0
        assert Subscription.objects.exists()

    def test_it_says_so_in_the_chain(self, comment, approver):
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")
        legal_holds.end_hold(kept, by=approver)

        acts = list(comment.events.values_list("act", "note"))[-2:]
        assert acts == [("hold", "Công văn 12/CV"), ("hold_ended", "")]
        assert events.verify().broken_at is None

    def test_once_it_has_ended_the_purge_goes_on(self, comment, approver, clock):
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")
        reject(comment, approver)
        later(clock, days=100)
        assert purge.purge()["comments"] == 0

        legal_holds.end_hold(kept, by=approver)
        assert purge.purge()["comments"] == 1

    def test_one_with_an_end_ends_by_itself(self, comment, approver, clock):
        legal_holds.place_hold(comment, by=approver, ground="Công văn", until=NOW + timedelta(days=120))
        reject(comment, approver)
        later(clock, days=119)
        assert purge.purge()["comments"] == 0

        later(clock, days=1)
        assert purge.purge()["comments"] == 1

    def test_it_ends_once(self, comment, approver):
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn")
        legal_holds.end_hold(kept, by=approver)

        with pytest.raises(WrongState):
            legal_holds.end_hold(kept, by=approver)

    def test_it_needs_its_right_and_a_ground(self, comment, moderator, approver):
        with pytest.raises(NotAllowed):
            legal_holds.place_hold(comment, by=moderator, ground="Công văn")
        with pytest.raises(NoteMissing):
            legal_holds.place_hold(comment, by=approver, ground="  ")

    def test_nothing_is_left_to_hold_of_a_purged_one(self, comment, approver, clock):
        reject(comment, approver)
        later(clock, days=91)
        purge.purge()

        with pytest.raises(WrongState):
            legal_holds.place_hold(comment, by=approver, ground="Công văn")


class TestErasingAPerson:
    def test_the_text_stays_and_the_person_has_gone(self, comment, secretary, approver):
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

        assert traces_of(*known) == set()
        comment.refresh_from_db()
        assert (comment.name, comment.body, comment.state) == ("Bạn đọc", WORDS, "approved")
        assert events.verify().broken_at is None
        event = ModerationEvent.objects.latest("number")
        assert (event.act, event.by) == ("anonymise", secretary)

    def test_the_secret_link_dies(self, article, send, secretary, client):
        made, secret = send(article)
        anonymisation.anonymise(made, by=secretary)

        assert client.get(f"/y-kien/cua-toi/{secret}/").status_code == 404

    def test_links_in_old_mails_die(self, comment, secretary):
        token = mail_links.make_token(comment.subscription, mail_links.LinkPurpose.END)
        anonymisation.anonymise(comment, by=secretary)

        assert mail_links.find_subscription(token, mail_links.LinkPurpose.END) is None

    def test_it_needs_its_right(self, comment, moderator):
        with pytest.raises(NotAllowed):
            anonymisation.anonymise(comment, by=moderator)

    def test_once(self, comment, secretary):
        anonymisation.anonymise(comment, by=secretary)

        with pytest.raises(WrongState):
            anonymisation.anonymise(comment, by=secretary)

    def test_what_is_held_cannot_be_erased(self, comment, secretary, approver):
        legal_holds.place_hold(comment, by=approver, ground="Công văn 12/CV")

        with pytest.raises(WrongState):
            anonymisation.anonymise(comment, by=secretary)

    def test_a_name_in_a_text_is_pointed_at(self, article, send):
        signed, _secret = send(article, f"Tôi là {NAME.upper()}, mong được trả lời.", name=NAME)
        plain, _secret = send(article, "Mong được trả lời sớm.", name=NAME)

        assert anonymisation.find_name(signed) == ["text"]
        assert anonymisation.find_name(plain) == []


@pytest.mark.parametrize("comments", [1, 6])
def test_a_run_with_nothing_to_do_costs_the_same_for_any_number(article, send, comments):
    for number in range(comments):
        send(article, f"Ý kiến thứ {number} về công viên.", ip=HERE + number)

    with CaptureQueriesContext(connection) as queries:
        purge.purge()

    assert len(queries) <= 22
