"""What readers see."""

from articles.syndication.social_image.views import shared_picture

from .article import detail, permalink, shared
from .lists import author, office, section, section_context, tag, topic, topics
from .pageviews import count_view
from .search import archived, found

__all__ = [
    "archived",
    "author",
    "count_view",
    "detail",
    "found",
    "office",
    "permalink",
    "section",
    "section_context",
    "shared",
    "shared_picture",
    "tag",
    "topic",
    "topics",
]
