"""Link check: links in a body to pages of this site that readers cannot open."""

from datetime import datetime
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.http.request import validate_host
from django.urls import Resolver404, ResolverMatch, resolve

from articles.models import Article, Author, Byline, Office, Section
from newsroom.core import richtext

NO_PAGE = ("nothing", "")  # the target of a URL of this site that leads to no page


def find_broken_links(article: Article, *, at: datetime) -> list[str]:
    """The URLs of this site in the body that show readers nothing at `at`. Two queries at most.

    Checks public articles, sections by present and former slugs, authors with a public article, and offices. A link
    to the article itself is not broken.
    """
    base = article.get_absolute_url() if article.section_id else "/"
    pages = {
        href: find_target(path)
        for href in richtext.find_links(article.body)
        if (path := get_local_path(href, base))
    }
    wanted = {page for page in pages.values() if page}
    there = (
        {("detail", article.pk)} | find_public_ids(wanted, at) | find_section_slugs(wanted)
        if wanted
        else set()
    )
    return [href for href, page in pages.items() if page and page not in there]


def get_local_path(href: str, base: str) -> str | None:
    """The path of a URL of this site; None for another site."""
    try:
        address = urlsplit(urljoin(base, href.strip()))
        host = address.hostname
    except ValueError:
        return None  # not a URL
    hosts = [each for each in settings.ALLOWED_HOSTS if each != "*"]
    is_ours = address.scheme in ("", "http", "https") and (not host or validate_host(host, hosts))
    return unquote(address.path) or "/" if is_ours else None


def find_target(path: str) -> tuple[str, int | str] | None:
    """The record that the page at this path shows, as (view, id or slug); None if the page needs no record."""
    match = resolve_path(path)
    if match is None or "admin" in match.namespaces:
        return NO_PAGE
    if match.namespaces != ["articles"] or match.url_name not in ("detail", "section", "author", "office"):
        return None  # the front page, a feed, a photo
    key = match.kwargs.get("article") or match.kwargs.get("author") or match.kwargs.get("office")
    return (match.url_name, key[1] if key else match.kwargs["section"])


def resolve_path(path: str) -> ResolverMatch | None:
    """The view of a path, also if it lacks the final slash, which CommonMiddleware adds; None without a view."""
    for each in (path, f"{path}/"):
        try:
            return resolve(each)
        except Resolver404:
            continue
    return None


def find_public_ids(wanted: set, at: datetime) -> set:
    """The wanted articles, authors and offices that readers can open, with one query."""
    ids = {name: [key for view, key in wanted if view == name] for name in ("detail", "author", "office")}
    signed = Byline.objects.filter(author=OuterRef("pk"), article__in=Article.objects.public(at))
    rows = [
        each.order_by().annotate(view=Value(name, CharField())).values_list("view", "pk")
        for name, each in {
            "detail": Article.objects.public(at).filter(pk__in=ids["detail"]),
            "author": Author.objects.filter(Exists(signed), pk__in=ids["author"]),
            "office": Office.objects.filter(pk__in=ids["office"]),
        }.items()
        if ids[name]
    ]
    return set(rows[0].union(*rows[1:])) if rows else set()


def find_section_slugs(wanted: set) -> set:
    """The wanted sections that exist, by present or former slug, with one query."""
    slugs = [key for view, key in wanted if view == "section"]
    now = Section.objects.filter(slug__in=slugs).order_by().values_list("slug")
    once = Section.history.filter(slug__in=slugs, id__in=Section.objects.values("pk")).order_by()
    return {("section", slug) for (slug,) in now.union(once.values_list("slug"))} if slugs else set()
