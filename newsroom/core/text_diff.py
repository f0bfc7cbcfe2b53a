"""What has changed between two texts, word by word, for people to read."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html_join

SAME, ADDED, REMOVED = "same", "added", "removed"
TAGS = {SAME: "span", ADDED: "ins", REMOVED: "del"}
TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
# Comparing costs the product of both lengths at worst: beyond this, a changed passage is shown as a whole.
MOST = 6000


def diff_texts(old, new):
    """Pieces (kind, text) that tell how `old` became `new`; lines are matched first, then the words within."""
    old_lines, new_lines = old.split("\n"), new.split("\n")
    pieces = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for act, a, b, c, d in matcher.get_opcodes():
        before, after = join_lines(old_lines[a:b]), join_lines(new_lines[c:d])
        pieces += [(SAME, before)] if act == "equal" else diff_words(before, after)
    return merge_neighbours(pieces)


def join_lines(parts):
    return "".join(f"{part}\n" for part in parts)


def diff_words(old, new):
    """The same within a passage."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) > MOST or len(after) > MOST:
        return [(REMOVED, old), (ADDED, new)]
    pieces = []
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)  # a space alone is no likeness
    for act, a, b, c, d in matcher.get_opcodes():
        if act == "equal":
            pieces.append((SAME, "".join(before[a:b])))
        else:
            pieces += [(REMOVED, "".join(before[a:b])), (ADDED, "".join(after[c:d]))]
    return pieces


def merge_neighbours(pieces):
    """Neighbours of one kind as one piece, empty ones left out."""
    result = []
    for kind, text in pieces:
        if result and result[-1][0] == kind:
            result[-1] = (kind, result[-1][1] + text)
        elif text:
            result.append((kind, text))
    return result


def diff_html(pieces):
    """The pieces as <ins>, <del> and <span>, escaped; the end of a line that was empty is nothing to see."""
    seen = ((TAGS[kind], text) for kind, text in pieces if kind == SAME or text != "\n")
    return format_html_join("", "<{0}>{1}</{0}>", seen)
