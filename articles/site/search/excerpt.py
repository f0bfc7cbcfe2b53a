"""The piece of a text in which the words stand, with the words marked."""

import re
from itertools import islice

from django.utils.html import format_html, format_html_join

from newsroom.core.search_words import SYMBOL, fold_words, lower_words
from newsroom.core.text import symbol_key

WORD = re.compile(r"[^\W_]+")
AROUND = 40  # words that an excerpt shows
LOOKED_AT = 5000  # words of the text


def excerpt(text, query):
    """HTML: the stretch with most of the words of `query`, each marked; the beginning where there is none."""
    words = [
        (match.start(), match.end(), fold_words(match[0])) for match in islice(WORD.finditer(text), LOOKED_AT)
    ]
    hits = hits_of(words, text, query)
    first = best_start(hits, words)
    shown, marked = words[first : first + AROUND], {words[at][0] for at in hits}
    if not shown:
        return ""
    pieces, place = [], shown[0][0]
    for start, end, _word in shown:
        if start in marked:
            pieces += [("{}", text[place:start]), ("<mark>{}</mark>", text[start:end])]
            place = end
    is_end = first + AROUND >= len(words)
    pieces.append(("{}", text[place:] if is_end else text[place : shown[-1][1]]))
    body = format_html_join("", "{}", ((format_html(form, part),) for form, part in pieces))
    return format_html("{}{}{}", "… " if first else "", body, "" if is_end else " …")


def hits_of(words, text, query):
    """Which of the words are asked for. "đảng" typed with its mark is not "đăng", but in a text without any "đảng"."""
    found = asked_for(words, text, query)
    typed = {word for term in query.exact for word in term}
    as_typed = [at for at in found if lower_words(text[words[at][0] : words[at][1]]) in typed]
    settled = {words[at][2] for at in as_typed}
    return sorted({*as_typed, *(at for at in found if words[at][2] not in settled)})


def asked_for(words, text, query):
    """Where single words stand, phrases and dates in their order, and document symbols however they are written."""
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
    found = set()
    for at, (start, end, word) in enumerate(words):
        for term in first_words.get(word, ()):
            if plain_words[at : at + len(term)] == term:
                found.update(range(at, at + len(term)))
        if word.startswith(keys) or any(first <= start and end <= last for first, last in spans):
            found.add(at)
    return sorted(found)


def best_start(hits, words):
    """Where the window with most different words begins, a few words before the first of them."""
    best, most = 0, 0
    for number, at in enumerate(hits):
        inside = {words[other][2] for other in hits[number:] if other < at + AROUND - 5}
        if len(inside) > most:
            best, most = at, len(inside)
    return max(best - 5, 0)
