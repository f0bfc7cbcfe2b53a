"""Parses the text of a search: words, "phrases in quotes", and -words that must not occur."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsroom.core.search_words import SYMBOL, fold_words, lower_words, parse_figures_key, parse_symbol_key
from newsroom.core.text import normalize

QUERY_LENGTH = 200  # characters
MAX_TERMS = 16  # each costs the database a look-up
# One term with its minus. The word before a date in figures is dropped: 26/6/2023 contains "tháng 6/2023".
TERM = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"'
    rf"|(?P<symbol>{SYMBOL.pattern})"
    r"|(?i:ngày|ngay|tháng|thang)\s(?=\d{1,2}[/.-]\d)"
    r"|(?P<word>\S+))"
)


class Term(NamedTuple):
    """One word, or the words of a phrase in their order.

    A document symbol also matches as the single word `symbol`, or as the beginning of one. Joined figures (a date)
    match as the single word `figures`.
    """

    words: list
    symbol: str = ""
    figures: str = ""


@dataclass
class Query:
    """A parsed search. `exact` holds the words of the terms that were typed with diacritics."""

    terms: list = field(default_factory=list)
    excluded: list = field(default_factory=list)
    exact: list = field(default_factory=list)
    typed: list = field(default_factory=list)  # the words of `terms` as they were typed
    is_loose: bool = False  # any of the terms is enough

    def __bool__(self):
        return bool(self.terms)

    def loosen(self) -> "Query | None":
        """The same query matching any of its terms; None for a single term and for a loose query."""
        return replace(self, is_loose=True) if len(self.terms) > 1 and not self.is_loose else None

    @property
    def as_phrase(self) -> list[str]:
        """The words of all terms in their order: articles with this phrase are ranked first."""
        return [word for term in self.terms for word in term.words]

    @property
    def single_words(self) -> list[str]:
        """The words as they were typed, to suggest searches for each of them."""
        return [word for word in self.typed if len(word) > 1][:MAX_TERMS]


def parse_query(text: str) -> Query:
    """Parse any text; nothing that a person types is an error. Longer texts are cut to QUERY_LENGTH."""
    query = Query()
    for match in TERM.finditer(normalize(text[:QUERY_LENGTH]).replace("“", '"').replace("”", '"')):
        term_text = match["phrase"] or match["symbol"] or match["word"] or ""
        if words := fold_words(term_text).split():
            bare = term_text.strip(".,;:!?()[]")
            term = Term(words, parse_symbol_key(bare), parse_figures_key(bare))
            if match["minus"]:
                query.excluded.append(term)
            else:
                query.terms.append(term)
                query.typed += match["phrase"].split() if match["phrase"] else [term_text.strip('"')]
                marked = lower_words(term_text).split()
                if marked != words and not term.symbol:
                    query.exact.append(marked)
    query.terms, query.excluded = query.terms[:MAX_TERMS], query.excluded[:MAX_TERMS]
    return query
