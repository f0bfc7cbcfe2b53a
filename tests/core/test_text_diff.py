"""Differences of two texts, word by word."""

import pytest

from newsroom.core import text_diff
from newsroom.core.text_diff import ADDED, REMOVED, SAME, diff_html, diff_texts


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("Một hai ba", "Một hai ba", [(SAME, "Một hai ba\n")]),
        ("", "Mới", [(REMOVED, "\n"), (ADDED, "Mới\n")]),
        (
            "Đồng chí Bí thư chủ trì.",
            "Đồng chí Phó Bí thư chủ trì.",
            [(SAME, "Đồng chí "), (ADDED, "Phó "), (SAME, "Bí thư chủ trì.\n")],
        ),
        ("biểu dương 12 tập thể.", "biểu dương 12 tập thể, cá nhân.",
         [(SAME, "biểu dương 12 tập thể"), (ADDED, ", cá nhân"), (SAME, ".\n")]),
        ("một\nhai\nba", "một\nba", [(SAME, "một\n"), (REMOVED, "hai\n"), (SAME, "ba\n")]),
    ],
)  # fmt: skip
def test_texts_are_split_into_pieces(old, new, pieces):
    assert [piece for piece in diff_texts(old, new) if piece[1].strip()] == [
        piece for piece in pieces if piece[1].strip()
    ]


@pytest.mark.parametrize(("old", "new"), [("a b c", "a c d"), ("", "x y"), ("một\nhai", "hai\nba bốn")])
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = diff_texts(old, new)

    assert "".join(text for kind, text in pieces if kind != ADDED) == f"{old}\n"
    assert "".join(text for kind, text in pieces if kind != REMOVED) == f"{new}\n"


def test_html_is_escaped():
    html = text_diff.diff_html(diff_texts("<b>một</b>", "<script>alert(1)</script>"))

    assert "<script>" not in html
    assert "<b>" not in html
    assert html.count("&lt;") >= 2


def test_very_long_text_is_shown_as_a_whole():
    old, new = "một " * 10_000, "hai " * 10_000

    assert [kind for kind, _text in diff_texts(old, new)] == [REMOVED, ADDED]


def test_empty_texts_show_nothing():
    assert diff_html(diff_texts("", "Mới")) == "<ins>Mới\n</ins>"
