"""The numbers that an office may want changed stand in `articles/limits.py` and nowhere else."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMITS = ROOT / "articles/limits.py"


def list_assigned_names(path):
    """The names that a module assigns at its top level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            yield from (each.id for each in ast.walk(target or ast.Pass()) if isinstance(each, ast.Name))


def test_limits_are_numbers_and_import_nothing():
    _docstring, *lines = ast.parse(LIMITS.read_text(encoding="utf-8")).body

    assert {type(line) for line in lines} == {ast.Assign}
    assert {type(line.value) for line in lines} == {ast.Constant}


def test_no_other_module_keeps_a_copy_of_a_limit():
    limits = set(list_assigned_names(LIMITS))
    copies = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "articles").rglob("*.py")
        if path != LIMITS
        for name in list_assigned_names(path)
        if name in limits
    ]

    assert copies == []


def test_every_limit_is_used():
    code = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "articles").rglob("*.py") if path != LIMITS
    )

    assert [name for name in list_assigned_names(LIMITS) if name not in code] == []
