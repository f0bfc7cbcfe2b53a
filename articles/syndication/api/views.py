"""The addresses of the API."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from articles.models import Article
from articles.site.sections import tree_of

from . import serializers
from .filters import cursor_of, given, limit_of, narrowed
from .openapi import document
from .responses import problem, public_json, said


@public_json
def articles(request):
    """Public articles, newest first, page by page."""
    limit = limit_of(request.GET)
    found = narrowed(Article.objects.public(), request.GET, tree_of(request))
    page = list(found.for_machines().defer("rendered_body").prefetch_related("topics")[: limit + 1])
    here = request.build_absolute_uri
    content = {"articles": serializers.said_of_all("ArticleInList", page[:limit], here), "next": None}
    if len(page) > limit:
        query = request.GET.copy()
        query["truoc"] = cursor_of(page[limit - 1])
        content["next"] = here(f"{request.path}?{query.urlencode()}")
    return said(content)


@public_json
def article(request, pk):
    given(request.GET, set())
    found = Article.objects.public().for_machines().prefetch_related("topics").filter(pk=pk).first()
    if found is None:
        get_object_or_404(Article.objects.gone().only("pk"), pk=pk)
        return problem(410, gettext("The article has been taken down."))
    return said(serializers.said("Article", found, request.build_absolute_uri))


@public_json
def sections(request):
    """The tree of sections that stand in the menu."""
    given(request.GET, set())
    roots = serializers.listed(tree_of(request).roots)
    return said({"sections": serializers.said_of_all("SectionInTree", roots, request.build_absolute_uri)})


@public_json
def openapi(request):
    return said(document(request.build_absolute_uri("/")))


@public_json
def nothing(request, rest=""):
    """Any other address under /api/: its 404 is JSON too."""
    raise Http404
