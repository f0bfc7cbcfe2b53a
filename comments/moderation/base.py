"""What every act on a comment stands on: the row, locked; the event; the counts."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from comments import events
from comments.errors import DecidedMeanwhile, NotAllowed, WrongState
from comments.intake import near_duplicates
from comments.models import Comment, State
from comments.permissions import may
from comments.signals import comment_changed


def take(comment, needs, *, by, version):
    """The comment, locked until the transaction ends, if `by` may do this to it as it was seen (`version`).

    Raises NotAllowed, DecidedMeanwhile or (for a purged one) WrongState; nothing has changed then.
    """
    locked = lock_comment(comment.pk)
    if not may(by, needs, locked):
        raise NotAllowed
    if locked.version != version:
        raise DecidedMeanwhile(locked)
    if locked.purged_at:
        raise WrongState
    return locked


def lock_comment(pk):
    """The comment, locked with the root it hangs on, whose count of replies may change with it."""
    return lock_comments([pk])[pk]


def lock_comments(pks):
    """Comments by id, all locked in one order and before any event is added, so that nobody waits in a circle."""
    roots = Comment.objects.filter(pk__in=pks).values("parent")
    rows = Comment.objects.select_for_update(of=["self"]).select_related("article", "decided_by")
    return {row.pk: row for row in rows.filter(Q(pk__in=pks) | Q(pk__in=roots)).order_by("pk")}


def lock_with_copies(comment):
    """Before its text is changed: with the copies that it leads, which may find another leader."""
    lock_comments([comment.pk, *near_duplicates.near_duplicates_of(comment).values_list("pk", flat=True)])


def record(comment, act, *, source, by, at=None, **details):
    """Write the comment, its version, the event and all counts, and tell who listens."""
    at = at or timezone.now()
    comment.version += 1
    comment.save()
    event = events.add(comment, act, source=source, by=by, at=at, **details)
    if State.APPROVED in (source, comment.state) and source != comment.state:
        update_comment_counts(comment)
    transaction.on_commit(lambda: comment_changed.send(sender=Comment, event=event))
    return event


def update_comment_counts(comment):
    """Write down how many readers see, under the article and under the root.

    Called after an event was added, that is, one at a time: two who decide at once do not miss each other.
    """
    standing = Comment.objects.visible_in_thread()
    root = comment.parent_id or comment.pk
    Comment.objects.filter(pk=root).update(reply_count=standing.filter(parent=root).count())
    count = standing.filter(article=comment.article_id).count()
    Article.objects.filter(pk=comment.article_id).update(comment_count=count)
