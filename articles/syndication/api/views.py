"""Views of the API."""

from django.http import Http404
from django.utils.translation import gettext

from articles.models import Article
from articles.site.sections import section_tree

from .filters import apply_filters, article_cursor, check_parameters, parse_limit
from .openapi import build_document
from .responses import json_response, problem_response, public_json
from .serializers import menu_sections, serialize, serialize_all


@public_json
def articles(request):
    """Public articles, newest first, page by page."""
    limit = parse_limit(request.GET)
    matching = apply_filters(Article.objects.public(), request.GET, section_tree(request))
    page = list(matching.for_feeds().defer("rendered_body").prefetch_related("topics")[: limit + 1])
    absolute_url = request.build_absolute_uri
    content = {"articles": serialize_all("ArticleInList", page[:limit], absolute_url), "next": None}
    if len(page) > limit:
        query = request.GET.copy()
        query["truoc"] = article_cursor(page[limit - 1])
        content["next"] = absolute_url(f"{request.path}?{query.urlencode()}")
    return json_response(content)


@public_json
def article(request, pk):
    check_parameters(request.GET, ())
    article = Article.objects.public().for_feeds().prefetch_related("topics").filter(pk=pk).first()
    if article:
        return json_response(serialize("Article", article, request.build_absolute_uri))
    if Article.objects.for_gone_page().filter(pk=pk).exists():
        return problem_response(410, gettext("The article has been taken down."))
    raise Http404


@public_json
def sections(request):
    """The tree of the sections that are shown in the menu."""
    check_parameters(request.GET, ())
    roots = menu_sections(section_tree(request).roots)
    return json_response({"sections": serialize_all("SectionInTree", roots, request.build_absolute_uri)})


@public_json
def openapi(request):
    return json_response(build_document(request.build_absolute_uri("/")))


@public_json
def not_found(request, rest=""):
    """Answer any other URL below /api/ with a 404 in JSON."""
    raise Http404
