"""The entries of the menu and the footer, and their order."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line, LinkTarget
from newsroom.core.models import Page

from .section import Section


class MenuEntryQuerySet(models.QuerySet["MenuEntry"]):
    def for_site(self) -> Self:
        """All entries with their sections and pages, in their order, with one query."""
        return self.select_related("section", "page").order_by("order", "id")


class MenuEntry(models.Model):
    """A link to a section, a page or a URL. An entry without a link is the heading of the entries below it."""

    class Place(models.TextChoices):
        MENU = "menu", _("main menu")
        FOOTER = "footer", _("footer")

    place = models.CharField(_("place"), max_length=8, choices=Place, default=Place.MENU)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("stands under"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    label = Line(
        _("shown as"),
        max_length=80,
        blank=True,
        help_text=_("Left empty: the name of the section or the title of the page."),
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    url = LinkTarget(_("address, here or on the web"), max_length=300, blank=True)

    objects = MenuEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu and footer")
        ordering = ["place", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="menu_entry_leads_to_one_thing_at_most",
                condition=Q(section=None, page=None) | Q(section=None, url="") | Q(page=None, url=""),
            ),
        ]

    def __str__(self):
        return self.label or str(self.section or self.page or self.url)

    def get_absolute_url(self):
        target = self.section or self.page
        return target.get_absolute_url() if target else self.url

    @property
    def is_shown(self) -> bool:
        """Entries of closed sections and unpublished pages are hidden."""
        return not (self.section and self.section.closed_on) and (self.page is None or self.page.is_published)

    def clean(self):
        targets = [each for each in (self.section_id, self.page_id, self.url) if each]
        if len(targets) > 1:
            raise ValidationError(_("Choose a section, a page or an address: one of them."))
        if self.parent_id and not targets:
            raise ValidationError(_("An entry under another leads somewhere."))
        if not targets and not self.label:
            raise ValidationError({"label": _("A heading needs its words.")})
        if self.url and not self.label:
            raise ValidationError({"label": _("An address needs words that readers see.")})
        self._check_parent()

    def _check_parent(self):
        if self.parent_id is None:
            return
        if self.parent_id == self.pk or self.parent.parent_id or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("A menu has two levels, no more.")})
        if self.parent.place != self.place:
            raise ValidationError({"parent": _("This entry stands in another place.")})
