"""Cuts the passage out of a text that holds most words of a search, and marks these words."""

import re
from itertools import islice

from django.utils.html import format_html, format_html_join

from newsroom.core.search_words import SYMBOL, fold_words, lower_words
from newsroom.core.text import symbol_key

from .query import Query

# The start and end of a word in the text, and the word folded.
Word = tuple[int, int, str]
WORD = re.compile(r"[^\W_]+")
LENGTH = 40  # words of an excerpt
MAX_WORDS = 5000  # words of the text that are searched


def excerpt(text: str, query: Query) -> str:
    """HTML: the passage with most of the words of `query`, each in <mark>; without any, the beginning of the text."""
    words = [
        (match.start(), match.end(), fold_words(match[0])) for match in islice(WORD.finditer(text), MAX_WORDS)
    ]
    hits = find_hits(words, text, query)
    first = best_start(hits, words)
    visible, marked = words[first : first + LENGTH], {words[at][0] for at in hits}
    if not visible:
        return ""
    pieces, place = [], visible[0][0]
    for start, end, _word in visible:
        if start in marked:
            pieces += [("{}", text[place:start]), ("<mark>{}</mark>", text[start:end])]
            place = end
    is_end = first + LENGTH >= len(words)
    pieces.append(("{}", text[place:] if is_end else text[place : visible[-1][1]]))
    body = format_html_join("", "{}", ((format_html(form, part),) for form, part in pieces))
    return format_html("{}{}{}", "… " if first else "", body, "" if is_end else " …")


def find_hits(words: list[Word], text: str, query: Query) -> list[int]:
    """The positions of the words to mark.

    "đảng", typed with its diacritics, does not match "đăng", unless the text has no "đảng".
    """
    matches = match_terms(words, text, query)
    typed = {word for term in query.exact for word in term}
    as_typed = [at for at in matches if lower_words(text[words[at][0] : words[at][1]]) in typed]
    settled = {words[at][2] for at in as_typed}
    return sorted({*as_typed, *(at for at in matches if words[at][2] not in settled)})


def match_terms(words: list[Word], text: str, query: Query) -> list[int]:
    """The positions of single words, of the words of phrases and dates in their order, and of document symbols."""
    plain_words = [word for _start, _end, word in words]
    first_words = {}
    for term in query.terms:
        first_words.setdefault(term.words[0], []).append(term.words)
    keys = tuple(term.symbol for term in query.terms if term.symbol)
    spans = (
        [match.span() for match in SYMBOL.finditer(text) if symbol_key(match[0]).startswith(keys)]
        if keys
        else []
    )
    positions = set()
    for at, (start, end, word) in enumerate(words):
        for term in first_words.get(word, ()):
            if plain_words[at : at + len(term)] == term:
                positions.update(range(at, at + len(term)))
        if word.startswith(keys) or any(first <= start and end <= last for first, last in spans):
            positions.add(at)
    return sorted(positions)


def best_start(hits: list[int], words: list[Word]) -> int:
    """The position at which the excerpt begins: a few words before the passage with most different words."""
    best, most = 0, 0
    for number, at in enumerate(hits):
        inside = {words[other][2] for other in hits[number:] if other < at + LENGTH - 5}
        if len(inside) > most:
            best, most = at, len(inside)
    return max(best - 5, 0)
