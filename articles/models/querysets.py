"""Querysets of articles: which ones are public, and the columns and relations that pages load."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .choices import PUT_AWAY, Phase, State

if TYPE_CHECKING:
    from .article import Article  # noqa: F401 -- the rows of ArticleQuerySet
    from .section import Section


def columns_not_on_cards(prefix: str = "") -> list[str]:
    """The long columns that no card or headline shows, for `defer`; `prefix` leads to the article ("article__")."""
    names = ["body", "rendered_body", "contents", "cover__search_text"]
    return [f"{prefix}{name}" for name in names]


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self, at: datetime | None = None) -> Self:
        """Articles anyone may read at `at` (aware; now if left out). The only such rule."""
        at = at or timezone.now()
        lasting = Q(expires_at=None) | Q(expires_at__gt=at)
        return self.filter(lasting, state=State.PUBLISHED, publish_at__lte=at)

    def newest(self) -> Self:
        return self.order_by("-publish_at", "-id")

    def filter_by_section(self, section: "Section") -> Self:
        """Articles whose main section, or one of whose other sections, is `section` or lies below it."""
        ids = type(section).objects.subtree(section).values("pk")
        secondary = self.model.secondary_sections.through.objects.filter(
            article=OuterRef("pk"), section__in=ids
        )
        return self.filter(Q(section__in=ids) | Exists(secondary))

    def filter_by_byline(self, **signer) -> Self:
        """Articles, each once, with a byline that matches these lookups: `author=`, `office=`, `author__in=`."""
        lookups = {f"bylines__{name}": value for name, value in signer.items()}
        return self.filter(pk__in=self.model.objects.filter(**lookups).values("pk"))

    def newest_of_each(self, families: Iterable[list[int]], count: int) -> Self:
        """The newest `count` of each family of sections (lists of ids), with one query."""
        wanted = Q(pk=None)
        for ids in families:
            wanted |= Q(pk__in=self.filter(section__in=ids).newest().values("pk")[:count])
        return self.filter(wanted)

    def for_list(self) -> Self:
        """Articles with all that a list shows, newest first, with one query."""
        return self.newest().select_related("section", "cover").defer(*columns_not_on_cards())

    def for_page(self) -> Self:
        """Articles with all that the page of an article shows, with four queries."""
        return (
            self.select_related("section", "cover")
            .defer("body", "cover__search_text")
            .prefetch_related("bylines__author", "tags", "corrections")
        )

    def for_feeds(self) -> Self:
        """Articles with all that feeds and the API contain, newest first, with four queries."""
        return (
            self.newest()
            .select_related("section", "cover")
            .defer("body", "cover__search_text")
            .prefetch_related("bylines", "tags", "corrections")
        )

    def for_gone_page(self, at: datetime | None = None) -> Self:
        """Articles whose page answers 410 Gone: they were public, were taken down, and are not published again."""
        published = Q(state=State.PUBLISHED, publish_at__lte=at or timezone.now())
        return self.filter(~published, gone_at__isnull=False)

    def on_the_desk(self) -> Self:
        """Articles that people work with: all except the trash and merged working copies."""
        return self.exclude(state__in=PUT_AWAY)

    def for_phase(self, phase: Phase | str, at: datetime | None = None) -> Self:
        """Articles whose phase at `at` (aware; now if left out) is `phase`: `Article.phase` in SQL."""
        at = at or timezone.now()
        if phase == Phase.LIVE:
            return self.public(at)
        if phase == Phase.SCHEDULED:
            return self.filter(state=State.PUBLISHED, publish_at__gt=at)
        if phase == Phase.EXPIRED:
            return self.filter(state=State.PUBLISHED, publish_at__lte=at, expires_at__lte=at)
        return self.filter(state=phase)

    def public_or_scheduled(self, at: datetime | None = None) -> Self:
        """Articles that readers may see at `at`, or will see at a time that is set."""
        return self.public(at) | self.for_phase(Phase.SCHEDULED, at)
