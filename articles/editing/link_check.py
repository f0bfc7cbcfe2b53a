"""Links in a body to pages of our own, and whether a reader who follows one finds a page."""

from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from articles.models import Article, Author, Byline, Office, Section
from newsroom.core import richtext

NOTHING = ("nothing", "")  # the page that no address of ours leads to


def broken(article, *, at):
    """The addresses in the body that are ours and show readers nothing at `at`. Two queries at most.

    Asks the public rule of articles, sections by today's and former names, authors who have signed something
    public, and offices. A link to the article itself is whole.
    """
    base = article.get_absolute_url() if article.section_id else "/"
    pages = {
        href: page_at(path) for href in richtext.find_links(article.body) if (path := path_of(href, base))
    }
    wanted = {page for page in pages.values() if page}
    there = {("detail", article.pk)} | with_ids(wanted, at) | with_slugs(wanted) if wanted else set()
    return [href for href, page in pages.items() if page and page not in there]


def path_of(href, base):
    """The path, where the address is one of ours; else None."""
    try:
        address = urlsplit(urljoin(base, href.strip()))
        host = address.hostname
    except ValueError:
        return None  # no address at all
    hosts = [each for each in settings.ALLOWED_HOSTS if each != "*"]
    is_ours = address.scheme in ("", "http", "https") and (not host or validate_host(host, hosts))
    return unquote(address.path) or "/" if is_ours else None


def page_at(path):
    """What must exist for this path to show something, as (view, key); None where nothing must."""
    match = match_of(path)
    if match is None or "admin" in match.namespaces:
        return NOTHING
    if match.namespaces != ["articles"] or match.url_name not in ("detail", "section", "author", "office"):
        return None  # the front page, a feed, a photo
    key = match.kwargs.get("article") or match.kwargs.get("author") or match.kwargs.get("office")
    return (match.url_name, key[1] if key else match.kwargs["section"])


def match_of(path):
    """Where the path leads, with the slash that CommonMiddleware would add; None if nowhere."""
    for each in (path, f"{path}/"):
        try:
            return resolve(each)
        except Resolver404:
            continue
    return None


def with_ids(wanted, at):
    """Which of the wanted articles, authors and offices readers can open, with one query."""
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


def with_slugs(wanted):
    """Which of the wanted sections there are, by today's or a former address, with one query."""
    slugs = [key for view, key in wanted if view == "section"]
    now = Section.objects.filter(slug__in=slugs).order_by().values_list("slug")
    once = Section.history.filter(slug__in=slugs, id__in=Section.objects.values("pk")).order_by()
    return {("section", slug) for (slug,) in now.union(once.values_list("slug"))} if slugs else set()
