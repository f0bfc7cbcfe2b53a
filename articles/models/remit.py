"""Limits of a person to sections."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .section import Section


class Remit(models.Model):
    """Limits the rights of a person over the articles of others to a section and its subsections.

    A person without a remit is not limited.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="remits"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="remits"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("remit")
        verbose_name_plural = _("remits")
        ordering = ["person__sort_name", "section__path"]
        constraints = [models.UniqueConstraint(fields=["person", "section"], name="remit_once")]

    def __str__(self):
        return f"{self.person}: {self.section}"
