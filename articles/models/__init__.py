from .article import Article, CommentPolicy, Kind, State
from .buffer import Buffer
from .byline import Byline
from .event import Event
from .people import Author, Office
from .photo import Focus, Photo, PhotoUse
from .section import Section, SectionTree
from .topic import Tag, Topic

__all__ = [
    "Article",
    "Author",
    "Buffer",
    "Byline",
    "CommentPolicy",
    "Event",
    "Focus",
    "Kind",
    "Office",
    "Photo",
    "PhotoUse",
    "Section",
    "SectionTree",
    "State",
    "Tag",
    "Topic",
]
