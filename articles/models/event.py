"""The timeline of an article. Rows are added and never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Prose

from .article import Article
from .choices import State


class Event(models.Model):
    """One act of a person: the states before and after, the version, the reason.

    An act that keeps the state (putting somebody in charge, a note) has the same state twice.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="events", verbose_name=_("article")
    )
    move = models.CharField(_("act"), max_length=20)
    source = models.CharField(_("from state"), max_length=12, choices=State)
    target = models.CharField(_("to state"), max_length=12, choices=State)
    version = models.PositiveIntegerField(_("version"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = Prose(_("reason"), blank=True)
    # The warnings that the person confirmed, in the words that were on the screen.
    confirmed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "id"]
        get_latest_by = ["at", "id"]

    @property
    def is_release(self) -> bool:
        """Did it publish the article, for now or for a planned time?"""
        return self.target == State.PUBLISHED != self.source

    def __str__(self):
        return f"{self.get_source_display()} → {self.get_target_display()}"
