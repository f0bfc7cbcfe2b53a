"""The words of a comment in one spelling, whatever letters, marks and signs they are written with, and their places."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from newsroom.core.text import INVISIBLE, PLAIN_VOWELS, TONED, unify_tones

# Letters that look like ours: of other alphabets, of phonetic script, small capitals.
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
OURS = str.maketrans(LOOK_ALIKES)
# Figures and signs, and the letters that each stands for.
CAPITAL_I = "ǀ"  # our sign for an I among small letters, "Iồn": an i or an l
STAND_INS = {
    **{"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"},
    **{"@": "a", "$": "s", "!": "i", "€": "e", "|": "il", CAPITAL_I: "il"},
}
SIGNS = frozenset("@$!€|")  # these may also just part two letters
HAS_STAND_IN = re.compile(f"[{''.join(STAND_INS)}]")
# A lot, a block, an amount: "D17", "CT2", "10n", "20tr".
ADDRESS_OR_AMOUNT = re.compile(r"[a-zđ]{1,2}[0-9]+|[0-9]+[a-zđ]{1,2}")
NO_ADDRESS = frozenset(["bu01", "đ17", "đ30"])  # they look like one, and are words

# What is not stored anyway, and a few signs that may be: direction marks, vowels of Khmer, variants of pictures.
UNSEEN = re.compile(rf"{INVISIBLE.pattern}|[\u061c\u17b4\u17b5\u180b-\u180e\ufe0e\ufe0f]")
# A word, with the signs that stand for letters in it.
WORD = re.compile(r"(?:[@$€|][@$!€|]{0,2})?[^\W_]+(?:[@$!€|]+[^\W_]+)*[@$€|]*")
LONGEST_BREAK = 3  # of what is put between two letters of a word; a picture takes two characters

# The letters with a mark, in small, and what each is without.
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
# A vowel more than once, with different marks or without.
RUN = re.compile("|".join(f"[{letters}]{{2,}}" for letters in VOWELS.values()))


@dataclass(slots=True)
class Word:
    """A word as it is compared, and its place in the text."""

    text: str
    start: int
    end: int
    gap: str  # what follows, up to the next word

    @property
    def is_one_letter(self):
        return self.text == self.text[0] * len(self.text)

    @property
    def is_disguised(self):
        """Letters, and among them something that stands for one."""
        return HAS_STAND_IN.search(self.text) is not None and any(map(str.isalpha, self.text))

    @property
    def is_like_address(self):
        is_one = self.text not in NO_ADDRESS or self.gap.startswith("/")  # "đ30/4"
        return is_one and ADDRESS_OR_AMOUNT.fullmatch(self.text) is not None


def words_of(text: str) -> list[Word]:
    """The words of a text (NFC): small letters, our alphabet, tones in one place, nothing invisible."""
    clean, starts, ends = cleaned(AMONG_SMALL.sub(CAPITAL_I, text))
    found = list(WORD.finditer(clean))
    following = [*(match.start() for match in found[1:]), len(clean)]
    return [
        Word(unified(match[0]), starts[match.start()], ends[match.end() - 1], clean[match.end() : after])
        for match, after in zip(found, following, strict=False)  # no word, and still an end
    ]


def cleaned(text):
    """The text in plain letters; where each begins and ends in `text`."""
    if ORDINARY.fullmatch(text):
        return text.lower(), range(len(text)), range(1, len(text) + 1)
    letters = mended(text)
    return (
        "".join(letter for letter, _, _ in letters),
        [at for _, at, _ in letters],
        [at for _, _, at in letters],
    )


def mended(text):
    """Letter by letter, with the place of each in `text`. Of marks only ours are kept, and on vowels only."""
    letters = []
    for place, character in enumerate(text):
        for each in "" if UNSEEN.match(character) else decomposed(character):
            if unicodedata.category(each)[0] != "M":
                letters.append((each, place, place + 1))
            elif letters:
                before, first, _last = letters[-1]
                if each in MARKS and without_marks(before) in VOWELS:
                    before = unicodedata.normalize("NFC", before + each)[:1]
                letters[-1] = (before, first, place + 1)
    return letters


@lru_cache(maxsize=5_000)
def decomposed(character):
    return unicodedata.normalize("NFKD", character).lower().translate(OURS)


@lru_cache(maxsize=20_000)
def unified(word):
    return RUN.sub(with_one_mark, unify_tones(word))


def with_one_mark(run):
    """ "óooo" as "óóóó": the most marked letter of a run stands for all; but "ưu" at the end is two letters."""
    letters = run[0]
    if letters[0] in "ưứừửữự" and set(letters[1:]) == {"u"} and run.end() == len(run.string):
        return letters
    return max(letters, key=lambda letter: len(unicodedata.normalize("NFD", letter))) * len(letters)


def without_marks(text: str) -> str:
    """Of small letters."""
    return text.translate(WITHOUT_MARKS)


def is_broken_off(word: Word, following: Word) -> bool:
    """May what stands between have been put there to break a word? Signs may; a space between single letters only."""
    if len(word.gap) > LONGEST_BREAK:
        return False
    return not any(map(str.isspace, word.gap)) or (word.is_one_letter and following.is_one_letter)


def skeleton(text: str) -> str:
    """What any disguise of a word has in common: i and l are one, for a 1 may be either."""
    return text.translate(SKELETON)
