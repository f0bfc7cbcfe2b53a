"""Rate limits: how many rows may be made within a time, counted from the rows themselves.

Counting and making the next row are two steps. A caller that must stop two requests of the same moment holds
`newsroom.core.locks.advisory_lock` by the name of what is counted.
"""

from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.db.models import Count, Model, Q, QuerySet

from .errors import Refusal


class RateLimit(NamedTuple):
    """At most `count` rows within `period`; of all rows, or of those that `which` selects."""

    count: int  # type: ignore[assignment]  # hides tuple.count
    period: timedelta
    which: Q = Q()

    def restrict_to(self, **lookups: object) -> Self:
        """The same limit for the rows with these lookups."""
        return self._replace(which=Q(**lookups))


def list_reached(rows: QuerySet[Model], *limits: RateLimit, at: datetime, field: str = "at") -> list[bool]:
    """For each limit, whether it is reached at `at`: one query. `field` holds the time at which a row was made."""
    longest = max(limit.period for limit in limits)
    counts = rows.filter(**{f"{field}__gt": at - longest}).aggregate(
        **{
            f"limit_{number}": Count("pk", filter=limit.which & Q(**{f"{field}__gt": at - limit.period}))
            for number, limit in enumerate(limits)
        }
    )
    return [counts[f"limit_{number}"] >= limit.count for number, limit in enumerate(limits)]


def refuse_over_limit(
    rows: QuerySet[Model], *limits: RateLimit, refusal: type[Refusal], at: datetime, field: str = "at"
) -> None:
    """Raise `refusal` where one more row would exceed one of the limits."""
    if any(list_reached(rows, *limits, at=at, field=field)):
        raise refusal
