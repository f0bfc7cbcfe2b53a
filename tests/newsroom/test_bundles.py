"""Bundles: one stylesheet and one script per page, joined from their parts, hashed and compressed for production."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from newsroom import bundles

ROOT = Path(settings.BASE_DIR)
# Linked by the error page alone, which must do without a list of names, and by previews for staff.
ALONE = {"css/error.css", "css/preview.css"}


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """Make bundles of the test's own files."""
    monkeypatch.setattr(bundles, "SOURCE_ROOT", tmp_path)
    monkeypatch.setattr(bundles, "BUNDLE_ROOT", tmp_path / "made")
    monkeypatch.setattr(bundles, "BUNDLES", {"both.js": ["a.js", "b.js"], "both.css": ["a.css"]})
    (tmp_path / "a.js").write_text('export function say() {}\nconst KEY = "a";\n')
    (tmp_path / "b.js").write_text('import { say } from "./a.js";\n\nconst KEY = "b";\nsay(KEY);\n')
    (tmp_path / "a.css").write_text("@layer base {}\n")
    return tmp_path


def test_every_style_and_script_is_in_a_bundle():
    """A file outside every bundle never reaches readers."""
    files = {
        f"{path.parent.name}/{path.name}"
        for kind in ("css", "js")
        for path in (ROOT / "static" / kind).iterdir()
    }

    assert files - ALONE == {part for bundle in bundles.BUNDLES.values() for part in bundle}


def test_names_of_a_script_are_local_unless_exported(parts):
    text = Path(bundles.BundleFinder().find("both.js")).read_text()

    assert text == 'function say() {}\nconst KEY = "a";\n\n{\n\nconst KEY = "b";\nsay(KEY);\n}'


def test_changed_part_is_served_with_the_next_request(parts):
    before = Path(bundles.BundleFinder().find("both.css")).read_text()
    (parts / "a.css").write_text("@layer base { p { color: red } }\n")

    assert Path(bundles.BundleFinder().find("both.css")).read_text() != before
    assert [path.name for path in (parts / "made").iterdir()] == ["both.css"]


@pytest.mark.parametrize("path", ["css/khong-co.css", "../settings.py", "css/../css/site.css", ""])
def test_other_paths_are_not_found(path):
    assert bundles.BundleFinder().find(path) is None
    assert bundles.BundleFinder().find(path, find_all=True) == []


def test_staticfiles_finds_bundles():
    assert finders.find("css/site.css") == str(bundles.BUNDLE_ROOT / "css/site.css")
    assert len(finders.find("css/site.css", find_all=True)) == 1


def test_layers_are_declared_first_and_scripts_have_no_imports():
    style, script = bundles.join_parts("css/site.css"), bundles.join_parts("js/article.js")

    assert style.index("@layer reset, tokens") < style.index("{")
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)


def test_production_bundles_have_hashed_names_and_are_small(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    (style,) = settings.STATIC_ROOT.glob("css/site.????????????.css.gz")
    (script,) = settings.STATIC_ROOT.glob("js/article.????????????.js.gz")
    assert style.stat().st_size <= 25 * 1024
    assert script.stat().st_size <= 15 * 1024
    assert gzip.decompress(script.read_bytes()).decode() == bundles.join_parts("js/article.js")
