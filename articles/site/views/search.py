"""The search page."""

from django.shortcuts import render

from articles.models import Article
from articles.site.search import SearchForm, SearchResults, parse_query
from newsroom.core.http import public_page

from .paging import get_page

SUGGESTED = 5  # newest articles, shown where nothing was found


@public_page
def search(request):
    """Articles with the words of ?q=, filtered by section, office, author and period; without words, all of those."""
    form = SearchForm(request.GET)
    query, candidates = parse_query(form.text), form.filter_articles(Article.objects.public())
    results = SearchResults(query, candidates, form.order)
    is_listing = form.has_filters and not form.text
    listed = candidates.for_list() if is_listing else Article.objects.none()
    page = get_page(request, results if query else listed)
    has_results = bool(page.object_list)
    context = {
        "form": form,
        "query": query,
        "page": page,
        "has_query": bool(query) or is_listing,
        "lacks_word": bool(form.text) and not query,
        "is_loose": results.query.is_loose and has_results,
    }
    if context["has_query"] and not has_results:
        context["latest"] = Article.objects.public().for_list()[:SUGGESTED]
    return render(request, "articles/search.html", context)
