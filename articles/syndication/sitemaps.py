"""What search engines are told: every article that readers may see, its photos, and the pages that list them.

Articles are cut by their numbers, not counted off: the ten-thousandth costs what the first does, an article never
moves to another file, and none is lost or told twice while others come and go. So are the pages that list them: of
each kind (topics, tags, authors, offices) a file holds one block of numbers.
"""

from collections import defaultdict
from datetime import timedelta
from xml.etree import ElementTree as ET

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article, Author, Correction, Office, PhotoUse, Section, Tag, Topic
from articles.models.article import latest_moment
from newsroom.core.dateformat import iso_time
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Page
from newsroom.core.text import drop_invalid_xml

# The protocol allows 50,000 addresses and 50 MB; an article of thirty photos takes 5 KB.
BLOCK = 5000
# What has a page that lists its articles, beside sections; and what an article calls it.
LISTING = {Topic: "topics", Tag: "tags", Author: "bylines__author", Office: "bylines__office"}
# Google's limits.
IMAGES_PER_PAGE = 1000
NEWS_LASTS, NEWS_MOST = timedelta(hours=48), 1000

SHOWN = ["slug", "publish_at", "revised_at", "section__slug", "cover__key", "cover__width"]

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
ET.register_namespace("", PROTOCOL)
ET.register_namespace("image", IMAGE)
ET.register_namespace("news", NEWS)


@require_safe
@conditional_page
def index(request):
    """Names every file; of each, when something in it was last new to readers."""
    root = ET.Element(f"{{{PROTOCOL}}}sitemapindex")
    here, at = request.build_absolute_uri, timezone.now()
    for block, changed in blocks(at):
        add(root, "sitemap", here(reverse("articles:sitemap_articles", args=[block])), changed)
    for block in page_blocks(at):
        add(root, "sitemap", here(reverse("articles:sitemap_pages", args=[block])))
    add(root, "sitemap", here(reverse("articles:sitemap_news")))
    return answer(root)


@require_safe
@conditional_page
def articles(request, block):
    """The articles of one block of numbers, with their photos."""
    numbers = {"pk__gte": block * BLOCK, "pk__lt": (block + 1) * BLOCK}
    public = Article.objects.public().filter(**numbers)
    corrected, photos = corrections_of(public), photos_of(public)
    root, here = ET.Element(f"{{{PROTOCOL}}}urlset"), request.build_absolute_uri
    found = public.order_by("pk").select_related("section", "cover")
    for article in found.only(*SHOWN):
        changed = latest_moment(article.publish_at, article.revised_at, corrected.get(article.pk))
        url = add(root, "url", here(article.get_absolute_url()), changed)
        own = [article.cover, *photos[article.pk]] if article.cover else photos[article.pk]
        for address in list(dict.fromkeys(here(photo.url(photo.widths[-1])) for photo in own))[
            :IMAGES_PER_PAGE
        ]:
            image = ET.SubElement(url, f"{{{IMAGE}}}image")
            ET.SubElement(image, f"{{{IMAGE}}}loc").text = address
    if not len(root):
        raise Http404
    return answer(root)


@require_safe
@conditional_page
def pages(request, block):
    """The pages that list public articles, of one block of numbers. The first file also has what is never too
    many: the front page, the sections, the pages of the office."""
    root, here, at = ET.Element(f"{{{PROTOCOL}}}urlset"), request.build_absolute_uri, timezone.now()
    if block == 0:
        newest = Article.objects.public(at).aggregate(Max("publish_at")).popitem()[1]
        add(root, "url", here(reverse("home")), newest)
        for section, newest in sections(at):
            add(root, "url", here(section.get_absolute_url()), newest)
        for page in Page.objects.public().only("slug", "updated_at"):
            add(root, "url", here(page.get_absolute_url()), page.updated_at)
    for page, newest in listing_pages(at, block):
        add(root, "url", here(page.get_absolute_url()), newest)
    if not len(root):
        raise Http404
    return answer(root)


