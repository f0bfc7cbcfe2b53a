"""The chain of events: verification, and the place where it is broken."""

import pytest
from django.db import connection

from comments import events, moderation
from comments.models import EventHead, ModerationEvent
from comments.models.event import AppendOnly
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(moderator):
    """Six events on three comments."""
    for _n in range(3):
        comment = CommentFactory()
        moderation.decide(comment, moderation.APPROVE, by=moderator, version=1, note="Tốt")
    return ModerationEvent.objects


def test_an_untouched_chain_verifies(chain):
    verdict = events.verify()

    assert (verdict.intact_count, verdict.broken_at) == (6, None)
    assert verdict.head == chain.last().digest


@pytest.mark.parametrize(
    "change",
    [
        {"note": "Khác"},
        {"act": "reject"},
        {"source": "held"},
        {"target": "spam"},
        {"version": 9},
        {"by": None},
        {"body_digest": "0" * 64},
        {"rules": [1]},
        {"at": "2020-01-01T00:00Z"},
        {"digest": "0" * 64},
        {"previous": "0" * 64},
        {"number": 40},
    ],
)
def test_a_changed_event_is_the_first_broken_link(chain, change):
    chain.filter(number=4).update(**change)

    assert events.verify().broken_at == 4


@pytest.mark.parametrize(("number", "broken"), [(1, 1), (3, 3), (6, 6)])
def test_missing_event_is_found(chain, number, broken):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_moderationevent WHERE number = %s", [number])

    assert events.verify().broken_at == broken


def test_chain_cut_off_with_its_head_is_found_by_a_noted_head(chain):
    noted = events.verify().head
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_moderationevent WHERE number = 6")
    EventHead.objects.update(count=5, digest=chain.last().digest)

    assert events.verify().broken_at is None
    assert events.verify(expected_digest=noted).broken_at == 6


def test_event_cannot_be_changed_or_deleted(chain):
    event = chain.first()

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()


def test_digest_of_a_body_needs_its_key():
    comment = CommentFactory(body="Đồng ý với bài")
    kept = comment.events.get().body_digest
    assert events.digest_body(comment) == kept

    comment.digest_key = ""

    assert events.digest_body(comment) == ""
