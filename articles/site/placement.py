"""Pins articles to the home page and to the heads of sections.

Each change checks the permission, locks the board of the page, compares versions and records one event. A slot says
which article should be shown; whether readers may see it is decided by `Article.objects.public` alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Board, Place, PlacementEvent, Section, Slot
from articles.models.querysets import ArticleQuerySet
from articles.permissions import may_arrange, visible_to
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal

MAX_SLOTS = 20  # of one page: with more nothing is chosen


class MayNotArrange(Refusal):
    sentence = _("You have no right to arrange this page.")


class StaleBoard(Refusal):
    sentence = _("Somebody else has arranged this page since you opened it. Look at what stands there now.")


class AlreadyPlaced(Refusal):
    sentence = _("This article stands on the page already.")


class NotForReaders(Refusal):
    sentence = _("Only an article that is published, or scheduled to be, can be put up.")


class EndHasPassed(Refusal):
    sentence = _("The end time has passed.")


class BoardIsFull(Refusal):
    sentence = _("Too many articles stand on this page. Take one off first.")


def page_places(section: Section | None) -> list[Place]:
    """The places of a page: of a section, or of the home page (None)."""
    return [Place.HEAD] if section else [Place.LEAD, Place.FEATURED]


def board_version(section: Section | None) -> int:
    """The version of a page's slots; 0 before the first one."""
    return Board.objects.filter(section=section).values_list("version", flat=True).first() or 0


@transaction.atomic
def add_slot(
    article: Article,
    place: str,
    *,
    section: Section | None = None,
    by: User,
    version: int,
    until: datetime | None = None,
    at: datetime | None = None,
) -> PlacementEvent:
    """Pin `article` at the end of a place of the home page, or of a section.

    Raises MayNotArrange, StaleBoard, NotForReaders, EndHasPassed, AlreadyPlaced or BoardIsFull.
    """
    at = at or timezone.now()
    board = lock_board(section, by=by, version=version)
    if (
        place not in page_places(section)
        or not visible_to(by).public_or_scheduled(at).filter(pk=article.pk).exists()
    ):
        raise NotForReaders
    check_end(until, at)
    remove_expired(board, by=by, at=at)
    slots = list(board.slots.all())
    if any(slot.article_id == article.pk for slot in slots):
        raise AlreadyPlaced
    if len(slots) >= MAX_SLOTS:
        raise BoardIsFull
    order = 1 + max((slot.order for slot in slots if slot.place == place), default=0)
    slot = Slot.objects.create(
        board=board, place=place, order=order, article=article, until=until, by=by, at=at
    )
    return record_event(slot, PlacementEvent.Act.PUT, by=by, at=at)


@transaction.atomic
def move_slot(slot: Slot, step: int, *, by: User, version: int, at: datetime | None = None) -> PlacementEvent:
    """Move a slot up (-1) or down (+1) in its place; at the end of the row nothing changes."""
    slot, board = lock_slot(slot, by=by, version=version)
    row = list(board.slots.filter(place=slot.place).order_by("order", "id"))
    old = row.index(slot)
    new = min(max(old + step, 0), len(row) - 1)
    row.insert(new, row.pop(old))
    for order, each in enumerate(row, start=1):
        each.order = order
    Slot.objects.bulk_update(row, ["order"])
    return record_event(row[new], PlacementEvent.Act.MOVED, by=by, at=at)


@transaction.atomic
def set_slot_end(
    slot: Slot,
    until: datetime | None,
    *,
    by: User,
    version: int,
    at: datetime | None = None,
) -> PlacementEvent:
    """Keep a slot until `until`, or (None) until it is removed. Raises EndHasPassed."""
    slot, _board = lock_slot(slot, by=by, version=version)
    check_end(until, at or timezone.now())
    slot.until = until
    slot.save(update_fields=["until"])
    return record_event(slot, PlacementEvent.Act.TIMED, by=by, at=at)


@transaction.atomic
def remove_slot(slot: Slot, *, by: User, version: int, at: datetime | None = None) -> PlacementEvent:
    """Take an article off the page; it stays where all other articles are."""
    slot, _board = lock_slot(slot, by=by, version=version)
    event = record_event(slot, PlacementEvent.Act.TAKEN_OFF, by=by, at=at)
    slot.delete()
    return event


def lock_board(section, *, by, version):
    """Lock the board of a page until the transaction ends, and raise its version by one.

    Raises MayNotArrange or StaleBoard.
    """
    if not may_arrange(by, section):
        raise MayNotArrange
    board, _is_new = Board.objects.get_or_create(section=section)
    board = Board.objects.select_for_update().get(pk=board.pk)
    if board.version != version:
        raise StaleBoard
    board.version += 1
    board.save(update_fields=["version"])
    return board


def lock_slot(slot, *, by, version):
    """Lock the board of a slot (see `lock_board`); return the slot as it is now, and the board.

    Raises StaleBoard where the slot has been removed.
    """
    board = lock_board(slot.board.section, by=by, version=version)
    slot = board.slots.select_related("article").filter(pk=slot.pk).first()
    if slot is None:
        raise StaleBoard
    return slot, board


def check_end(until, at):
    if until is not None and until <= at:
        raise EndHasPassed


def remove_expired(board, *, by, at):
    """Remove the slots whose time has ended, so that their articles can be pinned again."""
    for slot in board.slots.select_related("article").filter_past(at):
        record_event(slot, PlacementEvent.Act.ENDED, by=by, at=at)
        slot.delete()


def record_event(slot, act, *, by, at):
    """Add one line to the history of the board."""
    return PlacementEvent.objects.create(
        board_id=slot.board_id,
        act=act,
        article=slot.article,
        title=slot.article.title,
        place=slot.place,
        order=slot.order,
        until=slot.until,
        by=by,
        at=at or timezone.now(),
    )


def find_pinned(
    articles: ArticleQuerySet, *, at: datetime, sections: Iterable[Section] = (), home: bool = False
) -> dict[tuple[int | None, str], list[Article]]:
    """The pinned articles among `articles` (the public ones at `at`), with one query.

    Lists in their order, by (id of the section or None for the home page, place).
    """
    slots = Slot.objects.for_articles(articles, at)
    pages = {section.pk for section in sections} | ({None} if home else set())
    pinned = defaultdict(list)
    for slot in slots.order_by("order", "id"):
        if slot.board.section_id in pages:
            pinned[slot.board.section_id, slot.place].append(slot.article)
    return pinned


def find_slots(articles: Iterable[Article], at: datetime | None = None) -> list[Slot]:
    """The slots of these articles at `at`: people are warned before they take a pinned article down."""
    slots = (
        Slot.objects.filter_in_force(at)
        .filter(article__in=articles)
        .select_related("board__section", "article")
    )
    return list(slots.order_by("article", "board"))
