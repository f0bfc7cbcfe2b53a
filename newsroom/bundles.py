"""One stylesheet and one script for each page, joined from the files in `static/`. There is no build step.

`{% static "css/site.css" %}` finds the joined file. It is made anew when a part has changed (DEBUG, tests), and once by
collectstatic, which adds a hash to its name and compresses it. List each new file here.
"""

import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE_ROOT = settings.BASE_DIR / "static"
BUNDLE_ROOT = settings.VAR / "bundles"
IMPORT = re.compile(r'^import\s[^;]*"\./[\w-]+\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)

STYLES = [
    "reset",
    "tokens",
    "base",
    "masthead",
    "sections",
    "card",
    "list",
    "footer",
    "alerts",
    "home",
    "article",
    "viewer",
]
STYLES += ["comments", "search", "pages", "print"]
# What waits for an answer of the server (comments-send) comes last.
TOOLS = [
    "browser-storage",
    "text-size",
    "contents",
    "print",
    "copy-link",
    "listen",
    "viewer",
    "tables",
    "count-view",
]
COMMENTS = ["comments-form", "comments-like", "comments-send"]
BUNDLES = {
    "css/site.css": [f"css/{name}.css" for name in STYLES],
    "js/site.js": ["js/menu.js"],
    "js/article.js": [f"js/{name}.js" for name in ["menu", *TOOLS, *COMMENTS]],
}


def join_parts(name):
    """Return the text of a bundle."""
    texts = [(SOURCE_ROOT / part).read_text(encoding="utf-8") for part in BUNDLES[name]]
    return "\n".join(map(wrap_module, texts) if name.endswith(".js") else texts)


def wrap_module(text):
    """Put a script into a block of its own, so that its names stay private. A script that exports gets no block."""
    text = IMPORT.sub("", text)
    without_exports = EXPORT.sub("", text)
    return without_exports if without_exports != text else f"{{\n{text}}}"


def build_bundle(name):
    """Write a bundle when its parts have changed; return its path."""
    path, text = BUNDLE_ROOT / name, join_parts(name)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as half:
            half.write(text)
        Path(half.name).replace(path)  # atomic: a reader gets the old or the new file, whole
    return path


class BundleFinder(BaseFinder):
    """Finds bundles as if they were files in `static/`."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        name = Path(path).as_posix()
        paths = [str(build_bundle(name))] if name in BUNDLES else []
        return paths if find_all else (paths or [None])[0]

    def list(self, ignore_patterns):
        storage = FileSystemStorage(location=BUNDLE_ROOT)
        return [(name, storage) for name in BUNDLES if build_bundle(name)]
