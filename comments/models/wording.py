"""Texts shown to readers and kept as evidence: consent wordings and reasons for rejection."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line, Prose


class ConsentWording(models.Model):
    """The text a reader agrees to. A new wording is a new row, so that each consent can be proved (Law 91/2025)."""

    text = Prose(_("wording"))
    since = models.DateTimeField(_("shown since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("consent wording")
        verbose_name_plural = _("consent wordings")
        ordering = ["-id"]
        default_permissions = ["view", "add"]

    def __str__(self):
        return str(_("Wording %(number)s")) % {"number": self.pk}

    @classmethod
    def current(cls):
        """The latest wording, or None before the office has one."""
        return cls.objects.first()


class RejectionReason(models.Model):
    """A reason for not showing a comment: one text for staff, one for its author."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = Line(_("for staff"), max_length=120)
    text_for_reader = Prose(_("for the reader"), help_text=_("What the reader finds on the status page."))
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason for not showing")
        verbose_name_plural = _("reasons for not showing")
        ordering = ["order", "id"]
        default_permissions = ["view", "add", "change"]

    def __str__(self):
        return self.name
