"""States of a comment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PENDING = "pending", _("Waiting for a decision")
    HELD = "held", _("Held back")
    APPROVED = "approved", _("Shown")
    REJECTED = "rejected", _("Not shown")
    SPAM = "spam", _("Junk")
    HIDDEN = "hidden", _("Hidden")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


WAITING = frozenset({State.PENDING, State.HELD})
