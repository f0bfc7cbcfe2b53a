"""The archive: all public articles by year, month and day."""

from django.shortcuts import render

from articles.site.archive import ArchivePeriod, articles_in_period, count_by_part, parse_period
from newsroom.core.http import public_page, redirect_permanently

from .paging import get_page


@public_page
def archive(request, year=None, month=None, day=None):
    """The years with their counts, the months or days of the period, and the articles of a month or a day.

    Without a year the months of the newest one are listed.
    """
    period = parse_period(year, month, day)
    if request.path != period.get_absolute_url():
        return redirect_permanently(period)
    years = count_by_part(ArchivePeriod())
    open_period = ArchivePeriod(years[0][0].year) if years and not year else period
    context = {
        "period": period,
        "open_period": open_period,
        "years": years,
        "parts": count_by_part(open_period) if open_period.year and not day else [],
        "page": get_page(request, articles_in_period(period).for_list()) if month else None,
    }
    return render(request, "articles/archive.html", context)
