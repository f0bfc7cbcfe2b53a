"""Counts the views of articles without cookies, and lists the most read ones.

Article pages are cached whole, so each view sends a request of its own. Staff and programs are not counted. Counts
are collected in memory and stored every few seconds: a burst of readers costs one row, and a server that dies loses
some seconds of counting.
"""

import atexit
import re
from collections import Counter
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import Article, PageViews
from newsroom.core.client import client_ip
from newsroom.core.same_origin import is_same_origin

PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|java/|go-http", re.I)
REPEAT_WINDOW = 30 * 60  # seconds in which a second view by the same visitor does not count
STORE_INTERVAL = 10  # seconds
MOST_READ_PERIOD = timedelta(days=7)

_lock = Lock()
_pending = Counter()
_stored_at = monotonic()


def count_view(pk: int, request, at: datetime | None = None) -> None:
    """Count one view of an article, unless it is by a program or a colleague, or a repetition."""
    at = at or timezone.now()
    if not is_new_view(pk, request):
        return
    with _lock:
        _pending[(pk, timezone.localdate(at))] += 1
        is_due = monotonic() - _stored_at >= STORE_INTERVAL
    if is_due:
        store_counts()


def is_new_view(pk: int, request) -> bool:
    """Does the request count? Remembers the visitor, by a hash that changes every day, for REPEAT_WINDOW."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    if not agent or PROGRAM.search(agent) or not is_same_origin(request):
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff:
        return False
    visitor = salted_hmac(
        "articles.pageviews", f"{client_ip(request)} {agent} {timezone.localdate()}"
    ).hexdigest()
    return cache.add(f"view-{pk}-{visitor}", True, REPEAT_WINDOW)


def store_counts() -> None:
    """Write the collected counts into the database. Views of articles that are not public are dropped."""
    global _stored_at
    with _lock:
        counts, _stored_at = dict(_pending), monotonic()
        _pending.clear()
    public = set(
        Article.objects.public().filter(pk__in={pk for pk, _day in counts}).values_list("pk", flat=True)
    )
    for (pk, day), count in sorted(counts.items()):
        if pk in public:
            row, is_new = PageViews.objects.get_or_create(article_id=pk, day=day, defaults={"count": count})
            if not is_new:
                PageViews.objects.filter(pk=row.pk).update(count=F("count") + count)


def store_counts_at_exit() -> None:
    if _pending:
        store_counts()
        connection.close()


atexit.register(store_counts_at_exit)


def most_read_articles(count: int, at: datetime | None = None) -> list[Article]:
    """The `count` public articles with most views in MOST_READ_PERIOD, most read first: two queries."""
    at = at or timezone.now()
    since = timezone.localdate(at) - MOST_READ_PERIOD
    public = Article.objects.public(at).values("pk")
    totals = PageViews.objects.filter(day__gt=since, article__in=public).values("article")
    ids = [
        row["article"] for row in totals.annotate(total=Sum("count")).order_by("-total", "-article")[:count]
    ]
    articles = Article.objects.for_list().in_bulk(ids)
    return [articles[pk] for pk in ids]
