"""Text that somebody typed and did not save."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class UnsavedText(models.Model):
    """The unsaved text of one opened form: of one person, for an article or a new one (`article` is empty then).

    Only that person sees it. It is overwritten every few seconds and is no part of an article's history. When the
    form is saved or the text discarded, it is emptied and closed: text that still arrives from the form is refused.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Deleting an article does not delete what somebody else typed for it.
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="unsaved_texts")
    form_id = models.CharField(max_length=32, editable=False)
    # The texts as typed; of a whole form that could not be saved, everything, in the shape of a version's content.
    fields = models.JSONField()
    version = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form_id"],
                condition=~models.Q(form_id=""),
                name="unsaved_text_one_per_form",
            )
        ]

    def __str__(self):
        return self.fields.get("title", "")
