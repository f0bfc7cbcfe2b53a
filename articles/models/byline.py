"""The contributors of an article, and the names under which they are printed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.byline import join_name
from newsroom.core.fields import OFFICE_NAME_LENGTH, PERSON_NAME_LENGTH, Line

from . import derived
from .people import Author, Office


class Byline(models.Model):
    """One contributor of one article: an author, or a free name for someone outside the office.

    The printed name and office follow author and office until the first publication, which freezes them: renaming
    an office changes no article that readers know.
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
        _("free name"),
        max_length=PERSON_NAME_LENGTH,
        blank=True,
        help_text=_("For someone who is not in the list."),
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
    printed_name = models.CharField(max_length=PERSON_NAME_LENGTH, editable=False, default="")
    printed_office = models.CharField(max_length=OFFICE_NAME_LENGTH, editable=False, default="")

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
        return self.text or join_name(*self._names_of_today())

    def clean(self):
        if bool(self.author_id) == bool(self.name):
            raise ValidationError(_("Choose an author or write a free name: one of the two."))

    def save(self, **kwargs):
        self._take_office_of_author()
        if not (self.article.was_read() and self.text and self._is_unchanged()):
            self.print_names()
        super().save(**kwargs)
        derived.refresh([self.article])

    def delete(self, **kwargs):
        super().delete(**kwargs)
        derived.refresh([self.article])

    def print_names(self) -> None:
        """Set the printed name and office to those of today."""
        self._take_office_of_author()
        self.printed_name, self.printed_office = self._names_of_today()

    @property
    def text(self) -> str:
        """Name (Office), as printed."""
        return join_name(self.printed_name, self.printed_office)

    def _take_office_of_author(self):
        if not self.office_id and self.author_id:
            self.office = self.author.office

    def _is_unchanged(self):
        return Byline.objects.filter(
            pk=self.pk, author=self.author_id, name=self.name, office=self.office_id
        ).exists()

    def _names_of_today(self):
        name = self.author.name if self.author_id else self.name
        return name, self.office.name if self.office_id else ""
