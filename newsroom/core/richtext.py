"""The table of allowed rich text. The sanitizer and the editor (`editor.py`) are both configured from it."""

import re
import unicodedata
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from .renditions import parse_rendition_url, rendition_url

VERSION = 1  # stored with each body; raise it with every change of a rule

ALIGNED = ("p", "h2", "h3", "h4", "td", "th")
# Element -> its attributes. `!` marks a required one.
TABLE = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "ul", "ol", "li"), ()),
    **dict.fromkeys(("blockquote", "hr", "br", "figcaption", "table", "caption", "thead", "tbody", "tr"), ()),
    "a": ("!href", "title"),
    "img": ("!src", "alt", "height", "width"),
    "figure": (),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
# Attributes for the sanitizer; "*" stands for every element (nh3 alone would allow `title` and `lang`).
ATTRIBUTES = {
    tag: {name.lstrip("!") for name in names} | ({"style"} if tag in ALIGNED else set())
    for tag, names in TABLE.items()
} | {"a": {"href", "title", "rel"}, "figure": {"class"}, "*": set()}
FIGURE_CLASS = "image"
# Elements in pasted text that mean the same.
SAME_AS = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "div": "p",
}
VOID = {"img", "br", "hr"}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "caption",
    "thead",
}
BLOCKS |= {"tbody", "tr", "td", "th", "br", "hr"}
INVISIBLE = re.compile("[\u200b-\u200d\ufeff\xad\x00]")
SPACES = re.compile(r"[\xa0 ]*\xa0[\xa0 ]*")
# White space without meaning: CKEditor indents its output, which must not count as a difference.
LINE_BREAKS = re.compile(r"[ \t\r\n\f]+")
AROUND_BLOCKS = re.compile(rf" *(</?(?:{'|'.join(sorted(BLOCKS))})(?:>| [^>]*>)) *")
ROUNDS = 6


class ImageUse(NamedTuple):
    """A photo in a body: its key and its caption."""

    key: str
    caption: str


def clean(html: str) -> str:
    """Return `html` as it may be stored: only elements of the table, in one canonical spelling.

    Cleaning again changes nothing.
    """
    for _round in range(ROUNDS):
        cleaned = _once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return "".join(
        f"<p>{escape(line, quote=False)}</p>" for line in to_text(html).splitlines() if line.strip()
    )


def _once(html):
    sanitized = _sanitize(html, {*TABLE, *SAME_AS})
    writer = Writer()
    writer.feed(sanitized)
    writer.close()
    return _sanitize(writer.text(), set(TABLE))


def _sanitize(html, tags):
    return nh3.clean(
        html,
        tags=tags,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        filter_style_properties={"text-align"},
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _attribute(tag, name, value):
    if name == "src":
        return value if parse_rendition_url(value) else None
    if name == "class":
        return FIGURE_CLASS
    if name == "href" and value.strip().startswith(("//", "\\", "/\\")):
        return None
    return value


class Writer(HTMLParser):
    """Writes sanitised HTML anew in one spelling, without empty paragraphs and images without source."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        tag = SAME_AS.get(tag, tag)
        attrs = dict(attrs)
        if tag == "img" and not attrs.get("src"):
            return
        if tag == "a" and not attrs.get("href"):
            tag, attrs = "span", {}
        if tag == "figure":
            attrs["class"] = FIGURE_CLASS
        if tag == "img":
            attrs = {"alt": attrs.get("alt") or "", **{k: v for k, v in attrs.items() if k != "alt"}}
        if tag == "a":
            attrs.pop("rel", None)
            if "://" in attrs["href"]:
                attrs["rel"] = "noopener nofollow"
        if not attrs.get("style", "x"):
            del attrs["style"]
        words = "".join(f' {name}="{escape(value or "")}"' for name, value in sorted(attrs.items()))
        self.parts.append(f"<{tag}{words}>")

    def handle_endtag(self, tag):
        tag = SAME_AS.get(tag, tag)
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        data = SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", data)))
        data = LINE_BREAKS.sub(" ", data)
        self.parts.append(escape(data, quote=False))

    def text(self):
        html = "".join(self.parts)
        html = re.sub(r"<figure[^>]*>\s*(?:<figcaption>(.*?)</figcaption>)?\s*</figure>", r"<p>\1</p>", html)
        html = re.sub(r"<p[^>]*>(?:\s|<br>)*</p>", "", html)
        return AROUND_BLOCKS.sub(r"\1", html).strip()


class Text(HTMLParser):
    """Collects the text, with line breaks between blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.handle_starttag(tag, ())

    def handle_data(self, data):
        self.parts.append(data)


def to_text(html: str) -> str:
    """Return the text of a body, one block a line."""
    reader = Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)


class Images(HTMLParser):
    """Finds photos and their captions."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.caption = None

    def handle_starttag(self, tag, attrs):
        if tag == "img" and (key := parse_rendition_url(dict(attrs).get("src") or "")):
            self.found.append([key, ""])
        elif tag == "figcaption":
            self.caption = []

    def handle_data(self, data):
        if self.caption is not None:
            self.caption.append(data)

    def handle_endtag(self, tag):
        if tag == "figcaption" and self.caption is not None:
            if self.found:
                self.found[-1][1] = " ".join("".join(self.caption).split())
            self.caption = None


def find_images(html: str) -> list[ImageUse]:
    """Return the photos of a body, in order."""
    reader = Images()
    reader.feed(html)
    reader.close()
    return [ImageUse(*each) for each in reader.found]


class Links(HTMLParser):
    """Finds the URLs of links."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def find_links(html: str) -> list[str]:
    """Return the URLs of the links in a body, in order, each once."""
    reader = Links()
    reader.feed(html)
    reader.close()
    return list(dict.fromkeys(reader.found))


def figure_html(key: str, width: int, height: int, alt: str = "", caption: str = "") -> str:
    """Return a captioned photo as it is stored in a body."""
    src = rendition_url(key, width)
    return (
        f'<figure class="{FIGURE_CLASS}"><img alt="{escape(alt)}" height="{height}" src="{src}" width="{width}">'
        f"<figcaption>{escape(caption, quote=False)}</figcaption></figure>"
    )
