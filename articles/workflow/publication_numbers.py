"""The number an article gets at its first publication: 123/2026, without holes, from 1 each year.

Change `next_number` to count in another way; nothing else knows how a number is made.
"""

from django.utils import timezone

from articles.models import NumberSeries


def next_number(at):
    """The next number of the year of `at`. Call it inside the transaction that publishes: a refusal gives it back."""
    year = timezone.localtime(at, timezone.get_default_timezone()).year
    NumberSeries.objects.get_or_create(year=year)
    series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save()
    return str(series)
