"""Sitemaps for search engines: all public articles with their photos, and the pages that list articles.

A file holds the articles whose numbers lie in one block, so that the last file costs what the first one does, an
article never moves to another file, and none is lost or repeated while others are published or taken down. The pages
that list articles (topics, tags, authors, offices) are split in the same way.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article, Author, Correction, Office, Photo, PhotoUse, Section, Tag, Topic
from articles.models.article import latest_moment
from articles.models.querysets import ArticleQuerySet
from newsroom.core.dateformat import iso_time
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Page
from newsroom.core.text import drop_invalid_xml

# Numbers in one file. The protocol allows 50,000 URLs and 50 MB; an article with thirty photos takes 5 kB.
BLOCK = 5000
# The models, besides Section, whose pages list articles, with the lookup from an article to them.
LIST_PAGES: dict[Any, str] = {
    Topic: "topics",
    Tag: "tags",
    Author: "bylines__author",
    Office: "bylines__office",
}
# Google's limits.
MAX_IMAGES = 1000
NEWS_PERIOD, MAX_NEWS = timedelta(hours=48), 1000

ARTICLE_FIELDS = ["slug", "publish_at", "revised_at", "section__slug", "cover__key", "cover__width"]

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
ET.register_namespace("", PROTOCOL)
ET.register_namespace("image", IMAGE)
ET.register_namespace("news", NEWS)


@require_safe
@conditional_page
def index(request):
    """The index of all files, with the time of the last change that readers see in each."""
    root = ET.Element(f"{{{PROTOCOL}}}sitemapindex")
    absolute_url, at = request.build_absolute_uri, timezone.now()
    for block, changed in article_blocks(at):
        add_url(root, "sitemap", absolute_url(reverse("articles:sitemap_articles", args=[block])), changed)
    for block in page_blocks(at):
        add_url(root, "sitemap", absolute_url(reverse("articles:sitemap_pages", args=[block])))
    add_url(root, "sitemap", absolute_url(reverse("articles:sitemap_news")))
    return xml_response(root)


@require_safe
@conditional_page
def articles(request, block):
    """The articles of one block, with their photos."""
    numbers = {"pk__gte": block * BLOCK, "pk__lt": (block + 1) * BLOCK}
    public = Article.objects.public().filter(**numbers)
    corrected, photos = correction_times(public), body_photos(public)
    root, absolute_url = ET.Element(f"{{{PROTOCOL}}}urlset"), request.build_absolute_uri
    for article in public.order_by("pk").select_related("section", "cover").only(*ARTICLE_FIELDS):
        changed = latest_moment(article.publish_at, article.revised_at, corrected.get(article.pk))
        url = add_url(root, "url", absolute_url(article.get_absolute_url()), changed)
        shown = [article.cover, *photos[article.pk]] if article.cover else photos[article.pk]
        image_urls = dict.fromkeys(absolute_url(photo.url(photo.widths[-1])) for photo in shown)
        for image_url in list(image_urls)[:MAX_IMAGES]:
            image = ET.SubElement(url, f"{{{IMAGE}}}image")
            ET.SubElement(image, f"{{{IMAGE}}}loc").text = image_url
    if not len(root):
        raise Http404
    return xml_response(root)


@require_safe
@conditional_page
def pages(request, block):
    """The pages of one block that list articles. The first file also has the home page, sections and office pages."""
    root, absolute_url, at = ET.Element(f"{{{PROTOCOL}}}urlset"), request.build_absolute_uri, timezone.now()
    if block == 0:
        newest = Article.objects.public(at).aggregate(Max("publish_at")).popitem()[1]
        add_url(root, "url", absolute_url(reverse("home")), newest)
        for section, newest in section_times(at):
            add_url(root, "url", absolute_url(section.get_absolute_url()), newest)
        for page in Page.objects.public().only("slug", "updated_at"):
            add_url(root, "url", absolute_url(page.get_absolute_url()), page.updated_at)
    for page, newest in list_page_times(at, block):
        add_url(root, "url", absolute_url(page.get_absolute_url()), newest)
    if not len(root):
        raise Http404
    return xml_response(root)


@require_safe
@conditional_page
def news(request):
    """The articles of the last two days, for Google News."""
    at = timezone.now()
    newest = (
        Article.objects.public(at)
        .filter(publish_at__gt=at - NEWS_PERIOD)
        .newest()
        .select_related("section")
        .only("title", "slug", "publish_at", "section__slug")[:MAX_NEWS]
    )
    name = SiteIdentity.current().display_name
    root = ET.Element(f"{{{PROTOCOL}}}urlset")
    for article in newest:
        url = add_url(root, "url", request.build_absolute_uri(article.get_absolute_url()))
        item = ET.SubElement(url, f"{{{NEWS}}}news")
        publication = ET.SubElement(item, f"{{{NEWS}}}publication")
        ET.SubElement(publication, f"{{{NEWS}}}name").text = name
        ET.SubElement(publication, f"{{{NEWS}}}language").text = settings.LANGUAGE_CODE
        ET.SubElement(item, f"{{{NEWS}}}publication_date").text = iso_time(article.publish_at)
        ET.SubElement(item, f"{{{NEWS}}}title").text = drop_invalid_xml(article.title)
    return xml_response(root)


def article_blocks(at: datetime) -> Iterator[tuple[int, datetime]]:
    """Pairs of a block with public articles and the time of the last change that readers see in it."""
    public = Article.objects.public(at)
    rows = (
        public.order_by()
        .annotate(block=F("pk") / BLOCK)
        .values_list("block")
        .annotate(Max("publish_at"), Max("revised_at"))
    )
    corrected = dict(
        Correction.objects.filter(article__in=public.values("pk"))
        .order_by()
        .annotate(block=F("article_id") / BLOCK)
        .values_list("block")
        .annotate(Max("at"))
    )
    for number, *moments in sorted(rows):
        yield number, latest_moment(*moments, corrected.get(number))


def correction_times(articles: ArticleQuerySet) -> dict[int, datetime]:
    """The time of the last correction, by article."""
    corrections = Correction.objects.filter(article__in=articles.values("pk")).order_by()
    return dict(corrections.values_list("article").annotate(Max("at")))


def body_photos(articles: ArticleQuerySet) -> dict[int, list[Photo]]:
    """The photos of the body, by article."""
    photos = defaultdict(list)
    uses = PhotoUse.objects.filter(article__in=articles.values("pk")).select_related("photo")
    for use in uses.only("article_id", "photo__key", "photo__width").order_by("article_id", "position"):
        photos[use.article_id].append(use.photo)
    return photos


def page_blocks(at: datetime) -> list[int]:
    """The blocks for which `pages` has content: always 0, and those of pages with public articles."""
    blocks_with_pages = {0}
    for path in LIST_PAGES.values():
        blocks = Article.objects.public(at).order_by().annotate(block=F(path) / BLOCK).values_list("block")
        blocks_with_pages.update(block for (block,) in blocks.distinct() if block is not None)
    return sorted(blocks_with_pages)


def list_page_times(at: datetime, block: int) -> Iterator[tuple[Topic | Tag | Author | Office, datetime]]:
    """Pairs of a topic, tag, author or office of this block and the time of its newest public article."""
    for model, path in LIST_PAGES.items():
        numbers = {f"{path}__pk__gte": block * BLOCK, f"{path}__pk__lt": (block + 1) * BLOCK}
        newest = newest_times(path, at, **numbers)
        for page in model.objects.filter(pk__in=newest).order_by("pk"):
            yield page, newest[page.pk]


def section_times(at: datetime) -> list[tuple[Section, datetime]]:
    """Pairs of a section and the time of its newest article, filed there, below it or also shown there."""
    newest, tree = {}, Section.objects.tree()
    for path in ("section", "secondary_sections"):
        for section_id, moment in newest_times(path, at).items():
            for section in tree.path(section_id):
                newest[section.pk] = max(moment, newest.get(section.pk, moment))
    return [(tree.by_id[pk], moment) for pk, moment in sorted(newest.items())]


def newest_times(path: str, at: datetime, **numbers: int) -> dict[int, datetime]:
    """The time of the newest public article by id of the section, topic ... that `path` leads to."""
    rows = (
        Article.objects.public(at).filter(**numbers).order_by().values_list(path).annotate(Max("publish_at"))
    )
    return {pk: moment for pk, moment in rows if pk is not None}


def add_url(root: ET.Element, name: str, url: str, changed: datetime | None = None) -> ET.Element:
    """Add a <url> or <sitemap> element."""
    element = ET.SubElement(root, f"{{{PROTOCOL}}}{name}")
    ET.SubElement(element, f"{{{PROTOCOL}}}loc").text = url
    if changed:
        ET.SubElement(element, f"{{{PROTOCOL}}}lastmod").text = iso_time(changed)
    return element


def xml_response(root: ET.Element) -> HttpResponse:
    xml = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"  # the file itself; its URLs are indexed
    patch_cache_control(response, public=True, max_age=300)
    return response
