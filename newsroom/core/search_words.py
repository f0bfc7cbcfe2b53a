"""Forms of words for searching: folded (without diacritics) and lower case (with them).

"Marks" are the diacritics of Vietnamese letters.
"""

import re

from .text import fold, normalize_prose, symbol_key, unify_tones

NOT_WORD = re.compile(r"[\W_]+")
# A hyphen, and what Word and phones put in its place: U+2010 to U+2015, the minus U+2212.
DASH = "\\-\u2010-\u2015\u2212"
# "NQ", "QĐi", "TTr", "QH15": capitals; in small letters what cannot be a syllable, "nq", for it has no vowel.
ABBREVIATION = r"(?:[A-ZĐƯ]{2,10}[a-z]?|(?i:[bcdđghklmnpqrstvx]{2,6}i?))\d{0,2}"
# "05-NQ/TU", "05 - NQ/TU", "05NQ/TU", "13/2023/NĐ-CP": figures, an optional year, an abbreviation; neither a date nor
# "2023 - Thành ủy". The first dash may have spaces around it or be missing only when a second part follows.
SYMBOL = re.compile(
    rf"(?<!\w)\d{{1,5}}(?:\s?[{DASH}/]\s?\d{{4}})?"
    rf"(?:(?:\s?[{DASH}/]\s?)?{ABBREVIATION}(?:(?:\s?/\s?|[{DASH}])[^\W\d_]{{1,10}}\d{{0,2}})+"
    rf"|[{DASH}/]{ABBREVIATION})(?!\w)"
)
# Spellings of a symbol in a search box, where no other word is meant: "05nqtu", "05NQ-TU", "13/2023/NĐ".
GLUED = re.compile(rf"\d[\w{DASH}/]*")
# "26/6/2023", "13/2023", "2020 - 2025": each is also indexed as one word, because "6" and "2023" stand everywhere.
FIGURES = re.compile(rf"(?<!\w)\d{{1,5}}(?:\s?[{DASH}/.]\s?\d{{1,5}}){{1,5}}(?!\w)")
# The vowel i alone after a consonant is also written y: sỹ, sĩ; kỷ, kỉ; quý, quí. Not in "thủy", "tuy".
Y_FOR_I = str.maketrans("yỳỷỹýỵ", "iìỉĩíị")
LONE_Y = re.compile(r"\b(?:qu|[bcdđghklmnprstvx]{1,3})[yỳỷỹýỵ]\b")
# 05/06/2023 and 5/6/2023 are one day, 05-NQ/TU and 5-NQ/TU one document.
LEADING_ZEROS = re.compile(r"\b0+(?=[1-9])")


def fold_words(text: str) -> str:
    """Return the words without marks, between single spaces."""
    return unify_spelling(fold(text))


def lower_words(text: str) -> str:
    """Return the words in small letters with their marks; each tone mark stands in its usual place."""
    return unify_spelling(unify_tones(normalize_prose(text)).lower())


def index_text(text: str) -> str:
    """Return the folded words, then each document symbol and joined figures as one word: the text to search in."""
    text = normalize_prose(text)
    symbols = (symbol_key(match[0]) for match in SYMBOL.finditer(text))
    figures = (key for match in FIGURES.finditer(text) for key in figure_keys(match[0]))
    return " ".join([fold_words(text), *symbols, *figures])


def figure_keys(figures: str) -> list[str]:
    """Return every two and three neighbours of joined figures: 26/6/2023 is found by day and month and by its month."""
    numbers = fold_words(figures).split()
    return ["q".join(numbers[at : at + n]) for n in (2, 3) for at in range(len(numbers) - n + 1)]


def parse_figures_key(text: str) -> str:
    """Return the key of a date or other joined figures that a reader typed; "" for anything else."""
    numbers = fold_words(text).split() if FIGURES.fullmatch(text) else []
    return "q".join(numbers) if len(numbers) in (2, 3) else ""


def parse_symbol_key(text: str) -> str:
    """Return the key of the document symbol that a reader typed, or of its beginning; "" for anything else."""
    key = symbol_key(text) if SYMBOL.fullmatch(text) or GLUED.fullmatch(text) else ""
    return "" if key.isdigit() else key


def unify_spelling(text: str) -> str:
    """Return words between single spaces, with i for a lone y and no leading zeros."""
    words = LEADING_ZEROS.sub("", NOT_WORD.sub(" ", text).strip())
    return LONE_Y.sub(lambda match: match[0].translate(Y_FOR_I), words)
