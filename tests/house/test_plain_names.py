"""Names and openings that a newcomer reads at once: functions are verbs with an object, docstrings name the thing."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("newsroom", "articles", "comments")
MAX_LINES = 300
# Words with which no public function begins: prepositions, adverbs, participles that do not end in "ed".
WORDS = """
    about above after again alike among anew around at before behind below beside besides between but by elsewhere for
    from here in into lately of off on onto open out over own same than there through to under until up upon with within
    without

    begun built done drawn found given gone held kept known left made met put read said seen sent shown standing taken
    told written
"""
NOT_VERBS = set(WORDS.split())
# Beginnings of standard names: to_text, on_commit, for_list.
STANDARD = {"to", "on", "for"}
# Methods that Django calls by this name.
DJANGO = {"expected_parameters"}
# Verbs, adjectives and nouns that end like participles.
NO_PARTICIPLES = {"need", "feed", "embed", "unread"}
PARTICIPLE = re.compile(r"[a-z]+[^e]ed")
QUESTION = re.compile(r"(What|Who|Whose|Whom|How|Where|Which|When|Why)\b")


def app_modules():
    """The modules of app code: without migrations, settings and the demo."""
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts and path.parent.name != "demo" and path.name != "settings.py"
    ]


def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def is_plain(name):
    """Whether a function may have this name."""
    if name in DJANGO:
        return True
    first, *rest = name.split("_")
    if PARTICIPLE.fullmatch(first) and first not in NO_PARTICIPLES:
        return False
    return first not in NOT_VERBS or (bool(rest) and first in STANDARD)


@pytest.mark.parametrize(
    "name", ["found", "asked_in", "in_text", "by_whom", "with_titles", "of", "for", "shown_anyway"]
)
def test_a_bare_participle_or_preposition_is_no_name(name):
    assert not is_plain(name)


@pytest.mark.parametrize(
    "name", ["find", "parse_int", "to_text", "for_list", "feed_url", "need_reason", "is_shown"]
)
def test_a_verb_with_an_object_is_one(name):
    assert is_plain(name)


def test_public_functions_have_plain_names():
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
        for path in app_modules()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not is_plain(node.name)
    ]

    assert wrong == []


def test_no_docstring_of_a_module_opens_with_a_question_word():
    wrong = [
        f"{path.relative_to(ROOT)}: {docstring.splitlines()[0]}"
        for path in app_modules()
        if QUESTION.match(docstring := ast.get_docstring(parse(path)) or "")
    ]

    assert wrong == []


def test_no_module_is_too_long_to_read_at_one_sitting():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in app_modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }

    assert long == {}


@pytest.mark.parametrize(
    "package",
    [
        path.parent
        for path in app_modules()
        if path.name == "__init__.py"
        and not {"management", "formats", "templatetags", "commands"}
        & set(path.parent.relative_to(ROOT).parts)
    ],
    ids=lambda package: str(package.relative_to(ROOT)),
)
def test_a_package_opens_with_its_purpose(package):
    assert ast.get_docstring(parse(package / "__init__.py"))
