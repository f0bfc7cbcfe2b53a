"""Deleting articles of the trash for good."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.limits import TRASH_DAYS
from articles.models import Article
from newsroom.core import audit
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal

from .base import take
from .transitions import DELETE


class TooFresh(Refusal):
    sentence = format_lazy(_("It has lain in the trash for less than {days} days."), days=TRASH_DAYS)


class WasRead(Refusal):
    sentence = _("Readers have seen it: it is kept, so that its address can say that it was taken down.")


class StillReferred(Refusal):
    sentence = _("A working copy of it is kept.")


@transaction.atomic
def delete(article: Article, *, by: User, version: int, reason: str = "", at: datetime | None = None) -> None:
    """Delete an article that has been in the trash for TRASH_DAYS, with all that belongs to it.

    Raises NotAllowed, WrongState, StaleVersion, TooFresh, WasRead or StillReferred.
    """
    locked = take(article, DELETE, by=by, version=version, reason=reason)
    if (at or timezone.now()) - locked.state_since < timedelta(days=TRASH_DAYS):
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