@require_safe
@conditional_page
def news(request):
    """What Google News takes: the last two days."""
    at = timezone.now()
    newest = (
        Article.objects.public(at)
        .filter(publish_at__gt=at - NEWS_LASTS)
        .newest()
        .select_related("section")
        .only("title", "slug", "publish_at", "section__slug")[:NEWS_MOST]
    )
    name = SiteIdentity.current().display_name
    root = ET.Element(f"{{{PROTOCOL}}}urlset")
    for article in newest:
        url = add(root, "url", request.build_absolute_uri(article.get_absolute_url()))
        item = ET.SubElement(url, f"{{{NEWS}}}news")
        publication = ET.SubElement(item, f"{{{NEWS}}}publication")
        ET.SubElement(publication, f"{{{NEWS}}}name").text = name
        ET.SubElement(publication, f"{{{NEWS}}}language").text = settings.LANGUAGE_CODE
        ET.SubElement(item, f"{{{NEWS}}}publication_date").text = iso_time(article.publish_at)
        ET.SubElement(item, f"{{{NEWS}}}title").text = drop_invalid_xml(article.title)
    return answer(root)


def blocks(at):
    """Pairs of a block of numbers that holds public articles and when one of them last changed for readers."""
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


def corrections_of(articles):
    """By article, when it was last corrected."""
    found = Correction.objects.filter(article__in=articles.values("pk")).order_by()
    return dict(found.values_list("article").annotate(Max("at")))


def photos_of(articles):
    """By article, the photos of its body."""
    photos = defaultdict(list)
    uses = PhotoUse.objects.filter(article__in=articles.values("pk")).select_related("photo")
    for use in uses.only("article_id", "photo__key", "photo__width").order_by("article_id", "position"):
        photos[use.article_id].append(use.photo)
    return photos


def page_blocks(at):
    """The blocks of numbers in which `pages` has something to tell; the first always."""
    found = {0}
    for path in LISTING.values():
        blocks = Article.objects.public(at).order_by().annotate(block=F(path) / BLOCK).values_list("block")
        found.update(block for (block,) in blocks.distinct() if block is not None)
    return sorted(found)


def listing_pages(at, block):
    """Pairs of what has a page of its own (a topic, a tag ...) and its newest public article's time."""
    for model, path in LISTING.items():
        numbers = {f"{path}__pk__gte": block * BLOCK, f"{path}__pk__lt": (block + 1) * BLOCK}
        newest = newest_by(path, at, **numbers)
        for page in model.objects.filter(pk__in=newest).order_by("pk"):
            yield page, newest[page.pk]


def sections(at):
    """Pairs of a section and the time of its newest article: what lies below counts, and what is shown there too."""
    newest, tree = {}, Section.objects.tree()
    for path in ("section", "secondary_sections"):
        for section_id, moment in newest_by(path, at).items():
            for section in tree.path(section_id):
                newest[section.pk] = max(moment, newest.get(section.pk, moment))
    return [(tree.by_id[pk], moment) for pk, moment in sorted(newest.items())]


def newest_by(path, at, **numbers):
    """For each section, topic ... that public articles have (by its id), the time of the newest."""
    rows = (
        Article.objects.public(at).filter(**numbers).order_by().values_list(path).annotate(Max("publish_at"))
    )
    return {pk: moment for pk, moment in rows if pk is not None}


def add(root, name, address, changed=None):
    element = ET.SubElement(root, f"{{{PROTOCOL}}}{name}")
    ET.SubElement(element, f"{{{PROTOCOL}}}loc").text = address
    if changed:
        ET.SubElement(element, f"{{{PROTOCOL}}}lastmod").text = iso_time(changed)
    return element


def answer(root):
    xml = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"  # of the file itself, not of what it names
    patch_cache_control(response, public=True, max_age=300)
    return response
