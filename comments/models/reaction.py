"""Reactions of other readers to a comment: likes and reports."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Prose

from .comment import Comment


class Like(models.Model):
    """One visitor likes one comment. The purge deletes the row after `limits.LIKE_DAYS`; the count stays."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="likes")
    visitor_hash = models.CharField(max_length=64)
    ip_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["comment", "visitor_hash"], name="like_once")]
        indexes = [models.Index(fields=["ip_hash", "at"], name="like_of_ip")]  # likes of one hour

    def __str__(self):
        return f"{self.comment_id}, {self.at}"


class ReportReason(models.TextChoices):
    """Reasons for which a reader can report a comment."""

    INSULT = "insult", _("Insults or slanders somebody")
    FALSE = "false", _("Says what is not true")
    PRIVATE = "private", _("Gives away personal data")
    JUNK = "junk", _("Advertises or repeats itself")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """A reader asks to take a comment off the site; a moderator decides."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("what is wrong"), max_length=10, choices=ReportReason)
    text = Prose(_("in your words"), blank=True)
    ip_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "ip_hash"],
                condition=~models.Q(ip_hash=""),
                name="report_once_per_ip",
            )
        ]

    def __str__(self):
        return self.get_reason_display()
