"""What somebody has typed and not yet saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class UnsavedText(models.Model):
    """The unsaved text of one opened form: of one person, for an article or a new one (`article` is empty then).

    Private, overwritten every few seconds, never part of an article's history. Once the form is saved, or its
    text is not wanted, the buffer is closed and empty: what still arrives from that form is not kept again.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # An article that is deleted does not take along what somebody else typed.
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="buffers")
    form = models.CharField(max_length=32, default="", db_default="", editable=False)
    # The texts, as typed; where a whole form was sent in vain, all of it, as the content of a version.
    fields = models.JSONField()
    version = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True, db_default=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form"], condition=~models.Q(form=""), name="buffer_one_per_form"
            )
        ]

    def __str__(self):
        return self.fields.get("title", "")
