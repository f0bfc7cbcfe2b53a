"""What readers see."""

from .article import detail, permalink, shared
from .finding import archived, found
from .lists import author, office, section, section_page, tag, topic, topics
from .reading import count_read
from .share_image import shared_picture

__all__ = [
    "archived",
    "author",
    "count_read",
    "detail",
    "found",
    "office",
    "permalink",
    "section",
    "section_page",
    "shared",
    "shared_picture",
    "tag",
    "topic",
    "topics",
]
