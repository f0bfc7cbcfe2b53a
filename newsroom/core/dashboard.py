"""What a person finds on the first page of the admin: tiles, which every room registers."""

from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 6  # rows a tile shows; the rest is behind its link


@dataclass
class Row:
    """One thing to do or to know, with its address."""

    title: str
    url: str
    note: str = ""
    is_late: bool = False


@dataclass
class Tile:
    """A list on the desk. `count` is of all there is; `url` leads to all of it."""

    title: str
    rows: list = field(default_factory=list)
    count: int = 0
    url: str = ""
    needs_action: bool = False  # somebody waits for this person: it counts in the header


tile_functions: list[Callable] = []
counter_functions: list[Callable] = []


def register_tile(function):
    """Register `function`, which takes a user and gives a Tile, or None where it does not concern that person."""
    tile_functions.append(function)
    return function


def register_counter(function):
    """Register `function`, which takes a user and says how many things wait for that person."""
    counter_functions.append(function)
    return function


def count_waiting(user):
    """The number in the header of every page."""
    return sum(function(user) for function in counter_functions)


def tiles_for(user):
    """The tiles of this person, in the order in which they were registered."""
    tiles = (function(user) for function in tile_functions)
    return [tile for tile in tiles if tile]
