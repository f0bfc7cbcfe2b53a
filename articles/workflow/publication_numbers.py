"""The number an article gets at its first publication: 123/2026, without holes, from 1 each year.

Change `next_number` to count in another way; nothing else knows how a number is made.
"""

from datetime import datetime

from articles.models import NumberSeries
from newsroom.core.dateformat import local_time


def next_number(at: datetime) -> str:
    """The next number of the year of `at`. Call it inside the transaction that publishes: a refusal gives it back."""
    year = local_time(at).year
    series = NumberSeries.objects.select_for_update().filter(year=year).first()
    if series is None:  # the first of the year; another may begin it at the same moment
        NumberSeries.objects.bulk_create([NumberSeries(year=year)], ignore_conflicts=True)
        series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)
