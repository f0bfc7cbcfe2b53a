"""What can be set, run or installed is documented."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADMINISTRATORS = (ROOT / "docs/administrators.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "newsroom/settings.py").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.mark.parametrize("name", re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS))
def test_a_setting_is_documented(name):
    assert f"`{name}`" in ADMINISTRATORS


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__")
)
def test_a_command_is_documented(name):
    assert f"`manage.py {name}`" in ADMINISTRATORS


@pytest.mark.parametrize("name", [re.match(r"[\w-]+", requirement)[0] for requirement in REQUIREMENTS])
def test_a_dependency_has_its_line(name):
    assert re.search(
        rf"^\| .*\b{name}\b.* \|", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.M
    )


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_pins_with_hashes_and_names_no_index(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    pins = re.findall(r"^[\w-]+(?:\[[\w,]+\])?==", text, re.M)

    assert len(pins) >= len(PROJECT["project"]["dependencies"])
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "index" not in text
