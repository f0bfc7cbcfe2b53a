"""Records about readers: keys of IP hashes, bans, moderators' notes, legal holds, requests about personal data."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import PERSON_NAME_LENGTH, Line, Prose
from newsroom.core.periods import PeriodMixin, PeriodQuerySet

from .comment import Comment


class IpHashKey(models.Model):
    """The random key of one month's IP hashes. Deleting it makes the hashes of that month untraceable."""

    month = models.DateField(unique=True)  # its first day
    key = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.month:%m/%Y}"


class BanTarget(models.TextChoices):
    AUTHOR = "author", _("this browser")
    EMAIL = "email", _("this e-mail address")
    IP = "ip", _("this network address")


class Ban(PeriodMixin):
    """Stops a browser, e-mail or IP address from commenting until a date. Only people ban, never a machine."""

    target = models.CharField(_("whom"), max_length=8, choices=BanTarget)
    value_hash = models.CharField(max_length=64, db_index=True, editable=False)
    until = models.DateTimeField(_("until"))
    reason = Line(_("reason"), max_length=200)
    comment = models.ForeignKey(
        Comment, on_delete=models.SET_NULL, null=True, editable=False, related_name="bans"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-at", "-id"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.get_target_display()}: {self.reason}"


class ModeratorNote(models.Model):
    """A note between moderators about one comment, or about all comments of its author."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="notes")
    # "": the note is about this comment only.
    author_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    text = Prose(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        default_permissions = ()

    def __str__(self):
        return self.text[:60]


class LegalHold(PeriodMixin):
    """Keeps a comment from being purged while an authority may ask for it."""

    period_start = "since"

    comment = models.ForeignKey(
        Comment, verbose_name=_("reader comment"), on_delete=models.PROTECT, related_name="legal_holds"
    )
    legal_basis = Prose(_("legal basis"), help_text=_("Which authority asked, by which paper."))
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-since", "-id"]
        default_permissions = ["view", "add", "change"]

    def __str__(self):
        return f"{self.comment_id}: {self.legal_basis[:60]}"


class DataRight(models.TextChoices):
    """Rights of a person about own data (Law 91/2025, as the press reports it)."""

    ACCESS = "access", _("see or receive the data")
    CORRECT = "correct", _("correct the data")
    DELETE = "delete", _("delete the data")
    RESTRICT = "restrict", _("restrict the use of the data")
    OBJECT = "object", _("object to the use of the data")
    WITHDRAW = "withdraw", _("withdraw consent")


class DataRequest(models.Model):
    """A request by letter or e-mail about personal data, and its deadlines (`comments.retention.data_requests`)."""

    right = models.CharField(_("what is asked"), max_length=10, choices=DataRight)
    person = Line(_("who asks"), max_length=PERSON_NAME_LENGTH)
    contact = Line(_("how to reach them"), max_length=200)
    text = Prose(_("the request"), blank=True)
    received_on = models.DateField(_("received on"))
    acknowledge_by = models.DateField(_("to be acknowledged by"), editable=False)
    due_on = models.DateField(_("to be done by"), editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    outcome = Prose(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ["done_at", "due_on", "id"]
        default_permissions = ["view", "add", "change"]

    def __str__(self):
        return f"{self.person}: {self.get_right_display()}"
