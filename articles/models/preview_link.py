"""Links that show an unpublished article to somebody without an account."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.core.periods import PeriodMixin, PeriodQuerySet

from .article import Article
from .choices import REMOVED
from .version import Version


class PreviewLinkQuerySet(PeriodQuerySet):
    def usable(self, at: datetime | None = None) -> Self:
        """Links in force whose article was neither taken down nor put in the trash."""
        return self.filter_in_force(at).exclude(article__state__in=REMOVED)


class PreviewLink(PeriodMixin):
    """Shows one version of an article until it expires or is revoked; `articles.site.preview` signs its URL."""

    period_end, period_revoked = "expires_at", "revoked_at"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return str(self.article)
