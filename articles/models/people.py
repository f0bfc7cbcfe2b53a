"""Offices (đơn vị) and authors (tác giả)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from newsroom.core.fields import OFFICE_NAME_LENGTH, PERSON_NAME_LENGTH, Line
from newsroom.core.text import fold, slugify, sort_name


class Office(models.Model):
    """A unit whose people write. It can be renamed or closed; articles keep the name of their publication day."""

    name = Line(_("name"), max_length=OFFICE_NAME_LENGTH, unique=True)
    short_name = Line(_("short name"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The office that this one was merged into."),
    )
    search_text = models.CharField(max_length=300, editable=False)

    history = HistoricalRecords(excluded_fields=["search_text"])

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name)

    def get_absolute_url(self):
        return reverse("articles:office", args=[(self.slug, self.pk)])

    def save(self, **kwargs):
        self.search_text = fold(f"{self.name} {self.short_name}")
        super().save(**kwargs)


class Author(models.Model):
    """A person who signs articles, with or without an account."""

    name = Line(_("full name"), max_length=PERSON_NAME_LENGTH)
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authors",
    )
    position = Line(_("position"), max_length=120, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="author",
    )
    # Lists order people by given name, as is usual in Vietnam.
    sort_name = models.CharField(max_length=PERSON_NAME_LENGTH, editable=False, db_index=True)
    search_text = models.CharField(max_length=PERSON_NAME_LENGTH, editable=False)

    history = HistoricalRecords(excluded_fields=["sort_name", "search_text"])

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_name", "id"]

    def __str__(self):
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name)

    def get_absolute_url(self):
        return reverse("articles:author", args=[(self.slug, self.pk)])

    def save(self, **kwargs):
        self.sort_name = sort_name(self.name)
        self.search_text = fold(self.name)
        super().save(**kwargs)
