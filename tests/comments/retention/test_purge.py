"""Personal data are purged completely after their period, with the chain of events intact."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import events, moderation
from comments.errors import WrongState
from comments.intake import reactions
from comments.mail import subscriptions
from comments.models import (
    Ban,
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
from comments.moderation import bans, notes
from comments.retention import purge
from tests.comments.conftest import HERE

from .traces import EMAIL, NAME, NOW, WORDS, approve, find_traces, list_secrets, reject, shift_clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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


@pytest.mark.parametrize("comments", [1, 6])
def test_purge_with_nothing_to_do_takes_a_constant_number_of_queries(article, send, comments):
    for number in range(comments):
        send(article, f"Ý kiến thứ {number} về công viên.", ip=HERE + number)

    with CaptureQueriesContext(connection) as queries:
        purge.purge()

    assert len(queries) <= 22
