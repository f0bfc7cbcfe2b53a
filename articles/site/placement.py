"""What the office puts in front, and what readers then see there.

Every change asks permission, locks the board of the page, compares versions and leaves one line in its history.
A slot says what should stand there; whether readers may see it is asked of `Article.objects.public` alone.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Board, Place, PlacementEvent, Slot
from articles.permissions import may_arrange, visible_to
from newsroom.core.errors import Refusal

MOST = 20  # slots of one page: more is no choice


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


def places_of(section):
    """The places that a page has."""
    return [Place.HEAD] if section else [Place.LEAD, Place.FEATURED]


def version_of(section):
    """The version of a page's slots; 0 before anything was put up."""
    return Board.objects.filter(section=section).values_list("version", flat=True).first() or 0


@transaction.atomic
def put(article, place, *, section=None, by, version, until=None, at=None):
    """Put `article` at the end of a place of the home page, or of a section.

    Raises MayNotArrange, StaleBoard, NotForReaders, EndHasPassed, AlreadyPlaced or BoardIsFull.
    """
    at = at or timezone.now()
    board = take(section, by=by, version=version)
    if (
        place not in places_of(section)
        or not visible_to(by).public_or_scheduled(at).filter(pk=article.pk).exists()
    ):
        raise NotForReaders
    check_end(until, at)
    clear(board, by=by, at=at)
    slots = list(board.slots.all())
    if any(slot.article_id == article.pk for slot in slots):
        raise AlreadyPlaced
    if len(slots) >= MOST:
        raise BoardIsFull
    order = 1 + max((slot.order for slot in slots if slot.place == place), default=0)
    slot = Slot.objects.create(
        board=board, place=place, order=order, article=article, until=until, by=by, at=at
    )
    return write(slot, PlacementEvent.Act.PUT, by=by, at=at)


@transaction.atomic
def move(slot, step, *, by, version, at=None):
    """Move a slot up (-1) or down (+1) in its place; at the end of the row nothing changes."""
    slot, board = find(slot, by=by, version=version)
    row = list(board.slots.filter(place=slot.place).order_by("order", "id"))
    here = row.index(slot)
    there = min(max(here + step, 0), len(row) - 1)
    row.insert(there, row.pop(here))
    for order, each in enumerate(row, start=1):
        each.order = order
    Slot.objects.bulk_update(row, ["order"])
    return write(row[there], PlacementEvent.Act.MOVED, by=by, at=at)


@transaction.atomic
def set_end(slot, until, *, by, version, at=None):
    """Let a slot stand until `until`, or (None) until it is taken off. Raises EndHasPassed."""
    slot, _board = find(slot, by=by, version=version)
    check_end(until, at or timezone.now())
    slot.until = until
    slot.save(update_fields=["until"])
    return write(slot, PlacementEvent.Act.TIMED, by=by, at=at)


@transaction.atomic
def take_off(slot, *, by, version, at=None):
    """Take an article off the page; readers find it where they find every other."""
    slot, _board = find(slot, by=by, version=version)
    event = write(slot, PlacementEvent.Act.TAKEN_OFF, by=by, at=at)
    slot.delete()
    return event


def take(section, *, by, version):
    """The board of a page, locked until the transaction ends and one version further on."""
    if not may_arrange(by, section):
        raise MayNotArrange
    board, _is_new = Board.objects.get_or_create(section=section)
    board = Board.objects.select_for_update().get(pk=board.pk)
    if board.version != version:
        raise StaleBoard
    board.version += 1
    board.save(update_fields=["version"])
    return board


def find(slot, *, by, version):
    """The slot as it is now, and its board (see `take`). Raises StaleBoard where it is gone."""
    board = take(slot.board.section, by=by, version=version)
    found = board.slots.select_related("article").filter(pk=slot.pk).first()
    if found is None:
        raise StaleBoard
    return found, board


def check_end(until, at):
    if until is not None and until <= at:
        raise EndHasPassed


def clear(board, *, by, at):
    """Put away what has ended, so that it can be put up again."""
    for slot in board.slots.select_related("article").past(at):
        write(slot, PlacementEvent.Act.ENDED, by=by, at=at)
        slot.delete()


def write(slot, act, *, by, at):
    """One line of the history."""
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


def standing(articles, *, at, sections=(), home=False):
    """What stands where at `at`, of `articles` (the public ones of that moment), with one query.

    Lists of articles by (id of the section or None, place), in their order.
    """
    slots = Slot.objects.for_articles(articles, at)
    wanted = {section.pk for section in sections} | ({None} if home else set())
    found = defaultdict(list)
    for slot in slots.order_by("order", "id"):
        if slot.board.section_id in wanted:
            found[slot.board.section_id, slot.place].append(slot.article)
    return found


def slots_with(articles, at=None):
    """Where these articles stand at `at`: those who take them away are told."""
    slots = Slot.objects.in_force(at).filter(article__in=articles).select_related("board__section", "article")
    return list(slots.order_by("article", "board"))
