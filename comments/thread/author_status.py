"""The status of a comment as its author is told it, and the only table from states to statuses."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, State


class AuthorStatus(models.TextChoices):
    WAITING = "waiting", _("Received; waiting to be read by the office")
    SHOWN = "shown", _("On the site")
    OUT_OF_SIGHT = "out_of_sight", _("Accepted, but cannot be read at the moment")
    NOT_SHOWN = "not_shown", _("Not on the site")
    WITHDRAWN = "withdrawn", _("Withdrawn by you")
    PURGED = "purged", _("The text has been deleted")


# Held comments and junk look like waiting ones, so that a sender of junk learns nothing from the status page.
STATUS_OF_STATE = {
    State.PENDING: AuthorStatus.WAITING,
    State.HELD: AuthorStatus.WAITING,
    State.SPAM: AuthorStatus.WAITING,
    State.APPROVED: AuthorStatus.SHOWN,
    State.REJECTED: AuthorStatus.NOT_SHOWN,
    State.HIDDEN: AuthorStatus.NOT_SHOWN,
    State.WITHDRAWN: AuthorStatus.WITHDRAWN,
}


def states_with(*statuses: AuthorStatus) -> frozenset[str]:
    """The states that are told to authors as one of `statuses`."""
    return frozenset(state for state, status in STATUS_OF_STATE.items() if status in statuses)


def author_status(comment: Comment, at: datetime | None = None) -> AuthorStatus:
    """The status to show to the author at `at` (aware; now if left out)."""
    if comment.purged_at:
        return AuthorStatus.PURGED
    status = STATUS_OF_STATE[State(comment.state)]
    if status == AuthorStatus.SHOWN and not comment.is_public(at):
        return AuthorStatus.OUT_OF_SIGHT
    return status
