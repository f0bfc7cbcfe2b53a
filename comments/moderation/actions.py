"""The acts of moderators that change a comment, one function each."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from comments.errors import ArticleNotPublic, DecidedMeanwhile, NothingToUndo, WrongState
from comments.intake import near_duplicates, texts
from comments.limits import MAX_UNDOABLE
from comments.mail import outbox
from comments.models import WAITING, Comment, CommentSettings, ModerationEvent, RejectionReason, Revision
from newsroom.core.accounts import User

from .acts import APPROVE, DECISIONS, EDIT, FEATURE, HIDE, KEEP, UNDO, UNFEATURE, Decision
from .base import lock_comment, lock_comments, lock_with_copies, record, take


@transaction.atomic
def decide(
    comment: Comment,
    decision: Decision,
    *,
    by: User,
    version: int | None,
    reason: RejectionReason | None = None,
    note: str = "",
    batch: UUID | None = None,
    at: datetime | None = None,
) -> ModerationEvent:
    """Make one decision about one comment. `batch` is shared by all comments decided with one press.

    Raises NotAllowed, DecidedMeanwhile, WrongState, ReasonMissing, NoteMissing or ArticleNotPublic; nothing has
    changed then.
    """
    at = at or timezone.now()
    locked = take(comment, decision, by=by, version=version, reason=reason, note=note)
    if decision is APPROVE and not Article.objects.public(at).filter(pk=locked.article_id).exists():
        raise ArticleNotPublic
    if not decision.asks_reason:
        reason = None  # chosen on the card for another button
    source = locked.state
    apply_decision(locked, decision, by=by, at=at, reason=reason)
    rules = locked.word_rules.all() if decision is APPROVE else ()
    event = record(
        locked, decision, source=source, by=by, at=at, reason=reason, note=note, rules=rules, batch=batch
    )
    outbox.queue_mails(event, at=at)
    return event


def apply_decision(
    comment: Comment, decision: Decision, *, by: User, at: datetime, reason: RejectionReason | None
) -> None:
    """Set what the decision changes, without saving the comment."""
    if decision.target:
        comment.state = decision.target
        comment.decided_by, comment.decided_at, comment.reason = by, at, reason
        comment.claimed_by = comment.claimed_until = None
    if decision is APPROVE:
        comment.published_at = comment.published_at or at
    if decision in (FEATURE, UNFEATURE):
        comment.featured_at = at if decision is FEATURE else None
    if decision in (KEEP, HIDE):
        comment.reports.filter(handled_at=None).update(handled_at=at, handled_by=by)
        comment.open_reports = 0


@transaction.atomic
def edit(
    comment: Comment,
    *,
    by: User,
    version: int,
    name: str,
    body: str,
    note: str = "",
    at: datetime | None = None,
) -> ModerationEvent:
    """Change name and text, keeping a revision. Readers see that the comment was edited.

    Raises NotAllowed, DecidedMeanwhile, WrongState or (from `texts`) ValidationError.
    """
    at = at or timezone.now()
    lock_with_copies(comment)
    locked = take(comment, EDIT, by=by, version=version, note=note)
    name, body = texts.clean_name(name), texts.clean_body(body, CommentSettings.current().body_length)
    if (name, body) == (locked.name, locked.body):
        raise WrongState(texts.UNCHANGED)
    Revision.objects.create(comment=locked, name=locked.name, body=locked.body, by=by, at=at, note=note)
    locked.name, locked.body, locked.edited_at = name, body, at
    near_duplicates.regroup(locked)
    return record(locked, EDIT, by=by, at=at, note=note)


def list_undoable(person: User) -> list[ModerationEvent]:
    """The last decisions of a person about comments unchanged since, newest first: at most MAX_UNDOABLE."""
    decisions = ModerationEvent.objects.filter(by=person, act__in=DECISIONS).order_by("-number")
    last = decisions.select_related("comment", "comment__article")[:MAX_UNDOABLE]
    return [event for event in last if event.version == event.comment.version]


@transaction.atomic
def undo(event: ModerationEvent, *, by: User, at: datetime | None = None) -> list[ModerationEvent]:
    """Undo an own decision with all of its batch, and cancel the mails that have not been sent.

    Raises NothingToUndo for an event that is old, another person's or no decision, DecidedMeanwhile for a comment
    that somebody has changed since.
    """
    at = at or timezone.now()
    if event.pk not in [each.pk for each in list_undoable(by)]:
        current = lock_comment(event.comment_id)
        if event.by_id == by.pk and current.version != event.version:
            raise DecidedMeanwhile(current)
        raise NothingToUndo
    same = [event]
    if event.batch:
        batch = ModerationEvent.objects.filter(by=by, batch=event.batch).select_related("comment__article")
        same = [each for each in batch if each.version == each.comment.version]
    lock_comments([each.comment_id for each in same])
    return [_undo_one(each, by=by, at=at) for each in sorted(same, key=lambda each: each.comment_id)]


def _undo_one(event: ModerationEvent, *, by: User, at: datetime) -> ModerationEvent:
    locked = take(event.comment, UNDO, by=by, version=event.version)
    decision, source = DECISIONS[event.act], locked.state
    decisions = locked.events.filter(number__lt=event.number, act__in=DECISIONS, target=event.source)
    before = decisions.exclude(source=F("target")).last()  # the decision that led to the state before
    if decision in (FEATURE, UNFEATURE):
        locked.featured_at = None if decision is FEATURE else at
    elif event.source != event.target:
        locked.state = event.source
        if before and before.by and event.source not in WAITING:
            locked.decided_by, locked.decided_at, locked.reason = before.by, before.at, before.reason
        else:
            locked.decided_by = locked.decided_at = locked.reason = None
    if decision is APPROVE and locked.published_at == event.at:
        locked.published_at = None  # the mistaken decision was the first to show it
    if decision in (KEEP, HIDE):
        handled = locked.reports.filter(handled_at=event.at, handled_by=by)
        locked.open_reports = handled.update(handled_at=None, handled_by=None)
    outbox.cancel_mails(event)
    undoing = record(locked, UNDO, source=source, by=by, at=at, batch=event.batch)
    outbox.queue_mails(undoing, at=at)
    return undoing


def parse_batch(text: str) -> UUID | None:
    """The id of a batch, or None for a text that is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
