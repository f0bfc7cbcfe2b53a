"""What a feed says of an article, whatever its format."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.files.storage import default_storage
from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape

from articles.models import Article, Byline
from newsroom.core.text import drop_invalid_xml

from .full_text import absolute


@dataclass(frozen=True)
class Picture:
    address: str
    mime: str
    size: int


@dataclass(frozen=True)
class Entry:
    """One article. `title` and `summary` are plain text; `content` is HTML, the lead or (`is_full`) all of it."""

    id: str
    address: str
    title: str
    summary: str
    summary_html: str
    content: str
    is_full: bool
    picture: Picture | None
    authors: list[str]
    tags: list[str]
    published: datetime
    changed: datetime


def entry_of(article: Article, here, *, is_full) -> Entry:
    """`here` makes an address absolute."""
    lead = str(linebreaksbr(escape(drop_invalid_xml(article.lead))))
    content = f"<p>{lead}</p>{absolute(article.rendered_body, here)}" if is_full else lead
    return Entry(
        id=article.permalink,
        address=here(article.get_absolute_url()),
        title=drop_invalid_xml(article.title),
        summary=drop_invalid_xml(article.lead),
        summary_html=lead,
        content=drop_invalid_xml(content),
        is_full=is_full,
        picture=article.cover and picture_of(article.cover, here),
        authors=[line.printed for line in article.bylines.all() if line.role != Byline.Role.PHOTOS],
        tags=[article.section.name, *(tag.name for tag in article.tags.all())],
        published=article.publish_at,
        changed=article.changed_at,
    )


def picture_of(photo, here):
    try:
        size = size_of(photo.path(photo.page_width))
    except OSError:
        size = 0  # what RSS writes where nobody knows
    return Picture(here(photo.url()), "image/jpeg", size)


@lru_cache(maxsize=5000)
def size_of(path):
    """Of a photo's copy, in bytes. A copy never changes, and asking a storage elsewhere takes its time."""
    return default_storage.size(path)
