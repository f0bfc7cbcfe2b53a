"""The official reply: drafted by one person, published by another, printed with office, signer and date."""

from django.db import transaction
from django.utils import timezone

from comments import events
from comments.errors import DecidedMeanwhile, NotAllowed, NoteMissing, SamePerson, WrongState
from comments.mail import outbox
from comments.models import Comment, CommentSettings, OfficialReply, State
from comments.permissions import may
from newsroom.core.text import normalize, normalize_prose

from . import lock_comment, notices, record


@transaction.atomic
def draft(comment, *, by, version, body, office, signer, signer_title) -> OfficialReply:
    """Write the reply, or write it anew; `version` is that of the reply as it was seen (0: there was none).

    Readers see nothing until `publish`; changing a published one takes it from them until it is published again.
    Raises NotAllowed, WrongState, DecidedMeanwhile or ValidationError.
    """
    locked = lock_comment(comment.pk)
    if not may(by, "draft_reply", locked):
        raise NotAllowed
    if locked.state != State.APPROVED:
        raise WrongState
    reply = OfficialReply.objects.filter(comment=locked).first() or OfficialReply(comment=locked, version=0)
    if reply.version != version:
        raise DecidedMeanwhile(reply_seen(locked))
    was_published = reply.published_at is not None
    if was_published and not may(by, "approve_reply", locked):
        raise NotAllowed
    reply.body, reply.office = normalize_prose(body), office
    reply.signer, reply.signer_title = normalize(signer), normalize(signer_title)
    reply.drafted_by, reply.drafted_at = by, timezone.now()
    reply.approved_by = reply.published_at = None
    reply.version += 1
    reply.full_clean(validate_unique=False, validate_constraints=False)
    reply.save()
    if was_published:
        locked.answered_at = None
        record(locked, "reply_taken", source=locked.state, by=by)
    events.add(locked, "reply_drafted", source=locked.state, by=by, at=timezone.now())
    notices.notify_about_reply(notices.DRAFTED, reply, by=by)
    return reply


def reply_seen(comment):
    """The comment, as a refusal speaks of it: nobody decided, the words have changed."""
    comment.decided_by = None
    return comment


@transaction.atomic
def publish(reply, *, by, version, at=None):
    """Let readers see the reply. Raises NotAllowed, SamePerson, WrongState or DecidedMeanwhile."""
    at = at or timezone.now()
    locked = lock_comment(reply.comment_id)
    reply = OfficialReply.objects.select_related("office", "comment", "drafted_by").get(pk=reply.pk)
    if not may(by, "approve_reply", locked):
        raise NotAllowed
    if reply.version != version:
        raise DecidedMeanwhile(reply_seen(locked))
    if reply.published_at or locked.state != State.APPROVED:
        raise WrongState
    if CommentSettings.current().reply_needs_two and reply.drafted_by_id == by.pk:
        raise SamePerson
    reply.approved_by, reply.published_at, reply.printed_office = by, at, reply.office.name
    reply.version += 1
    reply.save()
    locked.answered_at = at
    event = record(locked, "reply_published", source=locked.state, by=by, at=at)
    outbox.queue_answer_mails(event, at=at)
    notices.notify_about_reply(notices.PUBLISHED, reply, by=by)
    return event


@transaction.atomic
def send_back(reply, *, by, version, why, at=None):
    """Give a draft back to whoever wrote it, saying why.

    Raises NotAllowed, NoteMissing, WrongState or DecidedMeanwhile.
    """
    at = at or timezone.now()
    locked = lock_comment(reply.comment_id)
    reply = OfficialReply.objects.select_related("comment", "drafted_by").get(pk=reply.pk)
    if not may(by, "approve_reply", locked):
        raise NotAllowed
    if reply.version != version:
        raise DecidedMeanwhile(reply_seen(locked))
    if reply.published_at:
        raise WrongState
    if not why.strip():
        raise NoteMissing
    reply.version += 1  # whoever is about to publish it reads it again
    reply.save()
    event = events.add(locked, "reply_returned", source=locked.state, by=by, at=at, note=why)
    notices.notify_about_reply(notices.RETURNED, reply, by=by, why=event.note)
    return event


def comments_with_reply_to_publish():
    """Comments whose drafted reply nobody has published yet."""
    return Comment.objects.filter(
        state=State.APPROVED, official_reply__isnull=False, official_reply__published_at=None
    )
