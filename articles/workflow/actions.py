"""The moves of an article, one function each, named as in the table.

All take `by`, `version` and `reason`. The table says which need a reason: `take` raises ReasonMissing without one.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.editing.review import Finding, check_parts
from articles.models import Article, Event
from newsroom.core.accounts import User
from newsroom.core.dateformat import truncate_to_minute

from .base import clear_first_publication, record, release, take
from .errors import HasWorkingCopy, NotReady
from .transitions import (
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
from .working_copies import current_working_copies

# Without a section no editor would see the article; without a body there is nothing to edit.
NEEDED_BY_THE_DESK = {"no_body", "no_section"}


@transaction.atomic
def submit(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Submit the article to the editors, who may add what is missing. Raises NotReady without body or section."""
    locked = take(article, SUBMIT, by=by, version=version, reason=reason)
    if missing := find_gaps(locked):
        raise NotReady(missing)
    return record(locked, SUBMIT, by=by, reason=reason)


def find_gaps(article: Article) -> list[Finding]:
    """The parts without which an article cannot be submitted."""
    return [finding for finding in check_parts(article) if finding.code in NEEDED_BY_THE_DESK]


@transaction.atomic
def withdraw(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Take back an article that no editor has passed on."""
    locked = take(article, WITHDRAW, by=by, version=version, reason=reason)
    return record(locked, WITHDRAW, by=by, reason=reason)


@transaction.atomic
def pass_on(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Send the edited article to the approvers."""
    locked = take(article, PASS_ON, by=by, version=version, reason=reason)
    return record(locked, PASS_ON, by=by, reason=reason)


@transaction.atomic
def send_back(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Return a waiting article to its writer, with the reason."""
    locked = take(article, SEND_BACK, by=by, version=version, reason=reason)
    return record(locked, SEND_BACK, by=by, reason=reason)


@transaction.atomic
def publish(
    article: Article,
    *,
    by: User,
    version: int,
    reason: str = "",
    confirmed: Collection[str] = (),
    when: datetime | None = None,
    at: datetime | None = None,
) -> Event:
    """Publish the article at `when`, or else at its planned time, or else now (`at`).

    `confirmed` holds the codes of the warnings that `by` has seen. Raises NotReady for errors and Unconfirmed for
    other warnings.
    """
    locked = take(article, PUBLISH, by=by, version=version, reason=reason)
    at = at or timezone.now()
    return release(locked, PUBLISH, by=by, reason=reason, when=when, at=at, confirmed=confirmed)


@transaction.atomic
def publish_urgently(
    article: Article,
    *,
    by: User,
    version: int,
    reason: str = "",
    confirmed: Collection[str] = (),
    at: datetime | None = None,
) -> Event:
    """Publish now without an approver. The article stays flagged until another person countersigns."""
    locked = take(article, PUBLISH_URGENTLY, by=by, version=version, reason=reason)
    at = at or timezone.now()
    locked.urgent_by = by
    return release(
        locked,
        PUBLISH_URGENTLY,
        by=by,
        reason=reason,
        when=truncate_to_minute(at),
        at=at,
        confirmed=confirmed,
    )


@transaction.atomic
def countersign(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Take responsibility for an article that another person published urgently."""
    locked = take(article, COUNTERSIGN, by=by, version=version, reason=reason)
    locked.urgent_by = None
    return record(locked, COUNTERSIGN, by=by, reason=reason)


@transaction.atomic
def unschedule(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Cancel the publication of a scheduled article; it waits for approval again."""
    locked = take(article, UNSCHEDULE, by=by, version=version, reason=reason)
    clear_first_publication(locked, timezone.now())
    return record(locked, UNSCHEDULE, by=by, reason=reason)


@transaction.atomic
def take_down(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Take the article down, with the reason. Its URL answers 410 if it was ever public."""
    locked = take(article, TAKE_DOWN, by=by, version=version, reason=reason)
    now = timezone.now()
    clear_first_publication(locked, now)
    if locked.publish_at <= now:
        locked.gone_at = now
    locked.urgent_by = None
    return record(locked, TAKE_DOWN, by=by, reason=reason)


@transaction.atomic
def trash(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Put the article in the trash; `restore` brings it back."""
    locked = take(article, TRASH, by=by, version=version, reason=reason)
    return record(locked, TRASH, by=by, reason=reason)


@transaction.atomic
def restore(article: Article, *, by: User, version: int, reason: str = "") -> Event:
    """Take the article out of the trash, back to the state before. Raises HasWorkingCopy."""
    locked = take(article, RESTORE, by=by, version=version, reason=reason)
    if locked.is_working_copy and current_working_copies(locked.replaces).exists():
        raise HasWorkingCopy
    return record(locked, RESTORE, by=by, reason=reason)
