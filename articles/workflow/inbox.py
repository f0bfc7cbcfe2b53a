"""The work that waits for a person."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.limits import OVERDUE_HOURS
from articles.models import WAITING, WRITERS_TURN, Article, Event, State
from articles.permissions import approval_condition, may, owner_condition, reach_condition, visible_to
from newsroom.core.accounts import User

from .transitions import SEND_BACK


def turn_condition(user: User) -> Q:
    """The articles that `user` can review, approve or countersign, as a condition on the visible ones.

    Counted on every page of the admin: each part of it has an index (a test reads the query plan).
    """
    turn = Q(state__in=[])
    if may(user, "review"):
        turn |= Q(state=State.SUBMITTED) & reach_condition(user)
    if may(user, "publish"):
        turn |= Q(state=State.AWAITING) & approval_condition(user)
    if may(user, "countersign"):
        # SQLite uses an index for "greater than", but not for "is not null".
        turn |= Q(urgent_by__gt=0) & ~Q(urgent_by=user) & approval_condition(user)
    return turn


def list_waiting(user: User) -> QuerySet[Article]:
    """The articles that wait for `user`, the longest wait first."""
    return visible_to(user).filter(turn_condition(user)).order_by("state_since", "id")


def count_waiting(user: User) -> int:
    """The number of articles that wait for `user`, returned ones included."""
    came_back = Q(state=State.RETURNED) & owner_condition(user)
    return visible_to(user).filter(turn_condition(user) | came_back).count()


def list_own_work(user: User) -> QuerySet[Article]:
    """The articles that `user` is writing: begun by `user`, or in the charge of `user`."""
    return Article.objects.filter(owner_condition(user), state__in=WRITERS_TURN)


def list_drafts(user: User) -> QuerySet[Article]:
    """The drafts of `user`, newest first."""
    return list_own_work(user).filter(state=State.DRAFT).order_by("-updated_at", "-id")


def list_returned(user: User) -> QuerySet[Article]:
    """The articles that were returned to `user`, the longest wait first; `why` is the reason of the return."""
    returns = Event.objects.filter(article=OuterRef("pk"), move=SEND_BACK.name).order_by("-id")
    articles = list_own_work(user).filter(state=State.RETURNED)
    return articles.annotate(why=Subquery(returns.values("reason")[:1])).order_by("state_since")


def is_overdue(article: Article, at: datetime | None = None) -> bool:
    """Overdue after its due day, or after 24 hours of waiting for an editor or approver."""
    at = at or timezone.now()
    if article.due_on and article.due_on < timezone.localdate(at):
        return True
    return article.state in WAITING and at - article.state_since > timedelta(hours=OVERDUE_HOURS)
