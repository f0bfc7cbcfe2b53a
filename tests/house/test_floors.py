"""Imports only point down: the core knows Django only, articles know the core, comments both, the roof all.

The packages inside a room have floors, too. A part is a package or a module directly in the room.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A room may never import these.
FORBIDDEN = {
    "newsroom/core": ("articles", "comments", "newsroom"),
    "articles": ("comments", "newsroom"),
    "comments": ("newsroom",),
}
CORE = "newsroom.core"
# The parts of each room, from the ground up. A part imports parts of lower floors only.
FLOORS = {
    "articles": [
        {"byline", "fields", "limits", "rendering", "signals", "roles"},
        {"models"},
        {"permissions"},
        {"editing"},
        {"workflow"},
        {"site"},
        {"syndication"},
        {"templatetags"},
        {"admin"},
        {"dashboard", "urls"},
        {"apps"},
    ],
    "comments": [
        {"errors", "limits"},
        {"models"},
        {"permissions", "events", "defaults"},
        {"intake"},
        {"thread"},
        {"mail"},
        {"moderation"},
        {"retention"},
        {"templatetags"},
        {"admin", "views"},
        {"dashboard", "urls"},
        {"apps"},
    ],
}


def module_files(folder):
    """The modules below a folder by their names, without migrations."""
    paths = [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return {module_name(path): path for path in paths}


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class NoTypeChecking(ast.NodeTransformer):
    """Drops the imports that only the type checker sees."""

    def visit_If(self, node):
        is_for_types = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return None if is_for_types else self.generic_visit(node)


def list_imports(path):
    """The names that a module imports, wherever in it, as "articles.models.Article"."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(NoTypeChecking().visit(ast.parse(path.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) + 1 - node.level], node.module] if node.level else [node.module]
            yield from (".".join(filter(None, [*base, alias.name])) for alias in node.names)


@pytest.mark.parametrize("room", FORBIDDEN)
def test_rooms_import_nothing_from_above(room):
    upward = [
        f"{module}: {name}"
        for module, path in module_files(room).items()
        for name in list_imports(path)
        if name.split(".")[0] in FORBIDDEN[room] and not f"{name}.".startswith(f"{CORE}.")
    ]

    assert upward == []


@pytest.mark.parametrize("room", FLOORS)
def test_every_part_of_a_room_has_one_floor(room):
    parts = {
        path.stem
        for path in (ROOT / room).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert sorted(part for floor in FLOORS[room] for part in floor) == sorted(
        parts - {"__init__", "migrations"}
    )


@pytest.mark.parametrize("room", FLOORS)
def test_parts_import_lower_floors_only(room):
    level = {part: number for number, floor in enumerate(FLOORS[room]) for part in floor}
    upward = [
        f"{module}: {name}"
        for module, path in module_files(room).items()
        for name in list_imports(path)
        if name.startswith(f"{room}.")
        and (own := module.split(".")[1:2])
        and (other := name.split(".")[1]) in level
        and other != own[0]
        and level[other] >= level[own[0]]
    ]

    assert upward == []


@pytest.mark.parametrize("folder", ["newsroom/core", "newsroom", "articles", "comments"])
def test_modules_have_no_import_cycles(folder):
    modules = module_files(folder)
    graph = {
        module: {
            found
            for name in list_imports(path)
            if (found := find_module(name, modules)) not in (None, module)
        }
        for module, path in modules.items()
    }

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def find_module(name, modules):
    """The module that an imported name stands for or comes from. A package counts when it is named itself."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None
