"""A legal hold keeps a comment and everything about it from the purge."""

from datetime import timedelta

import pytest

from comments import events
from comments.errors import NotAllowed, NoteMissing, WrongState
from comments.models import (
    Ban,
    Comment,
    IpHashKey,
    ModeratorNote,
    Revision,
    Subscription,
)
from comments.moderation import bans, notes
from comments.retention import legal_holds, purge

from .traces import NOW, reject, shift_clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestLegalHold:
    def test_hold_keeps_everything(self, comment, approver, clock):
        notes.add_note(comment, by=approver, text="Công an hỏi")
        bans.ban_author(comment, by=approver, target="ip", days=5, reason="Quấy rối")
        legal_holds.place_hold(comment, by=approver, legal_basis="Công văn 12/CV")
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
        legal_holds.place_hold(comment, by=approver, legal_basis="Công văn 12/CV")

        shift_clock(clock, days=8)

        assert purge.purge()["subscriptions"] == 0
        assert Subscription.objects.exists()

    def test_hold_and_its_end_are_recorded_in_the_chain(self, comment, approver):
        kept = legal_holds.place_hold(comment, by=approver, legal_basis="Công văn 12/CV")
        legal_holds.end_hold(kept, by=approver)

        acts = list(comment.events.values_list("act", "note"))[-2:]
        assert acts == [("hold", "Công văn 12/CV"), ("hold_ended", "")]
        assert events.verify().broken_at is None

    def test_purge_continues_after_the_hold_ended(self, comment, approver, clock):
        kept = legal_holds.place_hold(comment, by=approver, legal_basis="Công văn 12/CV")
        reject(comment, approver)
        shift_clock(clock, days=100)
        assert purge.purge()["comments"] == 0

        legal_holds.end_hold(kept, by=approver)
        assert purge.purge()["comments"] == 1

    def test_hold_with_an_end_ends_by_itself(self, comment, approver, clock):
        legal_holds.place_hold(comment, by=approver, legal_basis="Công văn", until=NOW + timedelta(days=120))
        reject(comment, approver)
        shift_clock(clock, days=119)
        assert purge.purge()["comments"] == 0

        shift_clock(clock, days=1)
        assert purge.purge()["comments"] == 1

    def test_hold_is_ended_once(self, comment, approver):
        kept = legal_holds.place_hold(comment, by=approver, legal_basis="Công văn")
        legal_holds.end_hold(kept, by=approver)

        with pytest.raises(WrongState):
            legal_holds.end_hold(kept, by=approver)

    def test_hold_needs_a_right_and_a_ground(self, comment, moderator, approver):
        with pytest.raises(NotAllowed):
            legal_holds.place_hold(comment, by=moderator, legal_basis="Công văn")
        with pytest.raises(NoteMissing):
            legal_holds.place_hold(comment, by=approver, legal_basis="  ")

    def test_purged_comment_cannot_be_held(self, comment, approver, clock):
        reject(comment, approver)
        shift_clock(clock, days=91)
        purge.purge()

        with pytest.raises(WrongState):
            legal_holds.place_hold(comment, by=approver, legal_basis="Công văn")
