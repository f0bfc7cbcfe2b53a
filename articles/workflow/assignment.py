"""Who is in charge of an article, and until when."""

from django.db import transaction
from django.db.models import Q

from articles.models import Article, Event
from articles.permissions import may
from newsroom.core.accounts import User

from . import NotAllowed, StaleVersion, notices


def writers():
    """The people who can be put in charge: all who may write."""
    writing = Q(groups__permissions__codename="change_article") | Q(is_superuser=True)
    return User.objects.filter(writing, is_active=True).distinct().order_by("sort_name", "id")


@transaction.atomic
def assign(article, *, by, version, assignee, due_on=None):
    """Put `assignee` (None: nobody) in charge of `article` until `due_on`. Raises NotAllowed, StaleVersion.

    It changes neither text nor state: whoever has the article open can still save.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if not may(by, "assign", locked):
        raise NotAllowed
    if locked.version != version:
        raise StaleVersion
    Article.objects.filter(pk=locked.pk).update(assignee=assignee, due_on=due_on)
    locked.assignee, locked.due_on = assignee, due_on
    event = Event.objects.create(
        article=locked,
        move="assign",
        source=locked.state,
        target=locked.state,
        version=locked.version,
        by=by,
        reason=str(assignee or ""),
    )
    if assignee:
        notices.send(event, notices.ASSIGNED, [assignee], notices.SENTENCES[notices.ASSIGNED])
    return event
