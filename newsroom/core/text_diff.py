"""Differences between two texts, word by word, for people to read."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.html import format_html_join

SAME, ADDED, REMOVED = "same", "added", "removed"
TAGS = {SAME: "span", ADDED: "ins", REMOVED: "del"}
TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
# Comparison costs the product of both lengths at worst: a longer passage is shown as replaced as a whole.
MAX_TOKENS = 6000

Piece = tuple[str, str]  # kind and text


def diff_texts(old: str, new: str) -> list[Piece]:
    """Return the pieces that turn `old` into `new`. Lines are matched first, then the words in changed lines."""
    old_lines, new_lines = old.split("\n"), new.split("\n")
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = join_lines(old_lines[a:b]), join_lines(new_lines[c:d])
        pieces += [(SAME, before)] if tag == "equal" else diff_words(before, after)
    return merge_neighbours(pieces)


def join_lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def diff_words(old: str, new: str) -> list[Piece]:
    """Return the pieces that turn one passage into another."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) > MAX_TOKENS or len(after) > MAX_TOKENS:
        return [(REMOVED, old), (ADDED, new)]
    pieces: list[Piece] = []
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)  # common spaces alone do not match
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append((SAME, "".join(before[a:b])))
        else:
            pieces += [(REMOVED, "".join(before[a:b])), (ADDED, "".join(after[c:d]))]
    return pieces


def merge_neighbours(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one kind; drop empty pieces."""
    merged: list[Piece] = []
    for kind, text in pieces:
        if merged and merged[-1][0] == kind:
            merged[-1] = (kind, merged[-1][1] + text)
        elif text:
            merged.append((kind, text))
    return merged


def diff_html(pieces: Iterable[Piece]) -> str:
    """Return the pieces as <ins>, <del> and <span>, escaped. An added or removed empty line is left out."""
    visible = ((TAGS[kind], text) for kind, text in pieces if kind == SAME or text != "\n")
    return format_html_join("", "<{0}>{1}</{0}>", visible)
