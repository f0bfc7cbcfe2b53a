"""The two spellings in which words are compared: plain (no marks) and exact (with them)."""

import re

from .text import fold, normalize_prose, symbol_key, unify_tones

NOT_WORD = re.compile(r"[\W_]+")
# "05-NQ/TU", "05 - NQ/TU", "13/2023/NĐ-CP": figures, then parts joined by a dash or a stroke.
SYMBOL = re.compile(r"\d{1,4}(?:\s?[-–/]\s?(?:[^\W\d_]{1,6}|\d{4}))+(?![\w])")
# A vowel by itself after a consonant is written i or y: sỹ, sĩ; kỷ, kỉ; quý, quí. Not so "thủy", "tuy".
Y_FOR_I = str.maketrans("yỳỷỹýỵ", "iìỉĩíị")
LONE_Y = re.compile(r"\b(?:qu|[bcdđghklmnprstvx]{1,3})[yỳỷỹýỵ]\b")


def plain(text: str) -> str:
    """Words without marks, between single spaces; document symbols stand beside them as one word each."""
    words = NOT_WORD.sub(" ", fold(text)).strip()
    return with_one_i(" ".join([words, *symbols(text)]))


def exact(text: str) -> str:
    """Words with their marks, in one place and one spelling of i."""
    return with_one_i(NOT_WORD.sub(" ", unify_tones(normalize_prose(text)).lower()).strip())


def symbols(text: str) -> list[str]:
    """The document symbols in a text, each as one word: "05-NQ/TU" as 05nqtu."""
    return [symbol_key(match[0]) for match in SYMBOL.finditer(normalize_prose(text))]


def with_one_i(words):
    return LONE_Y.sub(lambda match: match[0].translate(Y_FOR_I), words)
