"""Lists of articles: of a section, a topic, a tag, an author, an office."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Office, Place, Section, Tag, Topic
from articles.placement import standing
from articles.sections import tree_of

from .paging import page_of


@require_safe
def section(request, section):
    tree = tree_of(request)
    found = next((each for each in tree.by_id.values() if each.slug == section), None)
    if found is None:
        return redirect(renamed(section), permanent=True)
    at = timezone.now()
    return render(
        request, "articles/section.html", section_page(request, found, Article.objects.public(at), at=at)
    )


def section_page(request, section, articles, *, at):
    """What the page of a section shows of `articles`, the public ones of the moment `at`: on the first page
    what the office has put at its head, then the newest."""
    tree = tree_of(request)
    head = standing(articles, at=at, sections=[section])[section.pk, Place.HEAD]
    rest = (
        articles.for_list().in_sections(tree.ids_under(section.pk)).exclude(pk__in=[each.pk for each in head])
    )
    page = page_of(request, rest)
    return {
        "section": section,
        "section_path": tree.path(section.pk),
        "head": head if page.number == 1 else [],
        "page": page,
    }


def renamed(slug):
    """The section that once had this address. Raises Http404."""
    row = Section.history.filter(slug=slug).order_by("-history_date").first()
    return get_object_or_404(Section, pk=row.id if row else None)


@require_safe
def author(request, author):
    slug, pk = author
    author = get_object_or_404(Author.objects.select_related("office"), pk=pk)
    page = signed_by(request, bylines__author=pk)
    if not page.object_list:
        raise Http404  # who has written drafts only is nobody's business
    return show(request, "author", author, slug, page)


@require_safe
def office(request, office):
    slug, pk = office
    office = get_object_or_404(Office.objects.select_related("successor"), pk=pk)
    return show(request, "office", office, slug, signed_by(request, bylines__office=pk))


def signed_by(request, **who):
    """A page of the public articles with such a byline."""
    signed = Article.objects.public().filter(**who).values("pk")
    return page_of(request, Article.objects.public().for_list().filter(pk__in=signed))


def show(request, name, who, slug, page):
    """An author or an office, at its right address."""
    if slug != who.slug:
        return redirect(who, permanent=True)
    return render(request, f"articles/{name}.html", {name: who, "page": page})


@require_safe
def topics(request):
    """Every topic that has something to read, open ones first."""
    return render(request, "articles/topics.html", {"topics": Topic.objects.with_articles()})


@require_safe
def topic(request, topic):
    slug, pk = topic
    topic = get_object_or_404(Topic, pk=pk)
    page = page_of(request, Article.objects.public().for_list().filter(topics=pk))
    return show(request, "topic", topic, slug, page)


@require_safe
def tag(request, tag):
    slug, pk = tag
    tag = get_object_or_404(Tag, pk=pk)
    page = page_of(request, Article.objects.public().for_list().filter(tags=pk))
    if not page.object_list:
        raise Http404  # a word of drafts only is nobody's business
    return show(request, "tag", tag, slug, page)
