"""What is read most: counted without cookies, people of the newsroom and machines left out.

A page that is cached whole sends a beacon. Counts are gathered in memory and written every few seconds: a burst of
readers costs one row, and a server that dies loses some seconds of counting.
"""

import atexit
import re
from collections import Counter
from datetime import timedelta
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

MACHINE = re.compile(r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|java/|go-http", re.I)
# The same visitor who opens the same page again within half an hour has not read it twice.
ONCE_IN = 30 * 60
WRITTEN_EVERY = 10  # seconds
LOOKED_BACK = timedelta(days=7)

_lock = Lock()
_counted = Counter()
_written = monotonic()


def note(pk, request, at=None):
    """Count one reading, unless it is a machine's, a colleague's, or a repetition."""
    at = at or timezone.now()
    if not is_counted(pk, request):
        return
    with _lock:
        _counted[(pk, timezone.localdate(at))] += 1
        is_time = monotonic() - _written >= WRITTEN_EVERY
    if is_time:
        write()


def is_counted(pk, request):
    agent = request.META.get("HTTP_USER_AGENT", "")
    if not agent or MACHINE.search(agent) or not is_same_origin(request):
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff:
        return False
    visitor = salted_hmac(
        "articles.reads", f"{client_ip(request)} {agent} {timezone.localdate()}"
    ).hexdigest()
    return cache.add(f"read-{pk}-{visitor}", True, ONCE_IN)


def write():
    """Write down what was gathered; readings of articles that readers do not see count for nothing."""
    global _written
    with _lock:
        gathered, _written = dict(_counted), monotonic()
        _counted.clear()
    public = set(
        Article.objects.public().filter(pk__in={pk for pk, _day in gathered}).values_list("pk", flat=True)
    )
    for (pk, day), number in sorted(gathered.items()):
        if pk in public:
            row, is_new = PageViews.objects.get_or_create(article_id=pk, day=day, defaults={"count": number})
            if not is_new:
                PageViews.objects.filter(pk=row.pk).update(count=F("count") + number)


def write_at_end():
    if _counted:
        write()
        connection.close()


atexit.register(write_at_end)


def most_read(count, at=None):
    """The public articles that were read most in the last seven days, most read first: two queries."""
    at = at or timezone.now()
    since = timezone.localdate(at) - LOOKED_BACK
    public = Article.objects.public(at).values("pk")
    totals = PageViews.objects.filter(day__gt=since, article__in=public).values("article")
    ids = [
        row["article"] for row in totals.annotate(total=Sum("count")).order_by("-total", "-article")[:count]
    ]
    articles = Article.objects.for_list().in_bulk(ids)
    return [articles[pk] for pk in ids]
