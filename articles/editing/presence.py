"""Presence: the people who have an article open. A courtesy, not a lock; versions keep texts apart."""

from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Article, Presence
from newsroom.core.accounts import User

REPORT_INTERVAL = timedelta(seconds=20)  # of the page that has the article open (static/admin/presence.js)
ABSENT_AFTER = 3 * REPORT_INTERVAL


def record_presence(article: Article, *, by: User, at: datetime | None = None) -> list[Presence]:
    """Record that `by` has `article` open; return the others who have, longest first."""
    at = at or timezone.now()
    presence, is_new = Presence.objects.get_or_create(
        article=article, person=by, defaults={"since": at, "seen_at": at}
    )
    if not is_new:
        presence.since = presence.since if at - presence.seen_at <= ABSENT_AFTER else at
        presence.seen_at = at
        presence.save(update_fields=["since", "seen_at"])
    return list_others(article, person=by, at=at)


def list_others(article: Article, *, person: User, at: datetime | None = None) -> list[Presence]:
    """Everybody but `person` who has `article` open, longest first."""
    present = article.presences.filter(seen_at__gte=(at or timezone.now()) - ABSENT_AFTER)
    return list(present.exclude(person=person).select_related("person").order_by("since", "id"))
