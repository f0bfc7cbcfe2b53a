"""Marked words on a moderator's card: the text of readers and rules is escaped."""

from typing import NamedTuple

import pytest
from django.template import Context, Template

from comments.models import WordRule


class MarkedPlace(NamedTuple):
    rule: WordRule
    start: int
    end: int


def render(text, *places, filter="mark_rules"):
    template = Template("{% load moderation %}{{ text|" + filter + ":places }}")
    return template.render(Context({"text": text, "places": places}))


def place_of(words, text, rule="chợ mới"):
    start = text.index(words)
    return MarkedPlace(WordRule(text=rule), start, start + len(words))


@pytest.mark.parametrize("filter", ["mark_rules", "mark_hits"])
@pytest.mark.parametrize(
    ("text", "words", "before", "inside", "after"),
    [
        ("<b>trước</b> chợ mới", "chợ mới", "&lt;b&gt;trước&lt;/b&gt; ", "chợ mới", ""),
        (
            "chợ mới <img src=x onerror=alert(1)>",
            "chợ mới",
            "",
            "chợ mới",
            " &lt;img src=x onerror=alert(1)&gt;",
        ),
        ("a <i>chợ</i> b", "<i>chợ</i>", "a ", "&lt;i&gt;chợ&lt;/i&gt;", " b"),
        ("“A & B” chợ mới", "chợ mới", "“A &amp; B” ", "chợ mới", ""),
    ],
)
def test_words_before_inside_and_after_a_mark_are_escaped(filter, text, words, before, inside, after):
    html = render(text, place_of(words, text), filter=filter)

    opening = html.removeprefix(before)[: html.removeprefix(before).index(">") + 1]
    assert opening.startswith("<mark")
    assert html == f"{before}{opening}{inside}</mark>{after}"


@pytest.mark.parametrize("filter", ["mark_rules", "mark_hits"])
def test_a_text_without_marks_is_escaped(filter):
    assert render("<script>alert(1)</script>", filter=filter) == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_words_between_two_marks_are_escaped():
    text = "chợ <b> họp"

    html = render(text, place_of("chợ", text), place_of("họp", text))

    assert "</mark> &lt;b&gt; <mark" in html


def test_the_words_of_a_rule_stay_inside_the_title():
    text = "chợ mới"

    html = render(text, place_of(text, text, rule='"><script>alert(1)</script>'))

    assert 'title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;: ' in html
