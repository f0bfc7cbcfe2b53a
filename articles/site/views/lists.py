"""Lists of articles: of a section, a topic, a tag, an author, an office."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Article, Author, Office, Place, Section, Tag, Topic
from articles.site.placement import standing
from articles.site.sections import tree_of
from newsroom.core.http import public_page, redirect_permanently

from .paging import page_of


@public_page
def section(request, section):
    tree = tree_of(request)
    found = next((each for each in tree.by_id.values() if each.slug == section), None)
    if found is None:
        return redirect_permanently(renamed(section))
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


@public_page
def author(request, author):
    _slug, pk = author
    author = get_object_or_404(Author.objects.select_related("office"), pk=pk)
    return show(request, "author", author, or_404(signed_by(request, bylines__author=pk)))


@public_page
def office(request, office):
    _slug, pk = office
    office = get_object_or_404(Office.objects.select_related("successor"), pk=pk)
    return show(request, "office", office, signed_by(request, bylines__office=pk))


def signed_by(request, **who):
    """A page of the public articles with such a byline."""
    signed = Article.objects.public().filter(**who).values("pk")
    return page_of(request, Article.objects.public().for_list().filter(pk__in=signed))


def or_404(page):
    """The page, unless nothing is on it: what has drafts only is nobody's business, and so is its name."""
    if not page.object_list:
        raise Http404
    return page


def show(request, name, thing, page):
    """What the articles of a page have in common, at its right address."""
    if request.path != thing.get_absolute_url():
        return redirect_permanently(thing)
    return render(request, f"articles/{name}.html", {name: thing, "page": page})


@public_page
def topics(request):
    """Every topic that has something to read, open ones first."""
    return render(request, "articles/topics.html", {"topics": Topic.objects.with_articles()})


@public_page
def topic(request, topic):
    _slug, pk = topic
    topic = get_object_or_404(Topic, pk=pk)
    page = page_of(request, Article.objects.public().for_list().filter(topics=pk))
    return show(request, "topic", topic, or_404(page))


@public_page
def tag(request, tag):
    _slug, pk = tag
    tag = get_object_or_404(Tag, pk=pk)
    page = page_of(request, Article.objects.public().for_list().filter(tags=pk))
    return show(request, "tag", tag, or_404(page))
