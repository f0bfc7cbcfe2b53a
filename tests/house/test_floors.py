"""Imports only point down: ground knows Django only, articles know the ground, comments both, the roof all."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a room may never import.
FORBIDDEN = {
    "newsroom/core": ("articles", "comments", "newsroom"),
    "articles": ("comments", "newsroom"),
    "comments": ("newsroom",),
}
GROUND = "newsroom.core"


def imports(path):
    """The absolute names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_imports_nothing_from_above(room):
    upward = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path)
        if name.split(".")[0] in FORBIDDEN[room] and not f"{name}.".startswith(f"{GROUND}.")
    ]

    assert upward == []
