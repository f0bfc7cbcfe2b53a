"""Words that readers are shown and that must be known later: what they agreed to, why something is not shown."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line, Prose


class ConsentWording(models.Model):
    """What a reader agrees to; a new wording is a new row, so that each consent can be proved (Law 91/2025)."""

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
    """Why a comment is not shown: one text for staff, one for its reader."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = Line(_("for staff"), max_length=120)
    told = Prose(_("for the reader"), help_text=_("What the reader finds on the status page."))
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason for not showing")
        verbose_name_plural = _("reasons for not showing")
        ordering = ["order", "id"]
        default_permissions = ["view", "add", "change"]

    def __str__(self):
        return self.name
