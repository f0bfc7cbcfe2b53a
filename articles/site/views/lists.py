"""Pages that list articles: of a section, a topic, a tag, an author, an office."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Article, Author, Office, Place, Tag, Topic
from articles.site.placement import find_pinned
from articles.site.sections import find_section, section_tree
from newsroom.core.http import public_page, redirect_permanently

from .paging import get_page, require_articles


@public_page
def section(request, section):
    section = find_section(request, section)
    if request.path != section.get_absolute_url():
        return redirect_permanently(section)
    at = timezone.now()
    context = section_context(request, section, Article.objects.public(at), at=at)
    return render(request, "articles/section.html", context)


def section_context(request, section, articles, *, at):
    """The context of a section's page, from `articles`, the public ones at `at`.

    The first page starts with the articles that the office has pinned to the head; all pages list the others.
    """
    head = find_pinned(articles, at=at, sections=[section])[section.pk, Place.HEAD]
    others = articles.for_list().filter_by_section(section).exclude(pk__in=[article.pk for article in head])
    page = get_page(request, others)
    return {
        "section": section,
        "section_path": section_tree(request).path(section.pk),
        "head": head if page.number == 1 else [],
        "page": page,
    }


@public_page
def author(request, author):
    _slug, pk = author
    author = get_object_or_404(Author.objects.select_related("office"), pk=pk)
    page = get_page(request, Article.objects.public().for_list().filter_by_byline(author=pk))
    return list_response(request, "author", author, require_articles(page))


@public_page
def office(request, office):
    _slug, pk = office
    office = get_object_or_404(Office.objects.select_related("successor"), pk=pk)
    page = get_page(request, Article.objects.public().for_list().filter_by_byline(office=pk))
    return list_response(request, "office", office, page)


@public_page
def topics(request):
    """All topics with public articles, open ones first."""
    return render(request, "articles/topics.html", {"topics": Topic.objects.for_list()})


@public_page
def topic(request, topic):
    _slug, pk = topic
    topic = get_object_or_404(Topic, pk=pk)
    page = get_page(request, Article.objects.public().for_list().filter(topics=pk))
    return list_response(request, "topic", topic, require_articles(page))


@public_page
def tag(request, tag):
    _slug, pk = tag
    tag = get_object_or_404(Tag, pk=pk)
    page = get_page(request, Article.objects.public().for_list().filter(tags=pk))
    return list_response(request, "tag", tag, require_articles(page))


def list_response(request, name, thing, page):
    """The page of `thing`, or a redirect where its address has changed; `name` names the template and its variable."""
    if request.path != thing.get_absolute_url():
        return redirect_permanently(thing)
    return render(request, f"articles/{name}.html", {name: thing, "page": page})
