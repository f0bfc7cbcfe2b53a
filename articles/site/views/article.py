"""One article: its page, what is left of it when it was taken down, one version for somebody with a link."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.site.preview import context_as_of, context_of, link_of
from articles.site.related import around, related_to
from newsroom.core.http import public_page, redirect_permanently


@public_page
def detail(request, section, article):
    _slug, pk = article
    article = Article.objects.public().for_page().filter(pk=pk).first()
    if article is None:
        return gone(request, pk)
    if request.path != article.get_absolute_url():
        return redirect_permanently(article)
    newer, older = around(article)
    context = context_of(
        request,
        article,
        bylines=article.bylines.all(),
        tags=article.tags.all(),
        corrections=article.corrections.all(),
        related=related_to(article),
        newer=newer,
        older=older,
    )
    return render(request, "articles/detail.html", context)


@require_safe
def permalink(request, pk):
    """Leads to where the article is today."""
    return detail(request, "", ("", pk))


def gone(request, pk):
    """Says that an article was taken down (410), and nothing else of it. Raises Http404 for what never was."""
    get_object_or_404(Article.objects.for_gone_page().only("pk"), pk=pk)
    return render(request, "410.html", status=410)


@never_cache
@require_safe
def shared(request, token):
    """One version of an unpublished article, for somebody who was sent a link. No search engine keeps it."""
    link = link_of(token)
    context = {**context_as_of(request, link.version), "link": link}
    response = render(request, "articles/shared.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
