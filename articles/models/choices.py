"""The choices of the fields of an article, its phases, and the sets of its states.

The Vietnamese of each label is in the catalogue (locale/vi).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    AWAITING = "awaiting", _("Awaiting approval")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    TAKEN_DOWN = "taken_down", _("Taken down")
    MERGED = "merged", _("Put into the live article")  # the last state of a working copy
    TRASHED = "trashed", _("In the trash")


class Phase(models.TextChoices):
    """The state at a moment: a published article is scheduled, live or expired.

    `Article.phase` gives it in Python, `ArticleQuerySet.for_phase` in SQL. Code outside models, permissions and
    workflow asks for the phase, never for the state.
    """

    DRAFT = State.DRAFT.value, State.DRAFT.label
    SUBMITTED = State.SUBMITTED.value, State.SUBMITTED.label
    AWAITING = State.AWAITING.value, State.AWAITING.label
    RETURNED = State.RETURNED.value, State.RETURNED.label
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", State.PUBLISHED.label
    EXPIRED = "expired", _("Expired")
    TAKEN_DOWN = State.TAKEN_DOWN.value, State.TAKEN_DOWN.label
    MERGED = State.MERGED.value, State.MERGED.label
    TRASHED = State.TRASHED.value, State.TRASHED.label


WRITERS_TURN = frozenset({State.DRAFT, State.RETURNED})  # its writer works on it
WAITING = frozenset({State.SUBMITTED, State.AWAITING})  # an editor or an approver decides
APPROVERS_TURN = frozenset({State.AWAITING, State.TAKEN_DOWN})  # an approver edits and publishes it
UNPUBLISHED = WRITERS_TURN | WAITING
HANDED_ON = WAITING | {State.PUBLISHED}  # editors, approvers or readers have it
REMOVED = frozenset({State.TAKEN_DOWN, State.TRASHED})  # a person took it from readers or from the desk
PUT_AWAY = frozenset({State.MERGED, State.TRASHED})  # nobody works on it any more


class Kind(models.TextChoices):
    OWN = "own", _("Own article")
    REPOST = "repost", _("Repost")


class ChangeKind(models.TextChoices):
    """The sentence that readers get when a working copy replaces a live article."""

    UPDATE = "update", _("update: readers see the time of the update")
    CORRECTION = "correction", _("correction: readers see what was wrong")


class CommentPolicy(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed, old comments stay")
    OFF = "off", _("off")
