"""Articles that the office pins to the home page and to the head of sections."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.limits import TITLE_LENGTH
from newsroom.core.periods import PeriodMixin, PeriodQuerySet

from .article import Article
from .querysets import columns_not_on_cards
from .section import Section


class Place(models.TextChoices):
    """The place of an article on the page."""

    LEAD = "lead", _("Lead story")
    FEATURED = "featured", _("Featured")
    HEAD = "head", _("Head of the section")


class Board(models.Model):
    """The slots of one page: the home page (no section) or a section. A change of the slots locks this row."""

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("home-page slots")
        verbose_name_plural = _("home-page slots")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(Coalesce("section", Value(0)), name="board_once_for_each_page"),
        ]

    def __str__(self):
        return str(self.section) if self.section_id else str(_("Home page"))


class SlotQuerySet(PeriodQuerySet):
    def on_page(self, section: Section | None) -> Self:
        """The slots of the home page (None) or of a section."""
        return self.filter(board__section=section) if section else self.filter(board__section=None)

    def for_articles(self, articles: models.QuerySet[Article], at: datetime | None = None) -> Self:
        """Slots in force at `at` with one of `articles`, the public ones at `at`, and all that a card shows."""
        return (
            self.filter_in_force(at)
            .filter(article__in=articles.order_by().values("pk"))
            .select_related("board", "article__section", "article__cover")
            .defer(*columns_not_on_cards("article__"))
        )


class Slot(PeriodMixin):
    """An article pinned to a place of a page until a time. `articles.site.placement` alone changes slots."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="slots")
    place = models.CharField(_("place"), max_length=10, choices=Place)
    order = models.PositiveSmallIntegerField(_("order"))
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="slots"
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by whom"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["board", "place", "order", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["board", "article"], name="slot_article_once_on_a_page"),
        ]

    def __str__(self):
        return f"{self.get_place_display()} {self.order}: {self.article}"


class WrittenOnceError(Exception):
    """Raised on changing or deleting a placement event."""


class PlacementEventQuerySet(models.QuerySet["PlacementEvent"]):
    def update(self, **kwargs):
        raise WrittenOnceError

    def delete(self):
        raise WrittenOnceError


class PlacementEvent(models.Model):
    """One change of a slot. Rows are added and never changed. The title is the one of that day."""

    class Act(models.TextChoices):
        PUT = "put", _("put up")
        MOVED = "moved", _("moved")
        TIMED = "timed", _("given an end time")
        TAKEN_OFF = "taken_off", _("taken off")
        ENDED = "ended", _("taken off: its time had ended")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="placements")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, editable=False)
    place = models.CharField(_("place"), max_length=10, choices=Place)
    order = models.PositiveSmallIntegerField(_("order"))
    until = models.DateTimeField(_("until"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by whom"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = PlacementEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["-at", "-id"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_act_display()}: {self.title}"

    def save(self, **kwargs):
        if self.pk:
            raise WrittenOnceError
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise WrittenOnceError
