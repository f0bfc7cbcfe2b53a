"""What moderators do to comments, one function each."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from comments.errors import (
    ArticleNotPublic,
    DecidedMeanwhile,
    NoteMissing,
    NothingToUndo,
    ReasonMissing,
    WrongState,
)
from comments.intake import near_duplicates, texts
from comments.mail import outbox
from comments.models import CommentSettings, ModerationEvent, Revision, State

from .base import lock_comment, lock_comments, lock_with_copies, record, take
from .decisions import APPROVE, DECISIONS, is_open

UNDOABLE = 20  # the last decisions of a person


@transaction.atomic
def decide(comment, decision, *, by, version, reason=None, note="", batch=None, at=None) -> ModerationEvent:
    """Make one decision (of the table) about one comment.

    Raises NotAllowed, DecidedMeanwhile, WrongState, ReasonMissing, NoteMissing or ArticleNotPublic; nothing has
    changed then.
    """
    at = at or timezone.now()
    locked = take(comment, "decide", by=by, version=version)
    if not is_open(locked, decision):
        raise WrongState
    if decision.asks_reason and reason is None:
        raise ReasonMissing
    if decision.asks_note and not note.strip():
        raise NoteMissing
    if decision is APPROVE and not Article.objects.public(at).filter(pk=locked.article_id).exists():
        raise ArticleNotPublic
    reason = (
        reason if decision.asks_reason else None
    )  # one that was chosen for another button says nothing here
    source = locked.state
    apply_decision(locked, decision, by=by, at=at, reason=reason)
    rules = locked.word_rules.all() if decision is APPROVE else ()
    event = record(
        locked, decision.name, source=source, by=by, at=at, reason=reason, note=note, rules=rules, batch=batch
    )
    outbox.queue_mails(event, at=at)
    return event


def apply_decision(comment, decision, *, by, at, reason):
    """Set what the decision changes; nothing is saved."""
    if decision.target:
        comment.state = decision.target
        comment.decided_by, comment.decided_at, comment.reason = by, at, reason
        comment.claimed_by = comment.claimed_until = None
    if decision is APPROVE:
        comment.published_at = comment.published_at or at
    if decision.name in ("feature", "unfeature"):
        comment.featured_at = at if decision.name == "feature" else None
    if decision.name in ("keep", "hide"):
        comment.reports.filter(handled_at=None).update(handled_at=at, handled_by=by)
        comment.open_reports = 0


@transaction.atomic
def edit(comment, *, by, version, name, body, note="", at=None) -> ModerationEvent:
    """Change the words of a comment, keeping what its author wrote; readers see that it was edited.

    Raises NotAllowed, DecidedMeanwhile, WrongState or (from `texts`) ValidationError.
    """
    at = at or timezone.now()
    lock_with_copies(comment)
    locked = take(comment, "edit", by=by, version=version)
    if locked.state not in (State.PENDING, State.HELD, State.APPROVED):
        raise WrongState
    name, body = texts.clean_name(name), texts.clean_body(body, CommentSettings.current().body_length)
    if (name, body) == (locked.name, locked.body):
        raise WrongState(texts.UNCHANGED)
    Revision.objects.create(comment=locked, name=locked.name, body=locked.body, by=by, at=at, note=note)
    locked.name, locked.body, locked.edited_at = name, body, at
    near_duplicates.regroup(locked)
    return record(locked, "edit", source=locked.state, by=by, at=at, note=note)


def list_undoable(person):
    """The last decisions of a person that nobody has touched since, newest first: at most 20."""
    own = ModerationEvent.objects.filter(by=person, act__in=DECISIONS).order_by("-number")
    last = own.select_related("comment", "comment__article")[:UNDOABLE]
    return [event for event in last if event.version == event.comment.version]


@transaction.atomic
def undo(event, *, by, at=None) -> list[ModerationEvent]:
    """Take back an own decision, with all of its batch; mails that have not left yet are taken back as well.

    Raises NothingToUndo for somebody else's, an old one or one that is no decision, DecidedMeanwhile for a comment
    that somebody has touched since.
    """
    at = at or timezone.now()
    mine = list_undoable(by)
    if event.pk not in [each.pk for each in mine]:
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


def _undo_one(event, *, by, at):
    locked = take(event.comment, "decide", by=by, version=event.version)
    source = locked.state
    decisions = locked.events.filter(number__lt=event.number, act__in=DECISIONS, target=event.source)
    before = decisions.exclude(source=F("target")).last()  # the one that led to where it goes back
    if event.act in ("feature", "unfeature"):
        locked.featured_at = None if event.act == "feature" else at
    elif event.source != event.target:
        locked.state = event.source
        locked.decided_by = before.by if before and event.source not in (State.PENDING, State.HELD) else None
        locked.decided_at = before.at if locked.decided_by else None
        locked.reason = before.reason if locked.decided_by else None
    if event.act == "approve" and locked.published_at == event.at:
        locked.published_at = None  # it was shown for the first time, and by mistake
    if event.act in ("keep", "hide"):
        handled = locked.reports.filter(handled_at=event.at, handled_by=by)
        locked.open_reports = handled.update(handled_at=None, handled_by=None)
    outbox.cancel_mails(event)
    undoing = record(locked, "undo", source=source, by=by, at=at, batch=event.batch)
    outbox.queue_mails(undoing, at=at)
    return undoing


def parse_batch(text) -> UUID | None:
    """The batch that a page names, or None for nonsense."""
    try:
        return UUID(text)
    except ValueError:
        return None
