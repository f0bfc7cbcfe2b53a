"""The piece of a text in which the words stand, with the words marked."""

import re
from itertools import islice

from django.utils.html import format_html, format_html_join

from newsroom.ground.words import plain

WORD = re.compile(r"\w+")
AROUND = 40  # words that an excerpt shows
LOOKED_AT = 5000  # words of the text


def excerpt(text, query):
    """HTML: the stretch with most of the words of `query`, each marked; the beginning where there is none."""
    words = [
        (match.start(), match.end(), plain(match[0])) for match in islice(WORD.finditer(text), LOOKED_AT)
    ]
    wanted = query.words
    hits = [at for at, (_start, _end, word) in enumerate(words) if word in wanted]
    first = best_start(hits, words)
    shown = words[first : first + AROUND]
    if not shown:
        return ""
    pieces, place = [], shown[0][0]
    for start, end, word in shown:
        if word in wanted:
            pieces += [("{}", text[place:start]), ("<mark>{}</mark>", text[start:end])]
            place = end
    is_end = first + AROUND >= len(words)
    pieces.append(("{}", text[place:] if is_end else text[place : shown[-1][1]]))
    body = format_html_join("", "{}", ((format_html(form, part),) for form, part in pieces))
    return format_html("{}{}{}", "… " if first else "", body, "" if is_end else " …")


def best_start(hits, words):
    """Where the window with most different words begins, a few words before the first of them."""
    best, most = 0, 0
    for number, at in enumerate(hits):
        inside = {words[other][2] for other in hits[number:] if other < at + AROUND - 5}
        if len(inside) > most:
            best, most = at, len(inside)
    return max(best - 5, 0)
