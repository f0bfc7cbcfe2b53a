"""Official replies: drafted by one person, published by another, printed with office, signer and date."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Office
from comments.errors import NotAllowed, SamePerson
from comments.mail import outbox
from comments.models import Comment, ModerationEvent, OfficialReply, State
from comments.permissions import may_write_reply, needs_second_person
from newsroom.core.accounts import User
from newsroom.core.text import normalize, normalize_prose

from . import notices
from .acts import DRAFT_REPLY, PUBLISH_REPLY, RETURN_REPLY, UNPUBLISH_REPLY
from .base import record, take


@transaction.atomic
def draft(
    comment: Comment, *, by: User, version: int, body: str, office: Office, signer: str, signer_title: str
) -> OfficialReply:
    """Write or rewrite the reply. `version` is the one that the person has seen (0: there was none).

    Readers see nothing until `publish`. A published reply is hidden from them until it is published again. Raises
    NotAllowed, WrongState, DecidedMeanwhile or ValidationError.
    """
    locked = take(comment, DRAFT_REPLY, by=by, version=version)
    reply = getattr(locked, "official_reply", None) or OfficialReply(comment=locked, version=0)
    if not may_write_reply(by, locked, reply):
        raise NotAllowed
    was_published = reply.published_at is not None
    reply.body, reply.office = normalize_prose(body), office
    reply.signer, reply.signer_title = normalize(signer), normalize(signer_title)
    reply.drafted_by, reply.drafted_at = by, timezone.now()
    reply.approved_by = reply.published_at = None
    reply.version += 1
    reply.full_clean(validate_unique=False, validate_constraints=False)
    reply.save()
    if was_published:
        locked.answered_at = None
        record(locked, UNPUBLISH_REPLY, by=by)
    record(locked, DRAFT_REPLY, by=by)
    notices.notify_about_reply(notices.DRAFTED, reply, by=by)
    return reply


@transaction.atomic
def publish(reply: OfficialReply, *, by: User, version: int, at: datetime | None = None) -> ModerationEvent:
    """Show the reply to readers. Raises NotAllowed, DecidedMeanwhile, WrongState or SamePerson."""
    at = at or timezone.now()
    locked = take(reply.comment, PUBLISH_REPLY, by=by, version=version)
    reply = locked.official_reply
    if needs_second_person(by, reply):
        raise SamePerson
    reply.approved_by, reply.published_at, reply.printed_office = by, at, reply.office.name
    reply.version += 1
    reply.save()
    locked.answered_at = at
    event = record(locked, PUBLISH_REPLY, by=by, at=at)
    outbox.queue_answer_mails(event, at=at)
    notices.notify_about_reply(notices.PUBLISHED, reply, by=by)
    return event


@transaction.atomic
def send_back(
    reply: OfficialReply, *, by: User, version: int, why: str, at: datetime | None = None
) -> ModerationEvent:
    """Return a draft to its writer. Raises NotAllowed, DecidedMeanwhile, WrongState or NoteMissing."""
    locked = take(reply.comment, RETURN_REPLY, by=by, version=version, note=why)
    reply = locked.official_reply
    reply.version += 1  # a publisher who has seen the draft before must read it again
    reply.save()
    event = record(locked, RETURN_REPLY, by=by, at=at, note=why)
    notices.notify_about_reply(notices.RETURNED, reply, by=by, why=event.note)
    return event


def comments_with_reply_to_publish() -> QuerySet[Comment]:
    """Comments whose official reply is drafted and not published."""
    return Comment.objects.filter(
        state=State.APPROVED, official_reply__isnull=False, official_reply__published_at=None
    )
