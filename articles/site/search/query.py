"""What somebody typed into the search field: words, "phrases in quotes", and -words that must not occur."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsroom.core.search_words import SYMBOL, fold_words, lower_words, parse_figures_key, parse_symbol_key
from newsroom.core.text import normalize

QUERY_LENGTH = 200  # characters
MOST = 16  # words: each costs a look
# Each piece with its sign. The word before a date in figures asks for nothing: "tháng 6/2023" is in 26/6/2023.
PIECE = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"'
    rf"|(?P<symbol>{SYMBOL.pattern})"
    r"|(?i:ngày|ngay|tháng|thang)\s(?=\d{1,2}[/.-]\d)"
    r"|(?P<word>\S+))"
)


class Term(NamedTuple):
    """One word, or a phrase in its order.

    A document symbol may stand as the one word `symbol`, or as what begins with it, instead; joined figures (a date)
    stand as the one word `figures`.
    """

    words: list
    symbol: str = ""
    figures: str = ""


@dataclass
class Query:
    """What must occur and what must not. `exact` holds the words of terms that were typed with marks."""

    terms: list = field(default_factory=list)
    excluded: list = field(default_factory=list)
    exact: list = field(default_factory=list)
    typed: list = field(default_factory=list)  # the words that must occur, as they were typed
    is_loose: bool = False  # some of the words are enough

    def __bool__(self):
        return bool(self.terms)

    def loosened(self):
        """The same, content with some of the words; None where there is nothing to let go."""
        return replace(self, is_loose=True) if len(self.terms) > 1 and not self.is_loose else None

    @property
    def as_phrase(self):
        """All that was asked for, as it was typed: an article that says just this comes first."""
        return [word for term in self.terms for word in term.words]

    @property
    def words_typed(self):
        """The words as they were typed, to be looked for one by one."""
        return [word for word in self.typed if len(word) > 1][:MOST]


def parse(typed: str) -> Query:
    """The query, however odd the text; nothing a person types is an error."""
    query = Query()
    for piece in PIECE.finditer(normalize(typed[:QUERY_LENGTH]).replace("“", '"').replace("”", '"')):
        text = piece["phrase"] or piece["symbol"] or piece["word"] or ""
        if words := fold_words(text).split():
            bare = text.strip(".,;:!?()[]")
            term = Term(words, parse_symbol_key(bare), parse_figures_key(bare))
            if piece["minus"]:
                query.excluded.append(term)
            else:
                query.terms.append(term)
                query.typed += piece["phrase"].split() if piece["phrase"] else [text.strip('"')]
                marked = lower_words(text).split()
                if marked != words and not term.symbol:
                    query.exact.append(marked)
    query.terms, query.excluded = query.terms[:MOST], query.excluded[:MOST]
    return query
