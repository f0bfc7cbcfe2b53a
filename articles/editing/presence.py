"""Who has an article open right now. A courtesy, not a lock: what keeps texts apart is their version."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Presence

# The page speaks every 20 s; after three silences the person is gone.
GONE_AFTER = timedelta(seconds=60)


def note(article, *, by, at=None):
    """Note that `by` has `article` open, and answer who else has, longest first."""
    at = at or timezone.now()
    mine, is_new = Presence.objects.get_or_create(
        article=article, person=by, defaults={"since": at, "seen_at": at}
    )
    if not is_new:
        mine.since = mine.since if at - mine.seen_at <= GONE_AFTER else at
        mine.seen_at = at
        mine.save(update_fields=["since", "seen_at"])
    return others(article, than=by, at=at)


def others(article, *, than, at=None):
    """Everybody but `than` who has `article` open, longest first."""
    here = article.presences.filter(seen_at__gte=(at or timezone.now()) - GONE_AFTER)
    return list(here.exclude(person=than).select_related("person").order_by("since", "id"))
