"""Putting a person in charge of an article, until a day."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from articles.models import Article, Event
from newsroom.core.accounts import User

from . import notices
from .base import take, write_event
from .transitions import ASSIGN


def writers() -> QuerySet[User]:
    """The people who can be put in charge: all who may write."""
    writing = Q(groups__permissions__codename="change_article") | Q(is_superuser=True)
    return User.objects.filter(writing, is_active=True).distinct().order_by("sort_name", "id")


@transaction.atomic
def assign(
    article: Article,
    *,
    by: User,
    version: int,
    assignee: User | None,
    due_on: date | None = None,
    reason: str = "",
) -> Event:
    """Put `assignee` (None: nobody) in charge of `article` until `due_on`. Raises NotAllowed, StaleVersion.

    It changes neither text nor state nor version: whoever has the article open can still save.
    """
    locked = take(article, ASSIGN, by=by, version=version, reason=reason)
    Article.objects.filter(pk=locked.pk).update(assignee=assignee, due_on=due_on)
    locked.assignee, locked.due_on = assignee, due_on
    event = write_event(locked, ASSIGN, by=by, reason=reason or str(assignee or ""))
    notices.announce(event, [notices.ASSIGNED])
    return event
