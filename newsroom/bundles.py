"""One stylesheet and one script a page, joined from the files in `static/`: no tool to run, nothing to remember.

`{% static "css/site.css" %}` finds the joined file: made anew when a part has changed (DEBUG, tests), and once by
collectstatic, which gives it a name of its own and compresses it. A new file gets its line here.
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
    """The text of a bundle."""
    texts = [(SOURCE_ROOT / part).read_text(encoding="utf-8") for part in BUNDLES[name]]
    return "\n".join(map(wrap_module, texts) if name.endswith(".js") else texts)


def wrap_module(text):
    """A script in a block of its own. What exports stands open, so that those after it see its names."""
    text = IMPORT.sub("", text)
    opened = EXPORT.sub("", text)
    return opened if opened != text else f"{{\n{text}}}"


def build_bundle(name):
    """The path of a bundle on the disk, as its parts are now."""
    path, text = BUNDLE_ROOT / name, join_parts(name)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as half:
            half.write(text)
        Path(half.name).replace(path)  # whoever reads meanwhile has the old one, whole
    return path


class BundleFinder(BaseFinder):
    """Finds bundles as if they lay in `static/`."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        name = Path(path).as_posix()
        found = [str(build_bundle(name))] if name in BUNDLES else []
        return found if find_all else (found or [None])[0]

    def list(self, ignore_patterns):
        storage = FileSystemStorage(location=BUNDLE_ROOT)
        return [(name, storage) for name in BUNDLES if build_bundle(name)]
