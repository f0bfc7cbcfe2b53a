"""Words that hold a comment: found in every disguise, and not found where they are not."""

import json
import unicodedata
from pathlib import Path

import pytest

from comments.words import Hit, Matcher, Rule, without_marks

ROOT = Path(__file__).parents[2]
LINES = json.loads((Path(__file__).parent / "lines.json").read_text(encoding="utf-8"))
RULES = [
    Rule(**row) for row in json.loads((ROOT / "comments/default_rules.json").read_text(encoding="utf-8"))
]
MATCHER = Matcher(RULES)
FORMS = ["NFC", "NFD"]
LOOK_ALIKES = dict(zip("aeopcyxki", "аеорсухкі", strict=True))
FIGURES = dict(zip("oieast", "013457", strict=True))
SPACED = 0.80
DISGUISES = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "zero-width": lambda text: " ".join("\u200b".join(word) for word in text.split()),
    "look-alikes": lambda text: "".join(LOOK_ALIKES.get(letter, letter) for letter in text),
    "dots": lambda text: " ".join(".".join(word) for word in text.split()),
    "repeated": lambda text: text + text[-1] * 4,
    "figures": lambda text: "".join(FIGURES.get(letter, letter) for letter in text),
    "spaced": lambda text: " ".join(text.replace(" ", "")),
}


def sentences_of(value):
    if isinstance(value, str):
        yield from value.split(". ")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from sentences_of(part)


def demo_sentences():
    """What the demo's readers read: clean, and much of it."""
    return sentences_of(json.loads((ROOT / "newsroom/demo/articles.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['kind']}: {line['text'][:30]}")
def test_the_table(line, form):
    text = unicodedata.normalize(form, line["text"])

    assert bool(MATCHER.hits(text)) is line["held"]


def test_the_table_is_long_enough():
    assert len(LINES) >= 300
    assert sum(not line["held"] for line in LINES) >= 50


def test_clean_texts_are_left_alone_with_and_without_marks():
    sentences = list(demo_sentences())

    assert len(sentences) > 1000
    assert [text for text in sentences if MATCHER.hits(text)] == []
    assert [text for text in sentences if MATCHER.hits(without_marks(text))] == []


@pytest.mark.parametrize("kind", DISGUISES)
def test_a_disguise_hides_almost_nothing(kind):
    disguise = DISGUISES[kind]
    missed = [rule.text for rule in RULES if not MATCHER.hits(f"Bài này hay, {disguise(rule.text)} quá nhé")]

    found = 1 - len(missed) / len(RULES)
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
    def test_the_words_can_be_marked(self, text, marked):
        (hit,) = MATCHER.hits(text)

        assert text[hit.start : hit.end] == marked

    def test_the_longest_of_several_is_told(self):
        (hit,) = MATCHER.hits("thằng ngu như chó")

        assert hit.rule.text in ("thằng ngu", "ngu như chó")
        assert isinstance(hit, Hit)


class TestTiers:
    MATCHER = Matcher([Rule("đồ ngu"), Rule("lồn", also_unaccented=False)])

    @pytest.mark.parametrize(
        ("text", "is_held"),
        [
            ("do ngu qua", True),  # no marks at all: compared without
            ("do ngu quá", False),  # marks elsewhere: "do ngu" may be anything
            ("lon bia", False),
            ("l0n", True),  # nobody writes a figure there by accident
            ("10 lon", False),
        ],
    )
    def test_marks_are_left_out_only_where_all_are(self, text, is_held):
        assert bool(self.MATCHER.hits(text)) is is_held


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "...", "1 2 3", "a" * 5000, "n " * 3000, "n." * 3000, "😀" * 500]
)
def test_odd_texts_are_no_fault(text):
    assert MATCHER.hits(text) == []


def test_a_rule_without_words_matches_nothing():
    assert Matcher([Rule("  "), Rule("...")]).hits("Một ý kiến ...") == []
