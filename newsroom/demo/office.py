"""The pages of the demo's office, its footer, links, notice, banner, and what stands in front.

What is there already is left as it is, so that it can be called again.
"""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.editing import photos
from articles.models import Article, Banner, Board, MenuEntry, PageViews, Place, Section
from articles.site import placement
from newsroom.core.models import Link, LinkGroup, Page, UrgentNotice

from . import drawing
from .people import read


def load(*, by, body_of):
    """Everything, put there by `by` (a secretary); `body_of` makes HTML of a list of blocks."""
    load_pages(body_of)
    furniture = read("furniture")
    load_links(furniture["links"])
    load_footer(furniture["footer"])
    UrgentNotice.objects.get_or_create(
        text=furniture["notice"].pop("text"), defaults={**furniture["notice"], "starts_at": timezone.now()}
    )
    load_banner(**furniture["banner"], by=by)
    load_readings(furniture["readings"])
    load_slots(**furniture["slots"], by=by)


def load_pages(body_of):
    for row in read("pages"):
        blocks = row.pop("blocks")
        Page.objects.get_or_create(
            slug=row.pop("slug"), defaults={**row, "body": body_of(blocks), "is_published": True}
        )


def load_links(groups):
    for order, row in enumerate(groups, start=1):
        group, _is_new = LinkGroup.objects.get_or_create(name=row["name"], defaults={"order": order * 10})
        for place, link in enumerate(row["links"], start=1):
            Link.objects.get_or_create(
                group=group, name=link["name"], defaults={"address": link["address"], "order": place * 10}
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


def load_banner(*, scene, seed, alt, address, by):
    if Banner.objects.exists():
        return
    picture = drawing.draw(scene, width=960, height=320, seed=seed)
    photo = photos.store(SimpleUploadedFile(f"{scene}-banner.jpg", picture), by=by, alt=alt)
    Banner.objects.create(place=Banner.Place.HOME_ASIDE, photo=photo, alt=alt, address=address)


def load_readings(counts):
    """So that "most read", which looks back a week, has something to show in the first one."""
    for title, count in counts.items():
        article = Article.objects.get(title=title, replaces=None)
        PageViews.objects.get_or_create(article=article, day=timezone.localdate(), defaults={"count": count})


def load_slots(*, lead, featured, head, by):
    if Board.objects.exists():
        return
    week = timezone.now() + timedelta(days=7)
    for place, titles in ((Place.LEAD, lead), (Place.FEATURED, featured)):
        for title in titles:
            put(title, place, by=by, until=week if place == Place.LEAD else None)
    for slug, titles in head.items():
        for title in titles:
            put(title, Place.HEAD, section=Section.objects.get(slug=slug), by=by)


def put(title, place, *, by, section=None, until=None):
    article = Article.objects.get(title=title, replaces=None)
    version = placement.version_of(section)
    placement.put(article, place, section=section, by=by, version=version, until=until)
