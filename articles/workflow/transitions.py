"""What may happen to an article, one function each."""

from django.db import transaction
from django.utils import timezone

from articles.editing.review import errors
from newsroom.core.dateformat import truncate_to_minute

from .base import call_back, given, record, release, take
from .errors import HasWorkingCopy, NotReady
from .moves import (
    COUNTERSIGN,
    PASS_ON,
    PUBLISH,
    PUBLISH_URGENTLY,
    RESTORE,
    SEND_BACK,
    SUBMIT,
    TAKE_DOWN,
    TRASH,
    UNSCHEDULE,
    WITHDRAW,
)
from .working_copies import open_copies

# Without these the desk would not know whose article it is, or what to edit.
NEEDED_BY_THE_DESK = {"no_body", "no_section"}


@transaction.atomic
def submit(article, *, by, version, reason=""):
    """Hand the article to the editors, who may fill what else is missing."""
    article = take(article, SUBMIT, by=by, version=version)
    if found := gaps(article):
        raise NotReady(found)
    return record(article, SUBMIT, by=by, reason=reason)


def gaps(article):
    """What keeps an article from being submitted."""
    return [finding for finding in errors(article, at=timezone.now()) if finding.code in NEEDED_BY_THE_DESK]


@transaction.atomic
def withdraw(article, *, by, version, reason=""):
    """Take back what no editor has passed on."""
    return record(take(article, WITHDRAW, by=by, version=version), WITHDRAW, by=by, reason=reason)


@transaction.atomic
def pass_on(article, *, by, version, reason=""):
    """Put the edited article before those who approve."""
    return record(take(article, PASS_ON, by=by, version=version), PASS_ON, by=by, reason=reason)


@transaction.atomic
def send_back(article, *, by, version, reason):
    """Return a waiting article to its writer, saying why."""
    article = take(article, SEND_BACK, by=by, version=version)
    return record(article, SEND_BACK, by=by, reason=given(reason))


@transaction.atomic
def publish(article, *, by, version, reason="", confirmed=(), when=None, at=None):
    """Let readers have the article at `when`, or else at its planned time, or else now (`at`).

    The first publication freezes the printed byline and gives the article its number. `confirmed` holds the
    codes of the warnings that `by` has seen. Raises NotReady for errors and Unconfirmed for other warnings.
    """
    locked = take(article, PUBLISH, by=by, version=version)
    shown = release(locked, by=by, when=when, at=at or timezone.now(), confirmed=confirmed)
    return record(locked, PUBLISH, by=by, reason=reason, confirmed=shown)


@transaction.atomic
def publish_urgently(article, *, by, version, reason, confirmed=(), at=None):
    """Publish now, without the second pair of eyes; it stays flagged until somebody else countersigns."""
    locked = take(article, PUBLISH_URGENTLY, by=by, version=version)
    reason = given(reason)
    at = at or timezone.now()
    shown = release(locked, by=by, when=truncate_to_minute(at), at=at, confirmed=confirmed)
    locked.urgent_by = by
    return record(locked, PUBLISH_URGENTLY, by=by, reason=reason, confirmed=shown)


@transaction.atomic
def countersign(article, *, by, version, reason=""):
    """Answer for what another person published urgently."""
    locked = take(article, COUNTERSIGN, by=by, version=version)
    locked.urgent_by = None
    return record(locked, COUNTERSIGN, by=by, reason=reason)


@transaction.atomic
def unschedule(article, *, by, version, reason=""):
    """Take a scheduled article back to those who approve, before anybody has read it."""
    locked = take(article, UNSCHEDULE, by=by, version=version)
    call_back(locked, timezone.now())
    return record(locked, UNSCHEDULE, by=by, reason=reason)


@transaction.atomic
def take_down(article, *, by, version, reason):
    """Take the article away from readers, saying why; its address answers 410 if it was ever read."""
    locked = take(article, TAKE_DOWN, by=by, version=version)
    reason = given(reason)
    now = timezone.now()
    call_back(locked, now)
    if locked.publish_at <= now:
        locked.gone_at = now
    locked.urgent_by = None
    return record(locked, TAKE_DOWN, by=by, reason=reason)


@transaction.atomic
def trash(article, *, by, version, reason=""):
    """Put away what is not wanted; `restore` brings it back."""
    return record(take(article, TRASH, by=by, version=version), TRASH, by=by, reason=reason)


@transaction.atomic
def restore(article, *, by, version, reason=""):
    """Take out of the trash, to where it was."""
    locked = take(article, RESTORE, by=by, version=version)
    if locked.is_working_copy and open_copies(locked.replaces).exists():
        raise HasWorkingCopy
    came_from = locked.events.filter(move=TRASH.name).latest().source
    return record(locked, RESTORE, by=by, reason=reason, target=came_from)
