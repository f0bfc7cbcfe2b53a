"""Matching of word rules: words are found in every disguise, and clean text gives no match."""

import json
import unicodedata
from pathlib import Path

import pytest

from comments.intake import word_matching
from comments.intake.spelling import remove_marks
from comments.intake.word_matching import Hit, Matcher, Rule, advance

ROOT = Path(__file__).parents[3]
LINES = json.loads((Path(__file__).parent / "lines.json").read_text(encoding="utf-8"))
ROWS = json.loads((ROOT / "comments/default_rules.json").read_text(encoding="utf-8"))
RULES = [Rule(row["text"], row["also_unaccented"], passes=row.get("kind") == "pass") for row in ROWS]
HOLDING = [rule for rule in RULES if not rule.passes]
MATCHER = Matcher(RULES)
FORMS = ["NFC", "NFD"]
LOOK_ALIKES = dict(zip("aeopcyxki", "аеорсухкі", strict=True))
RARER = dict(zip("nuolcvaghd", "пսοӏϲѵɑɡһԁ", strict=True))
SMALL_CAPITALS = dict(zip("abcdeghiklmnoprtuv", "ᴀʙᴄᴅᴇɢʜɪᴋʟᴍɴᴏᴘʀᴛᴜᴠ", strict=True))
FIGURES = dict(zip("oieast", "013457", strict=True))
SPACED = 0.80


def each_word(change):
    return lambda text: " ".join(map(change, text.split()))


def join_with(sign):
    return each_word(sign.join)


def replace_letters(table):
    """Replace letters by those of other alphabets and put the Vietnamese marks on them."""
    return lambda text: "".join(table.get(letter, letter) for letter in unicodedata.normalize("NFD", text))


def repeat_vowel(text):
    """Repeat a vowel of the last word five times: "lồooooon"."""
    at = max(place for place, letter in enumerate(remove_marks(text)) if letter in "aeiouy")
    return text[: at + 1] + remove_marks(text[at]) * 4 + text[at + 1 :]


def has_vowel(text):
    return set("aeiouy").intersection(remove_marks(text))


DISGUISES = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "zero-width": join_with("\u200b"),
    "tags": join_with("\U000e0041"),
    "blank pattern": join_with("\u2800"),
    "look-alikes": lambda text: "".join(LOOK_ALIKES.get(letter, letter) for letter in text),
    "look-alikes under marks": replace_letters(LOOK_ALIKES),
    "rarer look-alikes": replace_letters(RARER),
    "small capitals": replace_letters(SMALL_CAPITALS),
    "dots": join_with("."),
    **{f"parted by {sign}": join_with(sign) for sign in "/|~•·'+:=-_"},
    "emoji between": join_with("😀"),
    "flags between": join_with("🇻🇳"),
    "one dot in each word": each_word(lambda word: f"{word[:1]}.{word[1:]}" if len(word) > 1 else word),
    "one dot before the end": each_word(lambda word: f"{word[:-1]}.{word[-1:]}" if len(word) > 1 else word),
    "repeated": lambda text: text + text[-1] * 4,
    "repeated without the mark": lambda text: text + remove_marks(text[-1]) * 4,
    "a run of a vowel": lambda text: repeat_vowel(text) if has_vowel(text) else text,
    "doubled vowels": lambda text: "".join(
        letter * 2 if remove_marks(letter) in "aeiouy" else letter for letter in text
    ),
    "figures": lambda text: "".join(FIGURES.get(letter, letter) for letter in text),
    "spaced": lambda text: " ".join(text.replace(" ", "")),
    "the last word spaced": lambda text: " ".join([*text.split()[:-1], *text.split()[-1]]),
    "the first word spaced": lambda text: " ".join([*text.split()[0], *text.split()[1:]]),
}


def sentences_of(value):
    if isinstance(value, str):
        yield from value.split(". ")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from sentences_of(part)


