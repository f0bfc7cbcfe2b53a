"""Colours stand in two tables, css/tokens.css (readers) and admin/colors.css (staff); all else uses their names."""

import re
from pathlib import Path

import pytest

from newsroom.core import colors

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
TABLES = {"css/tokens.css", "admin/colors.css"}
# Paper is white and ink is black; the editor's frame loads its file alone, and is light in both schemes.
OWN_COLOURS = {"css/print.css": {"#000"}, "editor/body.css": None}
STYLES = [path for path in sorted(STATIC.rglob("*.css")) if "ckeditor" not in path.parts]
SOURCES = [
    path
    for folder in ("newsroom", "articles", "comments")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != Path(colors.__file__)
]


def tokens_of(path):
    """The colours that a table gives names to, as the light scheme has them: {"--paper": "#ffffff"}."""
    light = path.read_text(encoding="utf-8").split("@media")[0]
    return {name: widen(value) for name, value in re.findall(r"(--[\w-]+): (#\w+);", light)}


def widen(value):
    return f"#{''.join(2 * digit for digit in value[1:])}" if len(value) == 4 else value


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_names_of_colours(path):
    name = str(path.relative_to(STATIC))
    values = set(HEX.findall(re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)))

    assert name in TABLES or OWN_COLOURS.get(name, set()) is None or values <= OWN_COLOURS.get(name, set())


def test_python_draws_with_the_colours_of_the_pages():
    tokens = tokens_of(STATIC / "css/tokens.css")
    constants = {name: value for name, value in vars(colors).items() if name.isupper()}

    assert constants == {name: tokens[f"--{name.lower().replace('_', '-')}"] for name in constants}
    assert len(constants) >= 5


def test_python_has_no_other_colours():
    literal = re.compile(r"""["']#[0-9a-fA-F]{6}["']""")

    assert [path.name for path in SOURCES if literal.search(path.read_text(encoding="utf-8"))] == []


def test_the_icon_has_the_colours_of_the_pages():
    values = {widen(value) for value in HEX.findall((STATIC / "favicon.svg").read_text(encoding="utf-8"))}

    assert values == {colors.BANNER, colors.GOLD, colors.ON_BANNER}


def test_no_table_names_a_colour_that_no_style_uses():
    used = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    names = [name for table in TABLES for name in tokens_of(STATIC / table)]

    assert [name for name in names if f"var({name})" not in used] == []
