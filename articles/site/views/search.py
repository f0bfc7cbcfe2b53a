"""Finding articles: by words, and by the day on which they appeared."""

from django.shortcuts import render

from articles.models import Article
from articles.site import archive
from articles.site.search import Found, SearchForm, parse
from newsroom.core.http import public_page, redirect_permanently

from .paging import page_of


@public_page
def found(request):
    """Articles that hold the words asked for with ?q=, narrowed by section, office, author and period."""
    form = SearchForm(request.GET)
    query, candidates = parse(form.words_asked), form.narrow(Article.objects.public())
    hits = Found(query, candidates, form.order)
    is_listing = form.is_narrowed and not form.words_asked  # a section's articles, say
    unsearched = candidates.for_list() if is_listing else Article.objects.none()
    page = page_of(request, hits if query else unsearched)
    context = {"form": form, "query": query, "page": page, "is_asked": bool(query) or is_listing}
    context["lacks_word"] = bool(form.words_asked) and not query
    context["is_loose"] = hits.query.is_loose and bool(page.object_list)
    if context["is_asked"] and not page.object_list:
        context["latest"] = Article.objects.public().for_list()[:5]
    return render(request, "articles/search.html", context)


@public_page
def archived(request, year=None, month=None, day=None):
    """All that has appeared, by year, month and day, with counts; what appeared in a month or on a day.

    Without a year, the months of the newest one stand there at once.
    """
    period = archive.period_of(year, month, day)
    if request.path != period.get_absolute_url():
        return redirect_permanently(period)
    years = archive.counts(archive.Period())
    opened = archive.Period(years[0][0].year) if years and not year else period
    context = {
        "period": period,
        "opened": opened,
        "years": years,
        "parts": archive.counts(opened) if opened.year and not day else [],
        "page": page_of(request, archive.published_in(period).for_list()) if month else None,
    }
    return render(request, "articles/archive.html", context)
