"""What somebody typed into the search field: words, "phrases in quotes", and -words that must not occur."""

import re
from dataclasses import dataclass, field, replace

from newsroom.ground.words import SYMBOL, exact, plain, symbols

LONGEST = 200  # characters
MOST = 16  # words: each costs a look
NOT_A_WORD = re.compile(r'["“”]|(?<!\S)-\S*')
PART = re.compile(r'(-?)"([^"]*)"|(\S+)')


@dataclass
class Query:
    """Each term is a list of words: one word, or a phrase in its order. `exact` holds those typed with marks."""

    terms: list = field(default_factory=list)
    excluded: list = field(default_factory=list)
    exact: list = field(default_factory=list)
    typed: str = ""
    is_loose: bool = False  # some of the words are enough

    def __bool__(self):
        return bool(self.terms)

    def loosened(self):
        """The same, content with some of the words; None where there is nothing to let go."""
        return replace(self, is_loose=True) if len(self.terms) > 1 and not self.is_loose else None

    @property
    def as_phrase(self):
        """All that was asked for, as it was typed: an article that says just this comes first."""
        return [word for term in self.terms for word in term]

    @property
    def words_typed(self):
        """The words as they were typed, to be looked for one by one."""
        return [word for word in NOT_A_WORD.sub(" ", self.typed).split() if len(word) > 1][:MOST]

    @property
    def words(self):
        """Every plain word that is looked for."""
        return {word for term in self.terms for word in term}


def parse(typed: str) -> Query:
    """The query, however odd the text; nothing a person types is an error."""
    query = Query(typed=typed)
    typed = typed[:LONGEST].replace("“", '"').replace("”", '"')
    for symbol in symbols(typed):
        query.terms.append([symbol])
    for minus, phrase, word in PART.findall(SYMBOL.sub(" ", typed)):
        is_excluded = bool(minus) or (word.startswith("-") and len(word) > 1)
        _add(query, phrase or word, is_excluded)
    query.terms, query.excluded = query.terms[:MOST], query.excluded[:MOST]
    return query


def _add(query, text, is_excluded):
    term = plain(text).split()
    if not term:
        return
    if is_excluded:
        query.excluded.append(term)
        return
    query.terms.append(term)
    marked = exact(text).split()
    if marked != term:
        query.exact.append(marked)
