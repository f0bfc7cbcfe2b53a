"""The first page of the admin: tiles and counters, which every room registers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from .accounts import User

MAX_ROWS = 6  # in a tile; its link leads to the others


@dataclass
class Row:
    """One thing to do or to know, with its URL."""

    title: str
    url: str
    note: str = ""
    is_late: bool = False


@dataclass
class Tile:
    """A list on the dashboard. `count` counts all things, `url` leads to all of them."""

    title: str | Promise
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    url: str = ""
    needs_action: bool = False  # it waits for this person, and counts in the header


TileFunction = Callable[[User], Tile | None]
CounterFunction = Callable[[User], int]

tile_functions: list[TileFunction] = []
counter_functions: list[CounterFunction] = []


def register_tile(function: TileFunction) -> TileFunction:
    """Decorate a function that returns the Tile of a user, or None when it does not concern that user."""
    tile_functions.append(function)
    return function


def register_counter(function: CounterFunction) -> CounterFunction:
    """Decorate a function that returns how many things wait for a user."""
    counter_functions.append(function)
    return function


def count_waiting(user: User) -> int:
    """Return the number in the header of every page: all things that wait for `user`."""
    return sum(function(user) for function in counter_functions)


def tiles_for(user: User) -> list[Tile]:
    """Return the tiles of `user`, in the order in which they were registered."""
    tiles = (function(user) for function in tile_functions)
    return [tile for tile in tiles if tile]
