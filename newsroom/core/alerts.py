"""Alerts at the top of every page: a storm, a wrong phone number, a closed office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import Line, LinkTarget
from .periods import Period

MAX_SHOWN = 3  # at once; more would push the news off the screen


class Alert(Period):
    """One sentence for every reader, for a time."""

    class Level(models.TextChoices):
        URGENT = "urgent", _("Urgent")
        WARNING = "warning", _("Warning")
        NOTICE = "notice", _("Notice")

    text = Line(_("text"), max_length=300)
    url = LinkTarget(
        _("leads to"), max_length=300, blank=True, help_text=_("Where readers find more. May be empty.")
    )
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.NOTICE)

    class Meta(Period.Meta):
        abstract = False
        verbose_name = _("urgent notice")
        verbose_name_plural = _("urgent notices")
        ordering = ["-starts_at", "-id"]

    def __str__(self):
        return self.text
