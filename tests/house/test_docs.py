"""Settings, commands and dependencies are documented, and the docs name existing things."""

import re
import tomllib
from pathlib import Path
from pkgutil import resolve_name

import polib
import pytest

ROOT = Path(__file__).parents[2]
ADMINISTRATORS = (ROOT / "docs/administrators.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "newsroom/settings.py").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.mark.parametrize("name", re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS))
def test_every_setting_is_documented(name):
    assert f"`{name}`" in ADMINISTRATORS


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__")
)
def test_every_command_is_documented(name):
    assert f"`manage.py {name}`" in ADMINISTRATORS


@pytest.mark.parametrize("name", [re.match(r"[\w-]+", requirement)[0] for requirement in REQUIREMENTS])
def test_every_dependency_has_its_line(name):
    assert re.search(
        rf"^\| .*\b{name}\b.* \|", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.M
    )


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_pin_with_hashes_and_name_no_index(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    pins = re.findall(r"^[\w-]+(?:\[[\w,]+\])?==", text, re.M)

    assert len(pins) >= len(PROJECT["project"]["dependencies"])
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "index" not in text


DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
PRESENT = [name for name in DOCS if name != "decisions.md"]  # decisions keep the names of their day
DOTTED = re.compile(r"`((?:newsroom|articles|comments)(?:\.[a-z]\w*)(?:\.\w+)*)(?:\(.*?\))?`")
FILE = re.compile(r"`((?:newsroom|articles|comments|tests|static|templates|bench)/[\w./-]+)`")


def exists(dotted):
    try:
        return bool(resolve_name(dotted))
    except (ImportError, AttributeError):
        return False


@pytest.mark.parametrize("name", PRESENT)
def test_modules_and_functions_named_in_the_docs_exist(name):
    missing = [dotted for dotted in DOTTED.findall(DOCS[name]) if not exists(dotted)]

    assert missing == []


@pytest.mark.parametrize("name", PRESENT)
def test_files_named_in_the_docs_exist(name):
    missing = [file for file in FILE.findall(DOCS[name]) if not (ROOT / file).exists()]

    assert missing == []


def test_terms_of_the_glossary_are_in_the_catalogue():
    catalogue = polib.pofile(str(ROOT / "locale/vi/LC_MESSAGES/django.po"))
    screen = "\n".join([entry.msgstr for entry in catalogue]).lower()
    rows = re.search(r"\| On the screen .*?\n\n", DOCS["developers.md"], re.S)[0].splitlines()[2:]
    terms = [term.strip() for row in rows if row for term in row.split("|")[1].split(",")]

    assert len(terms) > 20
    assert [term for term in terms if term not in screen] == []
