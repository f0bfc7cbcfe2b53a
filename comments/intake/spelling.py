"""Split a comment into words of one plain spelling, undoing look-alike letters, stacked marks and separators."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsroom.core.text import INVISIBLE, PLAIN_VOWELS, TONED, unify_tones

# Letters of other alphabets, phonetic script and small capitals that look like Vietnamese ones.
LOOK_ALIKES = {
    look_alike: letter
    for letter, look_alikes in {
        "a": "аɑαᴀ",
        "b": "вьƅʙβɓ",
        "c": "сςᴄƈ¢",
        "d": "ԁᴅժ",
        "đ": "ðɖɗђ",
        "e": "еҽεєᴇǝɛ",
        "f": "ғꜰƒ",
        "g": "ɡɢցɠ",
        "h": "нһʜհɦћ",
        "i": "іιıɩɪ",
        "j": "јᴊյ",
        "k": "кκᴋƙ",
        "l": "ӏʟłɭ",
        "m": "мᴍɱ",
        "n": "пηπոռɴŋɲɳ",
        "o": "оοσօᴏøөɵθ",
        "p": "рρᴘþ",
        "q": "ԛզ",
        "r": "гʀɾ",
        "s": "ѕꜱʂ",
        "t": "тτᴛŧ",
        "u": "υμսᴜʋцʊ",
        "v": "νѵᴠ",
        "w": "ԝωшѡᴡ",
        "x": "хχ",
        "y": "уγүʏ",
        "z": "ᴢʐ",
    }.items()
    for look_alike in look_alikes
}
# White letters on black, round and square.
LOOK_ALIKES |= {chr(first + n): chr(ord("a") + n) for first in (0x1F150, 0x1F170) for n in range(26)}
TO_PLAIN_LETTERS = str.maketrans(LOOK_ALIKES)
# Digits and signs, and the letters that each can stand for.
CAPITAL_I = "ǀ"  # replaces an I among small letters, "Iồn": an i or an l
STAND_INS = {
    **{"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"},
    **{"@": "a", "$": "s", "!": "i", "€": "e", "|": "il", CAPITAL_I: "il"},
}
SIGNS = frozenset("@$!€|")  # these can also be mere separators
HAS_STAND_IN = re.compile(f"[{''.join(STAND_INS)}]")
# A plot, a block of flats, an amount: "D17", "CT2", "10n", "20tr".
PLACE_OR_AMOUNT = re.compile(r"[a-zđ]{1,2}[0-9]+|[0-9]+[a-zđ]{1,2}")
NOT_PLACES = frozenset(["bu01", "đ17", "đ30"])  # look like one, and are disguised words

# Invisible characters, direction marks, Khmer vowels, variation selectors.
UNSEEN = re.compile(rf"{INVISIBLE.pattern}|[\u061c\u17b4\u17b5\u180b-\u180e\ufe0e\ufe0f]")
# A word, including signs that stand for letters.
WORD = re.compile(r"(?:[@$€|][@$!€|]{0,2})?[^\W_]+(?:[@$!€|]+[^\W_]+)*[@$€|]*")
MAX_BREAK = 3  # characters between two letters of a broken word; an emoji takes two

# Small letters with a mark, and their base letters.
BASES = {letter: unicodedata.normalize("NFD", letter)[0] for letter in [*TONED, *PLAIN_VOWELS]}
BASES = {letter: base for letter, base in BASES.items() if letter.islower() and letter != base} | {"đ": "d"}
WITHOUT_MARKS = str.maketrans(BASES)
SKELETON = str.maketrans(BASES | {sign: letters[0] for sign, letters in STAND_INS.items()} | {"l": "i"})
MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
SMALL = f"a-z{''.join(BASES)}"
AMONG_SMALL = re.compile(rf"(?<=[{SMALL}])I|I(?=[{SMALL}])")
ORDINARY = re.compile(rf"[\s!-~{''.join(BASES)}{''.join(BASES).upper()}“”‘’…–—•·{CAPITAL_I}]*")
VOWELS = {
    vowel: vowel + "".join(letter for letter, base in BASES.items() if base == vowel) for vowel in "aeiouy"
}
# A repeated vowel, with or without marks.
RUN = re.compile("|".join(f"[{letters}]{{2,}}" for letters in VOWELS.values()))


@dataclass(slots=True)
class Word:
    """A word in plain spelling, and its place in the text."""

    text: str
    start: int
    end: int
    gap: str  # the characters up to the next word

    @property
    def is_one_letter(self):
        return self.text == self.text[0] * len(self.text)

    @property
    def is_disguised(self):
        """Does it mix letters with digits or signs that can stand for letters?"""
        return HAS_STAND_IN.search(self.text) is not None and any(map(str.isalpha, self.text))

    @property
    def is_like_place(self):
        is_possible = self.text not in NOT_PLACES or self.gap.startswith("/")  # "đ30/4"
        return is_possible and PLACE_OR_AMOUNT.fullmatch(self.text) is not None


def split_words(text: str) -> list[Word]:
    """The words of a text (NFC) in small plain letters, with tones in one place and nothing invisible."""
    clean, starts, ends = simplify(AMONG_SMALL.sub(CAPITAL_I, text))
    matches = list(WORD.finditer(clean))
    following = [*(match.start() for match in matches[1:]), len(clean)]
    return [
        Word(unify_word(match[0]), starts[match.start()], ends[match.end() - 1], clean[match.end() : after])
        for match, after in zip(
            matches, following, strict=False
        )  # without words, `following` still holds the end
    ]


def simplify(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text in plain letters, and where each of them begins and ends in `text`."""
    if ORDINARY.fullmatch(text):
        return text.lower(), range(len(text)), range(1, len(text) + 1)
    letters = simplify_letters(text)
    return (
        "".join(letter for letter, _, _ in letters),
        [at for _, at, _ in letters],
        [at for _, _, at in letters],
    )


