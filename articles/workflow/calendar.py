"""What goes out when: a month of articles."""

from calendar import Calendar
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import WAITING, State
from articles.permissions import visible_to
from newsroom.core.dateformat import local_midnight

# A plan is what somebody may still decide; what lies with its writer or in the trash is none.
PLANNED = WAITING | {State.PUBLISHED}


def list_month(user, year, month):
    """The weeks of a month, Monday first: lists of (day, articles that `user` may see, by time).

    Days of the neighbouring months fill the first and last week. Raises ValueError outside the years 1 to 9999.
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


def list_planned(user):
    """Live, scheduled and waiting articles, with what a calendar shows of them."""
    shown = ["title", "state", "publish_at", "expires_at", "section__name", "replaces"]
    articles = visible_to(user).filter(Q(state__in=PLANNED), replaces=None)
    return articles.select_related("section").only(*shown)


def neighbouring_months(year, month):
    """The first days of the month before and the month after."""
    first = date(year, month, 1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
