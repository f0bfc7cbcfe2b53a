"""The archive: public articles by year, month and day."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncDay, TruncMonth, TruncYear
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article
from articles.models.querysets import ArticleQuerySet
from newsroom.core.dateformat import format_date, local_midnight, local_time

FIRST_YEAR, LAST_YEAR = 1990, 2200


class ArchivePeriod(NamedTuple):
    """A year, a month or a day; with no parts, all of time."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def start(self) -> date:
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def name(self) -> str:
        if self.day:
            return gettext("Day %(day)s") % {"day": format_date(self.start)}
        if self.month:
            return gettext("Month %(month)s") % {"month": f"{self.start:%m/%Y}"}
        return gettext("Year %(year)s") % {"year": self.year} if self.year else gettext("Archive")

    def get_absolute_url(self) -> str:
        return reverse("articles:archive", args=[part for part in self if part])

    @property
    def end(self) -> date:
        """The first day after the period."""
        if self.day:
            return self.start + timedelta(days=1)
        if self.month:
            return (self.start + timedelta(days=32)).replace(day=1)
        return date(self.year + 1, 1, 1)


def parse_period(year: int | None, month: int | None, day: int | None) -> ArchivePeriod:
    """Raises Http404 for a date that does not exist, and for years outside FIRST_YEAR to LAST_YEAR."""
    period = ArchivePeriod(year, month, day)
    if year is not None:
        try:
            if not FIRST_YEAR <= period.start.year <= LAST_YEAR:
                raise Http404
        except (ValueError, OverflowError):
            raise Http404 from None
    return period


def articles_in_period(period: ArchivePeriod, at: datetime | None = None) -> ArticleQuerySet:
    """The public articles of a period."""
    articles = Article.objects.public(at)
    if period.year is None:
        return articles
    start, end = local_midnight(period.start), local_midnight(period.end)
    return articles.filter(publish_at__gte=start, publish_at__lt=end)


def count_by_part(period: ArchivePeriod, at: datetime | None = None) -> list[tuple[date, int]]:
    """Pairs of a date and the number of articles: years (newest first), the months of a year or the days of a month."""
    trunc = TruncDay if period.month else TruncMonth if period.year else TruncYear
    zone = timezone.get_default_timezone()
    parts = articles_in_period(period, at).order_by().annotate(part=trunc("publish_at", tzinfo=zone))
    rows = (
        parts.values_list("part")
        .annotate(count=Count("id"))
        .order_by("-part" if period.year is None else "part")
    )
    return [(local_time(part).date(), count) for part, count in rows]
