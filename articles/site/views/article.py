"""The page of an article, the 410 page of a taken-down one, and one version behind a preview link."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.site.preview import article_context, find_link, version_context
from articles.site.related import find_neighbours, find_related
from newsroom.core.http import public_page, redirect_permanently


@public_page
def detail(request, section, article):
    _slug, pk = article
    article = Article.objects.public().for_page().filter(pk=pk).first()
    if article is None:
        return respond_gone(request, pk)
    if request.path != article.get_absolute_url():
        return redirect_permanently(article)
    newer, older = find_neighbours(article)
    context = article_context(
        request,
        article,
        bylines=article.bylines.all(),
        tags=article.tags.all(),
        corrections=article.corrections.all(),
        related=find_related(article),
        newer=newer,
        older=older,
    )
    return render(request, "articles/detail.html", context)


@require_safe
def permalink(request, pk):
    """Redirect to the present address of the article."""
    return detail(request, "", ("", pk))


def respond_gone(request, pk):
    """Answer 410 for an article that was taken down. Raises Http404 for any other."""
    get_object_or_404(Article.objects.for_gone_page().only("pk"), pk=pk)
    return render(request, "410.html", status=410)


@never_cache
@require_safe
def preview_link(request, token):
    """One version of an unpublished article. Search engines must not index it."""
    link = find_link(token)
    context = {**version_context(request, link.version), "link": link}
    response = render(request, "articles/preview_link.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
