"""A failed assertion about a page says in one line what is missing from it."""

import pytest

from tests.failure_messages import explain_comparison

PAGE = '<title>Tin\n mới</title><link rel="canonical" href="https://example.vn/a/">' + "<p>Chữ</p>" * 50


def test_missing_text_is_named_with_the_page():
    assert explain_comparison("in", "Đề", PAGE) == ["the page “Tin mới” (https://example.vn/a/) lacks 'Đề'"]


def test_unwanted_text_is_shown_with_its_surroundings():
    text = "x" * 300 + "bí mật" + "y" * 300
    (line,) = explain_comparison("not in", "bí mật", text)

    assert line.startswith("the text “xxx")
    assert line.endswith(f"holds 'bí mật': …{'x' * 40}bí mật{'y' * 40}…")


@pytest.mark.parametrize(("op", "right"), [("==", PAGE), ("in", "short"), ("in", [PAGE] * 300)])
def test_other_comparisons_are_left_to_pytest(op, right):
    assert explain_comparison(op, "Đề", right) is None
