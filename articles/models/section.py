"""The tree of sections (chuyên mục)."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from newsroom.core.fields import Line, Prose
from newsroom.core.text import SLUG_LENGTH, fold, slugify
from newsroom.core.url_words import is_reserved

NAME_LENGTH = 120


class SectionTree:
    """All sections, loaded with one query: the menu, paths and subsections need no other."""

    def __init__(self, sections):
        self.by_id = {section.pk: section for section in sections}
        self.roots = []
        for section in self.by_id.values():
            section.children = []
        for section in self.by_id.values():
            siblings = self.by_id[section.parent_id].children if section.parent_id else self.roots
            siblings.append(section)

    def path(self, section_id: int | None) -> "list[Section]":
        """From the root down to the section itself."""
        path = []
        section = self.by_id.get(section_id)
        while section:
            path.insert(0, section)
            section = self.by_id.get(section.parent_id)
        return path

    def find_by_slug(self, slug: str) -> "Section | None":
        return next((section for section in self.by_id.values() if section.slug == slug), None)

    def subtree_ids(self, section: "Section") -> list[int]:
        """The section and everything below it: `SectionQuerySet.subtree` without a query."""
        return [path[-1].pk for path in self.paths() if path[-1].is_within(section)]

    def paths(self, sections=None, above=()):
        """The path to every section, in the order of the tree."""
        for section in self.roots if sections is None else sections:
            path = (*above, section)
            yield path
            yield from self.paths(section.children, path)

    def choices(self) -> list[tuple[int, str]]:
        """All sections for a drop-down: the number, and the name under those above it."""
        return [(path[-1].pk, "\u00a0\u00a0" * (len(path) - 1) + path[-1].name) for path in self.paths()]

    def menu(self) -> "list[Section]":
        return [section for section in self.roots if section.is_listed]


class SectionQuerySet(models.QuerySet["Section"]):
    def subtree(self, *sections: "Section") -> Self:
        """These sections and everything below them."""
        lies_within = Q(pk=None)
        for section in sections:
            lies_within |= Q(path__startswith=section.path)
        return self.filter(lies_within)

    def had_slug(self, slug: str) -> Self:
        """The section, if any, that last had this address before it was renamed."""
        row = Section.history.filter(slug=slug).order_by("-history_date").first()
        return self.filter(pk=row.id if row else None)

    def tree(self) -> SectionTree:
        return SectionTree(self.order_by("order", "name", "id"))


class Section(models.Model):
    """A section. An article has one, and may also appear in others.

    `path` ("/3/12/") is written on save, so that "this section and all below" is one comparison.
    """

    name = Line(_("name"), max_length=NAME_LENGTH)
    slug = models.SlugField(
        _("web address"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text=_("The part of the address; made from the name when left empty."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    description = Prose(_("description"), blank=True)
    is_in_menu = models.BooleanField(_("shown in the menu"), default=True)
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("Old articles stay; no new one is filed here.")
    )
    path = models.CharField(max_length=120, editable=False, db_index=True, default="")
    search_text = models.CharField(max_length=NAME_LENGTH, editable=False)

    children: list["Section"]  # set by SectionTree
    objects = SectionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["path", "search_text"])

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name", "id"]
        constraints = [
            models.CheckConstraint(name="section_has_slug", condition=~Q(slug="")),
            models.CheckConstraint(name="section_not_own_parent", condition=~Q(parent=F("id"))),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:section", args=[self.slug])

    @property
    def is_listed(self) -> bool:
        """Is it shown in menus?"""
        return self.is_in_menu and not self.closed_on

    def is_within(self, section: "Section") -> bool:
        """Is this `section`, or does it lie below it?"""
        return self.path.startswith(section.path)

    def clean(self):
        self.slug = self.slug or slugify(self.name)
        if not self.slug or is_reserved(self.slug):
            raise ValidationError({"slug": _("This address is taken by the site itself. Choose another.")})
        if self.pk and self.parent and self.parent.is_within(self):
            raise ValidationError({"parent": _("A section cannot lie under itself.")})

    @transaction.atomic
    def save(self, **kwargs):
        self.slug = self.slug or slugify(self.name)
        self.search_text = fold(self.name)
        super().save(**kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self._move(path)

    def _move(self, path):
        """Write the new path of the section and of its subsections."""
        if self.path:
            below = Section.objects.subtree(self)
            below.update(path=Concat(Value(path), Substr("path", len(self.path) + 1)))
        Section.objects.filter(pk=self.pk).update(path=path)
        self.path = path
