"""The views of the public pages."""

from .archive import archive
from .article import detail, permalink, preview_link
from .lists import author, office, section, section_context, tag, topic, topics
from .pageviews import count_view
from .search import search

__all__ = [
    "archive",
    "author",
    "count_view",
    "detail",
    "office",
    "permalink",
    "preview_link",
    "search",
    "section",
    "section_context",
    "tag",
    "topic",
    "topics",
]
