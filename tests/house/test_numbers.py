"""Limits shown to people are printed from their constants: a number written in a sentence could become wrong."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [
    path
    for folder in ("newsroom", "articles", "comments")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and "demo" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
LIMITS = ROOT / "comments" / "limits.py"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# 0 and 1 are nobody's limit; a number of a unit may be written as a word, too.
NUMBER = re.compile(
    r"(?<![\w%{])(?![01]\b)[0-9]+(?![\w}])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\b"
    r"(?= (?:characters|letters|words|seconds|minutes|hours|days|months|years|comments|mails|people)\b)"
)
# Numbers that are examples, or part of a name.
NO_LIMITS = [
    "113.160.0.0/16",
    "2026-11-25",
    "18:15 26/06/2023",
    "Chỉ thị 24",
    "26/06/2023",
    "a year later than 1900",
]


def sentences_of_module(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            yield from (
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def sentences_of_template(path):
    text = path.read_text(encoding="utf-8")
    yield from re.findall(r'{% translate "([^"]*)"', text)
    for block in re.findall(r"{% blocktranslate.*?%}(.*?){% endblocktranslate %}", text, re.DOTALL):
        yield re.sub(r"{{.*?}}|{%.*?%}", "", block)


def numbers_in(sentences):
    found = {}
    for sentence in sentences:
        rest = sentence
        for example in NO_LIMITS:
            rest = rest.replace(example, "")
        if NUMBER.search(rest):
            found[sentence] = NUMBER.findall(rest)
    return found


def test_no_sentence_in_python_has_a_literal_number():
    assert numbers_in(each for path in MODULES for each in sentences_of_module(path)) == {}


def test_no_sentence_in_a_template_has_a_literal_number():
    assert numbers_in(each for path in TEMPLATES for each in sentences_of_template(path)) == {}


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("A ban lasts from 1 to 90 days.", ["90"]),
        ("A ban lasts from %(least)d to {most} days.", []),
        ("at most 50 words", ["50"]),
        ("sent within three seconds", ["three"]),
        ("a second person, or two of them", []),
        ("Write a year later than 1900.", []),
    ],
)
def test_literal_number_is_found(sentence, numbers):
    assert numbers_in([sentence]).get(sentence, []) == numbers


def test_no_template_limits_a_field_by_a_number_of_its_own():
    limited = [
        path.name for path in TEMPLATES if re.search(r'maxlength="[0-9]', path.read_text(encoding="utf-8"))
    ]

    assert limited == []


def constants_of_module(path):
    """The names and values that a module assigns on its first level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            names = [each.id for each in ast.walk(node.targets[0]) if isinstance(each, ast.Name)]
            yield from ((name, node.value) for name in names)


def has_number(value):
    return any(isinstance(each, ast.Constant) and type(each.value) is int for each in ast.walk(value))


def test_limits_of_comments_need_only_datetime():
    tree = ast.parse(LIMITS.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]

    assert [ast.unparse(node) for node in imports] == ["from datetime import timedelta"]


def test_limits_of_comments_have_no_second_copy():
    """A module of comments neither assigns a name of comments/limits.py nor has a limit of its own."""
    limits = {name for name, _value in constants_of_module(LIMITS)}
    is_limit = re.compile(
        r"(?:_DAYS|_LENGTH|_PERIOD|_FOR|_WITHIN|_DURATION|_DELAY|_AGE|_A_DAY|_PER_IP)$|^TOO_"
    )
    # Numbers of an algorithm, and the length of a page of statistics.
    others = {"MIN_LENGTH", "SHINGLE_LENGTH", "MIN_DISGUISED_LENGTH", "MAX_DAYS", "MOST_DAYS"}
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in MODULES
        if path.is_relative_to(LIMITS.parent) and path != LIMITS
        for name, value in constants_of_module(path)
        if name in limits or (is_limit.search(name) and name not in others and has_number(value))
    }

    assert found == set()
    assert not [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.is_relative_to(LIMITS.parent)
        and re.search(r"RateLimit\([0-9]", path.read_text(encoding="utf-8"))
    ]
