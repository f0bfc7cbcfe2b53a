"""The calendar of publications."""

from calendar import Calendar
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import HANDED_ON, Article
from articles.permissions import visible_to
from newsroom.core.accounts import User
from newsroom.core.dateformat import local_midnight


def list_month(user: User, year: int, month: int) -> list[list[tuple[date, list[Article]]]]:
    """The weeks of a month, Monday first, as lists of (day, articles of that day by time) for `user`.

    Days of the neighbouring months complete the first and last week. Raises ValueError outside the years 1 to 9999.
    """
    weeks = Calendar().monthdatescalendar(year, month)
    start = local_midnight(weeks[0][0])
    end = local_midnight(weeks[-1][-1] + timedelta(days=1))
    by_day = defaultdict(list)
    for article in (
        list_planned(user).filter(publish_at__gte=start, publish_at__lt=end).order_by("publish_at", "id")
    ):
        by_day[timezone.localdate(article.publish_at)].append(article)
    return [[(day, by_day.get(day, [])) for day in week] for week in weeks]


def list_planned(user: User) -> QuerySet[Article]:
    """The released and waiting articles that `user` may see, with the columns of the calendar."""
    shown = ["title", "state", "publish_at", "expires_at", "section__name", "replaces"]
    articles = visible_to(user).filter(Q(state__in=HANDED_ON), replaces=None)
    return articles.select_related("section").only(*shown)


def neighbouring_months(year: int, month: int) -> tuple[date, date]:
    """The first days of the month before and of the month after."""
    first = date(year, month, 1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
