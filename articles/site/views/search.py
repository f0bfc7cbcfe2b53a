"""The search page."""

from django.shortcuts import render

from articles.models import Article
from articles.site.search import Found, SearchForm, parse
from newsroom.core.http import public_page

from .paging import page_of


@public_page
def search(request):
    """Articles with the words of ?q=, narrowed by section, office, author and period."""
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