def demo_sentences():
    """Return the sentences of the demo: many clean texts."""
    return sentences_of(json.loads((ROOT / "newsroom/demo/articles.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['kind']}: {line['text'][:30]}")
def test_each_line_of_the_table_is_held_or_passes(line, form):
    text = unicodedata.normalize(form, line["text"])

    assert bool(MATCHER.find_hits(text)) is line["held"]


def test_table_has_enough_lines():
    assert len(LINES) >= 700
    assert sum(not line["held"] for line in LINES) >= 350


def test_clean_texts_give_no_match_with_and_without_marks():
    sentences = list(demo_sentences())

    assert len(sentences) > 1000
    assert [text for text in sentences if MATCHER.find_hits(text)] == []
    assert [text for text in sentences if MATCHER.find_hits(remove_marks(text))] == []


@pytest.mark.parametrize("kind", DISGUISES)
def test_disguised_words_are_found(kind):
    disguise = DISGUISES[kind]
    missed = [
        rule.text for rule in HOLDING if not MATCHER.find_hits(f"Bài này hay, {disguise(rule.text)} quá nhé")
    ]

    found = 1 - len(missed) / len(HOLDING)
    assert found >= (SPACED if kind == "spaced" else 0.99), missed


class TestPlace:
    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("Nói thật, khốn nạn quá", "khốn nạn"),
            ("Nói thật, KHỐN   NẠN quá", "KHỐN   NẠN"),
            ("Nói thật, k.h.ố.n n.ạ.n quá", "k.h.ố.n n.ạ.n"),
            ("Nói thật, kh\u200bốn nạn quá", "kh\u200bốn nạn"),
            ("Nói thật, khốnnnn nạnnn quá", "khốnnnn nạnnn"),
        ],
    )
    def test_position_of_the_words_is_returned(self, text, marked):
        (hit,) = MATCHER.find_hits(text)

        assert text[hit.start : hit.end] == marked

    def test_overlapping_matches_give_one_hit(self):
        (hit,) = MATCHER.find_hits("thằng ngu như chó")

        assert hit.rule.text in ("thằng ngu", "ngu như chó")
        assert isinstance(hit, Hit)


class TestWordsWithoutMarks:
    MATCHER = Matcher([Rule("đồ ngu"), Rule("lồn", also_unaccented=False)])

    @pytest.mark.parametrize(
        ("text", "is_held"),
        [
            ("do ngu qua", True),  # no marks at all: compared without
            ("do ngu quá", False),  # marks elsewhere: "do ngu" may be anything
            ("lon bia", False),
            ("l0n", True),  # nobody writes a figure there by accident
            ("Ở lô L0N", False),  # but on a house
            ("10 lon", False),
        ],
    )
    def test_rule_matches_without_marks_only_in_text_without_marks(self, text, is_held):
        assert bool(self.MATCHER.find_hits(text)) is is_held


class TestPassRules:
    MATCHER = Matcher([Rule("óc chó"), Rule("hạt óc chó", passes=True)])

    def test_harmless_phrase_lets_its_words_pass(self):
        assert self.MATCHER.find_hits("Hạt óc chó bán ở chợ") == []

    def test_words_outside_the_harmless_phrase_are_found(self):
        (hit,) = self.MATCHER.find_hits("Bán hạt óc chó, đồ óc chó")

        assert (hit.rule.text, hit.start) == ("óc chó", 19)

    @pytest.mark.parametrize("text", ["Hạt ó.c chó", "Hạt 0c chó", "H ạ t ó c c h ó"])
    def test_disguised_harmless_phrase_does_not_pass(self, text):
        assert self.MATCHER.find_hits(text)

    def test_pass_rule_wins_for_the_same_words(self):
        matcher = Matcher([Rule("con ngu"), Rule("con ngủ", passes=True)])

        assert matcher.find_hits("chau con ngu chua day") == []
        assert matcher.find_hits("Đúng là con ngu")


@pytest.mark.parametrize(
    "text",
    [
        " ".join("ngmtdcuohiea" * 125),
        ".".join("ngmtdcuohiea" * 125),
        "t h ằ n g n " * 250,
        "thằng n g " * 300,
        "đ0 " * 1000,
        "0 1 " * 750,
        "|" * 3000,
        "n " * 1500,
        "n" * 3000,
        "n|" * 1500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_time_grows_linearly_with_the_length_of_the_text(text, monkeypatch):
    steps = []
    monkeypatch.setattr(
        word_matching, "advance", lambda heads, letter: steps.append(len(heads)) or advance(heads, letter)
    )

    MATCHER.find_hits(text)

    assert sum(steps) <= 4 * len(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "...", "1 2 3", "a" * 5000, "n " * 3000, "n." * 3000, "😀" * 500]
)
def test_unusual_texts_raise_no_error(text):
    assert MATCHER.find_hits(text) == []


def test_rule_without_words_matches_nothing():
    assert Matcher([Rule("  "), Rule("...")]).find_hits("Một ý kiến ...") == []
