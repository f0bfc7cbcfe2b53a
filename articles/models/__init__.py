from .article import Article
from .banner import Banner
from .buffer import Buffer
from .byline import Byline
from .choices import ChangeKind, CommentPolicy, Kind, State
from .correction import Correction
from .event import Event
from .menu import MenuEntry
from .number import NumberSeries
from .people import Author, Office
from .photo import Focus, Photo, PhotoUse
from .presence import Presence
from .reads import ReadCount
from .remit import Remit
from .search import SearchEntry
from .section import Section, SectionTree
from .share import ShareLink
from .slot import Board, Place, Placement, Slot
from .topic import Tag, Topic
from .version import Version

__all__ = [
    "Article",
    "Author",
    "Banner",
    "Board",
    "Buffer",
    "Byline",
    "ChangeKind",
    "CommentPolicy",
    "Correction",
    "Event",
    "Focus",
    "Kind",
    "MenuEntry",
    "NumberSeries",
    "Office",
    "Photo",
    "PhotoUse",
    "Place",
    "Placement",
    "Presence",
    "ReadCount",
    "Remit",
    "SearchEntry",
    "Section",
    "SectionTree",
    "ShareLink",
    "Slot",
    "State",
    "Tag",
    "Topic",
    "Version",
]
