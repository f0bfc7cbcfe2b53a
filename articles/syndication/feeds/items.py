"""A feed in no format yet: its channel (title, addresses, publisher) and its items."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.templatetags.static import static
from django.utils.html import escape

from articles.models import Article, Byline, Photo
from newsroom.core.cursors import EPOCH
from newsroom.core.identity import SiteIdentity, site_url
from newsroom.core.text import drop_invalid_xml

from .full_text import absolute_links


@dataclass(frozen=True)
class Picture:
    url: str
    mime_type: str
    size: int  # in bytes; 0 where it is not known, as RSS asks


@dataclass(frozen=True)
class Item:
    """An article or a comment. `title` and `summary` are plain text; `summary_html` and `content` are HTML.

    `content` is the summary or, where `is_full`, the whole text.
    """

    id: str
    url: str
    title: str
    summary: str
    summary_html: str
    content: str
    published_at: datetime
    changed_at: datetime
    is_full: bool = False
    picture: Picture | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Channel:
    """`url` is the address of the feed itself, `page` that of the page it belongs to."""

    id: str
    title: str
    description: str
    page: str
    url: str
    publisher: str
    icon: str
    items: list[Item]

    @property
    def last_change_at(self) -> datetime:
        """The last change of an item. Atom asks for a time even of an empty feed: then it is 1970."""
        return max([item.changed_at for item in self.items], default=EPOCH)


def build_channel(
    request: HttpRequest,
    identity: SiteIdentity,
    items: list[Item],
    *,
    path: str,
    page: str,
    name: str,
    description: str,
) -> Channel:
    """The channel at `path`. An empty `name` stands for the feed of the whole site."""
    site_name = identity.display_name
    return Channel(
        id=site_url(path),
        title=f"{name} - {site_name}" if name else site_name,
        description=description,
        page=request.build_absolute_uri(page),
        url=request.build_absolute_uri(path),
        publisher=identity.managing_body or site_name,
        icon=request.build_absolute_uri(static("icons/icon-512.png")),
        items=items,
    )


def article_item(article: Article, absolute_url: Callable[[str], str], *, is_full: bool) -> Item:
    """The item of an article that was loaded with `for_feeds`. `absolute_url` is `request.build_absolute_uri`."""
    lead = text_as_html(article.lead)
    content = f"<p>{lead}</p>{absolute_links(article.rendered_body, absolute_url)}" if is_full else lead
    return Item(
        id=article.permalink,
        url=absolute_url(article.get_absolute_url()),
        title=drop_invalid_xml(article.title),
        summary=drop_invalid_xml(article.lead),
        summary_html=lead,
        content=drop_invalid_xml(content),
        published_at=article.publish_at,
        changed_at=article.last_change_at,
        is_full=is_full,
        picture=cover_picture(article.cover, absolute_url) if article.cover else None,
        authors=[byline.text for byline in article.bylines.all() if byline.role != Byline.Role.PHOTOS],
        tags=[article.section.name, *(tag.name for tag in article.tags.all())],
    )


def text_as_html(text: str) -> str:
    """Plain text as HTML: feed readers take a description for HTML."""
    return str(linebreaksbr(escape(drop_invalid_xml(text))))


def cover_picture(photo: Photo, absolute_url: Callable[[str], str]) -> Picture:
    try:
        size = file_size(photo.path(photo.page_width))
    except OSError:
        size = 0
    return Picture(absolute_url(photo.url()), "image/jpeg", size)


@lru_cache(maxsize=5000)
def file_size(path: str) -> int:
    """The size of a photo's copy in bytes. It is cached: a copy never changes, and a remote storage is slow."""
    return default_storage.size(path)
