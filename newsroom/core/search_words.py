"""The two spellings in which words are compared: plain (no marks) and exact (with them)."""

import re

from .text import fold, normalize_prose, symbol_key, unify_tones

NOT_WORD = re.compile(r"[\W_]+")
# A hyphen, and what Word and phones put in its place: U+2010 to U+2015, the minus U+2212.
DASH = "\\-\u2010-\u2015\u2212"
# "NQ", "QĐi", "TTr", "QH15": capitals; in small letters what cannot be a syllable, "nq", for it has no vowel.
ABBREVIATION = r"(?:[A-ZĐƯ]{2,10}[a-z]?|(?i:[bcdđghklmnpqrstvx]{2,6}i?))\d{0,2}"
# "05-NQ/TU", "05 - NQ/TU", "05NQ/TU", "13/2023/NĐ-CP": figures, perhaps a year, then an abbreviation; so neither a
# date nor "2023 - Thành ủy". Around its first dash are spaces, and none is needed, only where a second part follows.
SYMBOL = re.compile(
    rf"(?<!\w)\d{{1,5}}(?:\s?[{DASH}/]\s?\d{{4}})?"
    rf"(?:(?:\s?[{DASH}/]\s?)?{ABBREVIATION}(?:(?:\s?/\s?|[{DASH}])[^\W\d_]{{1,10}}\d{{0,2}})+"
    rf"|[{DASH}/]{ABBREVIATION})(?!\w)"
)
# How readers type one where no words are in doubt: "05nqtu", "05NQ-TU", "13/2023/NĐ".
GLUED = re.compile(rf"\d[\w{DASH}/]*")
# "26/6/2023", "13/2023", "2020 - 2025": one word each beside the plain ones, for "6" and "2023" stand everywhere.
FIGURES = re.compile(rf"(?<!\w)\d{{1,5}}(?:\s?[{DASH}/.]\s?\d{{1,5}}){{1,5}}(?!\w)")
# A vowel by itself after a consonant is written i or y: sỹ, sĩ; kỷ, kỉ; quý, quí. Not so "thủy", "tuy".
Y_FOR_I = str.maketrans("yỳỷỹýỵ", "iìỉĩíị")
LONE_Y = re.compile(r"\b(?:qu|[bcdđghklmnprstvx]{1,3})[yỳỷỹýỵ]\b")
# 05/06/2023 and 5/6/2023 are one day, 05-NQ/TU and 5-NQ/TU one document.
LEADING_ZEROS = re.compile(r"\b0+(?=[1-9])")


def fold_words(text: str) -> str:
    """Words without marks, between single spaces."""
    return unify_spelling(fold(text))


def lower_words(text: str) -> str:
    """Words with their marks, in one place."""
    return unify_spelling(unify_tones(normalize_prose(text)).lower())


def index_text(text: str) -> str:
    """What searches look in: the plain words; beside them document symbols and joined figures as one word each."""
    text = normalize_prose(text)
    symbols = (symbol_key(match[0]) for match in SYMBOL.finditer(text))
    figures = (key for match in FIGURES.finditer(text) for key in figure_keys(match[0]))
    return " ".join([fold_words(text), *symbols, *figures])


def figure_keys(figures):
    """Every two and three neighbours of joined figures: 26/6/2023 is found by its month, and by day and month."""
    numbers = fold_words(figures).split()
    return ["q".join(numbers[at : at + n]) for n in (2, 3) for at in range(len(numbers) - n + 1)]


def parse_figures_key(text: str) -> str:
    """The word that stands for a date or other joined figures that a reader typed; empty for anything else."""
    numbers = fold_words(text).split() if FIGURES.fullmatch(text) else []
    return "q".join(numbers) if len(numbers) in (2, 3) else ""


def parse_symbol_key(text: str) -> str:
    """The key of the document symbol that a reader typed, or of its beginning; empty for anything else."""
    key = symbol_key(text) if SYMBOL.fullmatch(text) or GLUED.fullmatch(text) else ""
    return "" if key.isdigit() else key


def unify_spelling(text):
    """Small letters as words between single spaces, with one i and no figure 0 in front of a number."""
    words = LEADING_ZEROS.sub("", NOT_WORD.sub(" ", text).strip())
    return LONE_Y.sub(lambda match: match[0].translate(Y_FOR_I), words)
