"""Who made an article, and the words in which that is printed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line

from . import derived
from .people import Author, Office


class Byline(models.Model):
    """One contributor of one article: an author, or a free name for someone outside the office.

    `printed` follows author and office while the article is a draft; publication freezes it, so that
    renaming an office changes no article that readers know.
    """

    class Role(models.TextChoices):
        WORDS = "words", _("words")
        PHOTOS = "photos", _("photos")
        COMPILED = "compiled", _("compiled by")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
    )
    name = Line(
        _("free name"), max_length=120, blank=True, help_text=_("For someone who is not in the list.")
    )
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
        help_text=_("Left empty: the author's own office."),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.WORDS)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    printed = models.CharField(_("printed as"), max_length=330, editable=False, default="")

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="byline_author_or_name",
                condition=models.Q(author__isnull=False, name="")
                | (models.Q(author=None) & ~models.Q(name="")),
            )
        ]

    def __str__(self):
        return self.printed or self.wording()

    def clean(self):
        if bool(self.author_id) == bool(self.name):
            raise ValidationError(_("Choose an author or write a free name: one of the two."))

    def save(self, **kwargs):
        self._take_office_of_author()
        if not (self.article.was_read() and self.printed and self._is_unchanged()):
            self.printed = self.wording()
        super().save(**kwargs)
        derived.refresh([self.article])

    def delete(self, **kwargs):
        super().delete(**kwargs)
        derived.refresh([self.article])

    def print_names(self):
        """Set the words in print to the names of today."""
        self._take_office_of_author()
        self.printed = self.wording()

    def _take_office_of_author(self):
        if not self.office_id and self.author_id:
            self.office = self.author.office

    def _is_unchanged(self):
        return Byline.objects.filter(
            pk=self.pk, author_id=self.author_id, name=self.name, office_id=self.office_id
        ).exists()

    @property
    def printed_name(self):
        """The name as printed, without the office."""
        return self._printed_parts()[0]

    @property
    def printed_office(self):
        """The office as printed, which it may have been called on the day of publication only."""
        return self._printed_parts()[1]

    def _printed_parts(self):
        if not self.office_id:
            return self.printed, ""
        name, _bracket, office = self.printed.partition(" (")
        return name, office.removesuffix(")")

    def wording(self):
        """Name (Office), as of now."""
        name = self.author.name if self.author_id else self.name
        return f"{name} ({self.office.name})" if self.office_id else name
