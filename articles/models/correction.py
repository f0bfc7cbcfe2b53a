"""Corrections of live articles."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Prose

from .article import Article


class Correction(models.Model):
    """A correction (đính chính) of a live article. The page of the article always shows it, with its date."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    text = Prose(_("correction"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "id"]

    def __str__(self):
        return self.text