def simplify_letters(text: str) -> list[tuple[str, int, int]]:
    """Plain letters with their start and end in `text`. Keeps only Vietnamese marks, and only on vowels."""
    letters = []
    for place, character in enumerate(text):
        for each in "" if UNSEEN.match(character) else decompose(character):
            if unicodedata.category(each)[0] != "M":
                letters.append((each, place, place + 1))
            elif letters:
                before, first, _last = letters[-1]
                if each in MARKS and remove_marks(before) in VOWELS:
                    before = unicodedata.normalize("NFC", before + each)[:1]
                letters[-1] = (before, first, place + 1)
    return letters


@lru_cache(maxsize=5_000)
def decompose(character: str) -> str:
    return unicodedata.normalize("NFKD", character).lower().translate(TO_PLAIN_LETTERS)


@lru_cache(maxsize=20_000)
def unify_word(word: str) -> str:
    return RUN.sub(spread_mark, unify_tones(word))


def spread_mark(run: re.Match) -> str:
    """Replace a run of one vowel by its most marked letter: "óooo" to "óóóó". "ưu" at the end stays two letters."""
    letters = run[0]
    if letters[0] in "ưứừửữự" and set(letters[1:]) == {"u"} and run.end() == len(run.string):
        return letters
    return max(letters, key=lambda letter: len(unicodedata.normalize("NFD", letter))) * len(letters)


def remove_marks(text: str) -> str:
    """Replace marked small letters by their base letters."""
    return text.translate(WITHOUT_MARKS)


def is_broken_word(word: Word, following: Word) -> bool:
    """Can the gap between two words be inserted to break one word? A space counts only between single letters."""
    if len(word.gap) > MAX_BREAK:
        return False
    return not any(map(str.isspace, word.gap)) or (word.is_one_letter and following.is_one_letter)


def make_skeleton(text: str) -> str:
    """The form that all disguises of a word share. i and l are equal, since a 1 can be either."""
    return text.translate(SKELETON)
