"""The log of events on comments: append-only, each event sealed by the digest of the one before it."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Prose

from .comment import Comment, State
from .wording import RejectionReason

SEALED = [
    "number",
    "comment_id",
    "act",
    "source",
    "target",
    "version",
    "by_id",
    "reason_id",
    "note",
    "rules",
    "body_digest",
    "previous",
]


class AppendOnly(Exception):  # noqa: N818 -- as Django's DoesNotExist
    """An event is written once."""


class ModerationEvent(models.Model):
    """One act on a comment: actor (None: the reader or the clock), states, reason, and a digest of the text.

    `body_digest` is keyed by a random value of the comment that the purge deletes, so that a short text cannot be
    guessed back. `digest` seals the row and the digest of the event before it.
    """

    number = models.PositiveBigIntegerField(unique=True)
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="events", verbose_name=_("reader comment")
    )
    act = models.CharField(_("act"), max_length=20)
    source = models.CharField(_("from state"), max_length=10, choices=State, blank=True)
    target = models.CharField(_("to state"), max_length=10, choices=State)
    version = models.PositiveIntegerField(_("version"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.ForeignKey(
        RejectionReason, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reason")
    )
    note = Prose(_("note"), blank=True)
    rules = models.JSONField(default=list)  # ids of the word rules that matched
    body_digest = models.CharField(max_length=64, blank=True)
    batch = models.UUIDField(null=True)  # shared by all comments decided with one press of a button
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["number"]
        default_permissions = ()
        indexes = [
            # What a person decided last, to undo it.
            models.Index(fields=["by", "-number"], name="moderation_of_person"),
            # Statistics of a period.
            models.Index(fields=["at", "act"], name="moderation_in_period"),
        ]

    def __str__(self):
        return f"{self.number}: {self.act}"

    def seal(self):
        """Compute the digest of this event and of all before it (SHA-256, hexadecimal)."""
        sealed = {name: getattr(self, name) for name in SEALED}
        sealed |= {"at": self.at.isoformat(), "batch": str(self.batch or "")}
        return hashlib.sha256(json.dumps(sealed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def save(self, **kwargs):
        if self.pk:
            raise AppendOnly
        super().save(**kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly


class EventHead(models.Model):
    """The end of the chain of events: one row, locked while an event is added."""

    count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="event_head_is_one_row", condition=models.Q(pk=1))]

    def __str__(self):
        return f"{self.count}: {self.digest}"
