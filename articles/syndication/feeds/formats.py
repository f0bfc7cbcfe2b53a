"""The three formats of a feed: RSS, Atom and JSON Feed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed

from newsroom.core.dateformat import local_time

from .items import Channel, Item


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        names = {
            "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/",
        }
        return {**super().rss_attributes(), **{f"xmlns:{name}": uri for name, uri in names.items()}}

    def latest_post_date(self):
        return self.feed["changed_at"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        if item["full_text"]:
            handler.addQuickElement("content:encoded", item["full_text"])


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self):
        return self.feed["changed_at"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        if item["full_text"]:
            handler.addQuickElement("content", item["full_text"], {"type": "html"})


def xml_writer(feed_class: type[SyndicationFeed]) -> Callable[[Channel], str]:
    """The function that writes a channel in an XML format."""

    def write(channel: Channel) -> str:
        feed = feed_class(
            title=channel.title,
            link=channel.page,
            description=channel.description,
            subtitle=channel.description,
            language=settings.LANGUAGE_CODE,
            author_name=channel.publisher,
            feed_url=channel.url,
            feed_guid=channel.id,
            changed_at=channel.last_change_at,
        )
        for item in channel.items:
            feed.add_item(**feedgenerator_item(item))
        return feed.writeString("utf-8")

    return write


def feedgenerator_item(item: Item) -> dict[str, Any]:
    """The arguments of `add_item` of Django's feed generator. Readers take the description for HTML."""
    picture = item.picture
    return {
        "title": item.title,
        "link": item.url,
        "description": item.summary_html,
        "unique_id": item.id,
        "unique_id_is_permalink": True,
        "pubdate": local_time(item.published_at),
        "updateddate": local_time(item.changed_at),
        "categories": item.tags,
        "enclosures": [Enclosure(picture.url, str(picture.size), picture.mime_type)] if picture else [],
        "authors": item.authors,
        "full_text": item.content if item.is_full else "",
    }


def write_json(channel: Channel) -> str:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.url,
        "description": channel.description,
        "icon": channel.icon,
        "authors": [{"name": channel.publisher}],
        "language": settings.LANGUAGE_CODE,
        "items": [json_item(item) for item in channel.items],
    }
    return DjangoJSONEncoder(ensure_ascii=False).encode(feed)


def json_item(item: Item) -> dict[str, Any]:
    fields = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "date_published": item.published_at,
        "date_modified": item.changed_at,
        "authors": [{"name": name} for name in item.authors],
        "tags": item.tags,
    }
    if picture := item.picture:
        fields["image"] = picture.url
        fields["attachments"] = [
            {"url": picture.url, "mime_type": picture.mime_type, "size_in_bytes": picture.size}
        ]
    return fields


# The last part of a feed's address: the function that writes it, and the content type.
FORMATS = {
    "rss.xml": (xml_writer(Rss), Rss.content_type),
    "atom.xml": (xml_writer(Atom), Atom.content_type),
    "feed.json": (write_json, "application/feed+json; charset=utf-8"),
}


def feed_response(channel: Channel, format: str) -> HttpResponse:
    """The channel in a format of FORMATS; caches may keep it for 60 seconds.

    It has no Last-Modified: a taken-down article or a hidden comment does not move the time of the newest item, so a
    reader that asks by time would keep it. `conditional_page` adds an ETag.
    """
    write, content_type = FORMATS[format]
    response = HttpResponse(write(channel), content_type=content_type)
    patch_cache_control(response, public=True, max_age=60)
    return response
