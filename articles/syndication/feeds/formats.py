"""The three formats of a feed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed

from .items import Entry

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # Atom wants a time even of a feed that holds nothing


@dataclass(frozen=True)
class Channel:
    """A feed in no format yet. `address` is its own, `page` that of the page it belongs to."""

    id: str
    title: str
    description: str
    page: str
    address: str
    publisher: str
    icon: str
    entries: list[Entry]

    @property
    def changed(self):
        return max([entry.changed for entry in self.entries], default=NEVER)


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        names = {
            "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/",
        }
        return {**super().rss_attributes(), **{f"xmlns:{name}": uri for name, uri in names.items()}}

    def latest_post_date(self):
        return self.feed["changed"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        if item["entry"].is_full:
            handler.addQuickElement("content:encoded", item["entry"].content)


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self):
        return self.feed["changed"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        if item["entry"].is_full:
            handler.addQuickElement("content", item["entry"].content, {"type": "html"})


def xml(feed_class):
    """The writer of an XML format."""

    def write(channel):
        feed = feed_class(
            title=channel.title,
            link=channel.page,
            description=channel.description,
            subtitle=channel.description,
            language=settings.LANGUAGE_CODE,
            author_name=channel.publisher,
            feed_url=channel.address,
            feed_guid=channel.id,
            changed=channel.changed,
        )
        for entry in channel.entries:
            feed.add_item(**item_of(entry))
        return feed.writeString("utf-8")

    return write


def item_of(entry):
    """An entry in the words of Django's feed generator. What it calls a description is taken for HTML."""
    picture = entry.picture
    here = timezone.get_default_timezone()
    return {
        "title": entry.title,
        "link": entry.address,
        "description": entry.summary_html,
        "unique_id": entry.id,
        "unique_id_is_permalink": True,
        "pubdate": entry.published.astimezone(here),
        "updateddate": entry.changed.astimezone(here),
        "categories": entry.tags,
        "enclosures": [Enclosure(picture.address, str(picture.size), picture.mime)] if picture else [],
        "authors": entry.authors,
        "entry": entry,
    }


def json(channel):
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "description": channel.description,
        "icon": channel.icon,
        "authors": [{"name": channel.publisher}],
        "language": settings.LANGUAGE_CODE,
        "items": [json_item(entry) for entry in channel.entries],
    }
    return DjangoJSONEncoder(ensure_ascii=False).encode(feed)


def json_item(entry):
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.published,
        "date_modified": entry.changed,
        "authors": [{"name": name} for name in entry.authors],
        "tags": entry.tags,
    }
    if picture := entry.picture:
        item["image"] = picture.address
        item["attachments"] = [
            {"url": picture.address, "mime_type": picture.mime, "size_in_bytes": picture.size}
        ]
    return item


# What stands at the end of a feed's address: what writes it, and how the answer is labelled.
FORMATS = {
    "rss.xml": (xml(Rss), Rss.content_type),
    "atom.xml": (xml(Atom), Atom.content_type),
    "feed.json": (json, "application/feed+json; charset=utf-8"),
}
