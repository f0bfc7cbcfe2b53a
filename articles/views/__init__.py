"""What readers see."""

from .article import detail, permalink, shared
from .finding import archived, found
from .lists import author, office, section, tag, topic, topics
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
    "shared",
    "shared_picture",
    "tag",
    "topic",
    "topics",
]
