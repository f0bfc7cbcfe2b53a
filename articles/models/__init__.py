"""The tables of articles, their constraints, and the querysets that say which rows.

Imports `byline`, `rendering` and `fields` of this room and `newsroom.core`; every other package imports this one.
"""

from .article import Article
from .banner import Banner
from .byline import Byline
from .choices import (
    APPROVERS_TURN,
    HANDED_ON,
    PUT_AWAY,
    UNPUBLISHED,
    WAITING,
    WRITERS_TURN,
    ChangeKind,
    CommentPolicy,
    Kind,
    Phase,
    State,
)
from .correction import Correction
from .event import Event
from .menu import MenuEntry
from .number_series import NumberSeries
from .page_views import PageViews
from .people import Author, Office
from .photo import Focus, Photo, PhotoUse
from .presence import Presence
from .preview_link import PreviewLink
from .remit import Remit
from .search import SearchEntry
from .section import Section, SectionTree
from .slot import Board, Place, PlacementEvent, Slot
from .topic import Tag, Topic
from .unsaved_text import UnsavedText
from .version import Version

__all__ = [
    "APPROVERS_TURN",
    "HANDED_ON",
    "PUT_AWAY",
    "UNPUBLISHED",
    "WAITING",
    "WRITERS_TURN",
    "Article",
    "Author",
    "Banner",
    "Board",
    "UnsavedText",
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
    "Phase",
    "Photo",
    "PhotoUse",
    "Place",
    "PlacementEvent",
    "Presence",
    "PageViews",
    "Remit",
    "SearchEntry",
    "Section",
    "SectionTree",
    "PreviewLink",
    "Slot",
    "State",
    "Tag",
    "Topic",
    "Version",
]
