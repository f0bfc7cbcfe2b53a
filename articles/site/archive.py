"""All that has appeared, by year, month and day."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncDay, TruncMonth, TruncYear
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article
from newsroom.core.dateformat import format_date, local_midnight

FIRST_YEAR, LAST_YEAR = 1990, 2200


class Period(NamedTuple):
    """A year, a month or a day; all of time where nothing is given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def first(self):
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def name(self):
        if self.day:
            return gettext("Day %(day)s") % {"day": format_date(self.first)}
        if self.month:
            return gettext("Month %(month)s") % {"month": f"{self.first:%m/%Y}"}
        return gettext("Year %(year)s") % {"year": self.year} if self.year else gettext("Archive")

    def get_absolute_url(self):
        return reverse("articles:archive", args=[part for part in self if part])

    @property
    def after(self):
        """The first day that no longer belongs to it."""
        if self.day:
            return self.first + timedelta(days=1)
        if self.month:
            return (self.first + timedelta(days=32)).replace(day=1)
        return date(self.year + 1, 1, 1)


def period_of(year, month, day):
    """Raises Http404 for a day that no calendar has."""
    period = Period(year, month, day)
    if year is not None:
        try:
            if not FIRST_YEAR <= period.first.year <= LAST_YEAR:
                raise Http404
        except (ValueError, OverflowError):
            raise Http404 from None
    return period


def published_in(period, at=None):
    """Public articles of that period."""
    articles = Article.objects.public(at)
    if period.year is None:
        return articles
    start, end = local_midnight(period.first), local_midnight(period.after)
    return articles.filter(publish_at__gte=start, publish_at__lt=end)


def counts(period, at=None):
    """Pairs of a date and how many appeared: years of all time, newest first, months of a year, days of a month."""
    trunc = TruncDay if period.month else TruncMonth if period.year else TruncYear
    zone = timezone.get_default_timezone()
    parts = published_in(period, at).order_by().annotate(part=trunc("publish_at", tzinfo=zone))
    rows = (
        parts.values_list("part")
        .annotate(count=Count("id"))
        .order_by("-part" if period.year is None else "part")
    )
    return [(timezone.localtime(part, zone).date(), count) for part, count in rows]
