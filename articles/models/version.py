"""The versions of articles."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Version(models.Model):
    """The whole content of an article at one save, bylines and photos included. Rows are never changed.

    `content` is made by `articles.editing.history.snapshot`. `number` is the article's version; a number without a
    row is a change of state that left the content alone.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_one_per_number")]

    def __str__(self):
        return str(_("Version %(number)s")) % {"number": self.number}
