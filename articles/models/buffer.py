"""What somebody has typed and not yet saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Buffer(models.Model):
    """The unsaved text of one person for one article, or for a new one (`article` is empty then).

    Private, overwritten every few seconds, never part of an article's history; gone when the form is saved.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="buffers")
    fields = models.JSONField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(fields=["person", "article"], name="buffer_one_per_article"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(article=None), name="buffer_one_for_new"
            ),
        ]

    def __str__(self):
        return self.fields.get("title", "")
