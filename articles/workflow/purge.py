"""The trash: what lies in it for 30 days may be deleted for good, by one right."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, State
from articles.permissions import may
from newsroom.core import audit
from newsroom.core.errors import Refusal

from . import NotAllowed, StaleVersion, WrongState

KEPT_FOR = timedelta(days=30)


class TooFresh(Refusal):
    sentence = _("It has lain in the trash for less than 30 days.")


class WasRead(Refusal):
    sentence = _("Readers have seen it: it is kept, so that its address can say that it was taken down.")


class StillReferred(Refusal):
    sentence = _("A working copy of it is kept.")


@transaction.atomic
def delete(article, *, by, version, at=None):
    """Delete an article of the trash with all that belongs to it.

    Raises NotAllowed, WrongState, StaleVersion, TooFresh, WasRead or StillReferred.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if not may(by, "empty_trash", locked):
        raise NotAllowed
    if locked.state != State.TRASHED:
        raise WrongState
    if locked.version != version:
        raise StaleVersion
    if (at or timezone.now()) - locked.state_since < KEPT_FOR:
        raise TooFresh
    if locked.was_read(at):
        raise WasRead
    if locked.working_copies.exists():
        raise StillReferred
    audit.write_entry(
        "articles.article",
        locked,
        audit.AuditEntry.Act.DELETED,
        [audit.change_row("title", locked.title, "")],
    )
    locked.events.all().delete()
    locked.delete()
