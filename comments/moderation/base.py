"""The one way through which every act on a comment goes: `take` locks and checks, `record` writes.

Comments come in through `comments.intake.reception`; every later change goes through here.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from comments import events
from comments.errors import DecidedMeanwhile, NotAllowed, NoteMissing, ReasonMissing, WrongState
from comments.intake import near_duplicates
from comments.models import Comment, ModerationEvent, RejectionReason, State
from comments.permissions import may
from newsroom.core.accounts import User

from .acts import Act, comment_version, is_open


def take(
    comment: Comment,
    act: Act,
    *,
    by: User,
    version: int | None = None,
    reason: RejectionReason | None = None,
    note: str = "",
) -> Comment:
    """Lock a comment until the transaction ends, if `by` may do `act` now, at this version, for this reason.

    `version` is the one that the person has seen, of the comment or of its official reply (`Act.version_of`). What an
    act asks for and is left out is refused. Raises NotAllowed, DecidedMeanwhile, WrongState, ReasonMissing or
    NoteMissing; nothing has changed then.
    """
    locked = lock_comment(comment.pk)
    if not may(by, act.needs, locked):
        raise NotAllowed
    if act.version_of and act.version_of(locked) != version:
        raise DecidedMeanwhile(locked if act.version_of is comment_version else None)
    if not is_open(locked, act):
        raise WrongState
    if act.asks_reason and reason is None:
        raise ReasonMissing
    if act.asks_note and not note.strip():
        raise NoteMissing
    return locked


def lock_comment(pk: int) -> Comment:
    """Lock a comment, and the root of its thread, whose count of replies may change with it."""
    return lock_comments([pk])[pk]


def lock_comments(pks: list[int]) -> dict[int, Comment]:
    """Lock comments and their roots; all of them by id.

    Everybody locks in the order of ids, and before an event is added: that excludes deadlocks.
    """
    roots = Comment.objects.filter(pk__in=pks).values("parent")
    rows = Comment.objects.select_for_update(of=["self"]).select_related("article", "decided_by")
    return {row.pk: row for row in rows.filter(Q(pk__in=pks) | Q(pk__in=roots)).order_by("pk")}


def lock_with_copies(comment: Comment) -> None:
    """Lock a comment whose text will change, and its near-duplicates, which may get another leader."""
    others = near_duplicates.near_duplicates_of(comment).values_list("pk", flat=True)
    lock_comments([comment.pk, *others])


def record(
    comment: Comment,
    act: Act,
    *,
    by: User | None,
    source: str | None = None,
    at: datetime | None = None,
    reason: RejectionReason | None = None,
    note: str = "",
    rules: Iterable = (),
    batch=None,
) -> ModerationEvent:
    """Save the comment with a new version, if `act` changes it, and write the event and the counts.

    `source` is the state before; without it the state is what it was. `by` is None for readers and for the clock.
    """
    at = at or timezone.now()
    source = source or comment.state
    if act.changes_comment:
        comment.version += 1
        comment.save()
    event = events.add(
        comment, act.name, source=source, by=by, at=at, reason=reason, note=note, rules=rules, batch=batch
    )
    if State.APPROVED in (source, comment.state) and source != comment.state:
        update_comment_counts(comment)
    return event


def update_comment_counts(comment: Comment) -> None:
    """Count the approved comments of the article and the replies under the root.

    To be called after an event was added, which only one transaction can do at a time: two simultaneous decisions
    cannot miss each other in the counts.
    """
    visible = Comment.objects.visible_in_thread()
    root = comment.parent_id or comment.pk
    Comment.objects.filter(pk=root).update(reply_count=visible.filter(parent=root).count())
    count = visible.filter(article=comment.article_id).count()
    Article.objects.filter(pk=comment.article_id).update(comment_count=count)
