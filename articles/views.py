"""What readers see."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .models import Article, Author, Office, Place, Section
from .placement import standing
from .preview import context_as_of, context_of, link_of
from .search import search
from .sections import tree_of

PER_PAGE = 15
OTHERS = 6


@require_safe
def detail(request, section, article):
    _slug, pk = article
    article = Article.objects.public().for_page().filter(pk=pk).first()
    if article is None:
        return gone(request, pk)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    others = Article.objects.public().for_list().filter(section=article.section_id).exclude(pk=pk)
    context = context_of(
        request,
        article,
        bylines=article.bylines.all(),
        tags=article.tags.all(),
        corrections=article.corrections.all(),
        others=others[:OTHERS],
    )
    return render(request, "articles/detail.html", context)


@require_safe
def found(request):
    """Articles that hold the words asked for with ?q=."""
    words = " ".join(request.GET.get("q", "")[:200].split())
    context = {"words": words, "page": page_of(request, search(words))}
    return render(request, "articles/search.html", context)


def gone(request, pk):
    """Says that an article was taken down (410), and nothing else of it. Raises Http404 for what never was."""
    get_object_or_404(Article.objects.gone().only("pk"), pk=pk)
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


def page_of(request, articles):
    """The page asked for with ?trang=; a number that is off gives 404."""
    number = request.GET.get("trang", "1")
    paginator = Paginator(articles, PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return paginator.page(int(number))
