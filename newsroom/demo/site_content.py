"""The demo's pages, links, footer, urgent notice, banner, page views and homepage slots.

What exists already is left as it is: each function can be called again.
"""

from datetime import timedelta

from django.utils import timezone

from articles.models import Article, Banner, Board, MenuEntry, PageViews, Place, Section
from articles.site import placement
from newsroom.core.models import Alert, Link, LinkGroup, Page

from .data import read_json


def load_site_content(*, by, photos, render_blocks):
    """Load everything. `by` is a secretary; `photos` are by the name of their picture; `render_blocks` makes HTML."""
    content = read_json("site_content")
    load_pages(render_blocks)
    load_links(content["links"])
    load_footer(content["footer"])
    load_alert(**content["alert"])
    load_banner(**content["banner"], photos=photos)
    load_page_views(content["page_views"])
    load_slots(**content["slots"], by=by)


def load_pages(render_blocks):
    for row in read_json("pages"):
        body = render_blocks(row.pop("blocks"))
        Page.objects.get_or_create(slug=row.pop("slug"), defaults={**row, "body": body, "is_published": True})


def load_links(groups):
    for order, row in enumerate(groups, start=1):
        group, _is_new = LinkGroup.objects.get_or_create(name=row["name"], defaults={"order": order * 10})
        for place, link in enumerate(row["links"], start=1):
            Link.objects.get_or_create(
                group=group, name=link["name"], defaults={"url": link["url"], "order": place * 10}
            )


def load_footer(columns):
    for order, column in enumerate(columns, start=1):
        head, is_new = MenuEntry.objects.get_or_create(
            place=MenuEntry.Place.FOOTER, parent=None, label=column["label"], defaults={"order": order * 10}
        )
        if is_new:
            below = [{"page": Page.objects.get(slug=slug)} for slug in column.get("pages", ())]
            below += [{"section": Section.objects.get(slug=slug)} for slug in column.get("sections", ())]
            for place, target in enumerate(below, start=1):
                MenuEntry.objects.create(place=head.place, parent=head, order=place * 10, **target)


def load_alert(*, text, **fields):
    Alert.objects.get_or_create(text=text, defaults={**fields, "starts_at": timezone.now()})


def load_banner(*, picture, alt, url, photos):
    if not Banner.objects.exists():
        Banner.objects.create(place=Banner.Place.HOME_ASIDE, photo=photos[picture], alt=alt, url=url)


def load_page_views(counts):
    """Count page views for today: "most read" looks back one week and would be empty."""
    for title, count in counts.items():
        article = Article.objects.get(title=title, replaces=None)
        PageViews.objects.get_or_create(article=article, day=timezone.localdate(), defaults={"count": count})


def load_slots(*, lead, featured, head, by):
    if Board.objects.exists():
        return
    week = timezone.now() + timedelta(days=7)
    for place, titles in ((Place.LEAD, lead), (Place.FEATURED, featured)):
        for title in titles:
            fill_slot(title, place, by=by, until=week if place == Place.LEAD else None)
    for slug, titles in head.items():
        for title in titles:
            fill_slot(title, Place.HEAD, section=Section.objects.get(slug=slug), by=by)


def fill_slot(title, place, *, by, section=None, until=None):
    article = Article.objects.get(title=title, replaces=None)
    version = placement.board_version(section)
    placement.add_slot(article, place, section=section, by=by, version=version, until=until)
