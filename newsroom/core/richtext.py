"""The one table of allowed rich text: CKEditor's allowed content and the sanitizer are both made from it."""

import re
import unicodedata
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

import nh3
from django.conf import settings

VERSION = 1  # stored beside each body; raise it with every change of a rule

ALIGNED = ("p", "h2", "h3", "h4", "td", "th")
# Element -> its attributes. `!` marks one without which the element is nothing.
TABLE = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "ul", "ol", "li"), ()),
    **dict.fromkeys(("blockquote", "hr", "br", "figcaption", "table", "caption", "thead", "tbody", "tr"), ()),
    "a": ("!href", "title"),
    "img": ("!src", "alt", "height", "width"),
    "figure": (),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
# What the sanitizer is told; "*" stands for every element (its own default lets `title` and `lang` through).
ATTRIBUTES = {
    tag: {name.lstrip("!") for name in names} | ({"style"} if tag in ALIGNED else set())
    for tag, names in TABLE.items()
} | {"a": {"href", "title", "rel"}, "figure": {"class"}, "*": set()}
FIGURE_CLASS = "image"
# What pasted text brings for the same thing.
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
PHOTO = re.compile(r"photos/([0-9a-f]{16})/[0-9]{2,4}\.(?:avif|webp|jpg)")
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
# Means nothing in HTML; CKEditor indents its output, so it must not count as a difference.
LINE_BREAKS = re.compile(r"[ \t\r\n\f]+")
AROUND_BLOCKS = re.compile(rf" *(</?(?:{'|'.join(sorted(BLOCKS))})(?:>| [^>]*>)) *")
ROUNDS = 6


class ImageUse(NamedTuple):
    """A photo in a body: its key, and the caption under it."""

    key: str
    caption: str


def clean(html):
    """`html` as it may be stored: only what the table allows, in one canonical spelling; cleaning again changes
    nothing.
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
        return value if photo_key(value) else None
    if name == "class":
        return FIGURE_CLASS
    if name == "href" and value.strip().startswith(("//", "\\", "/\\")):
        return None
    return value


def photo_key(src):
    """The key of the photo at this address, or None where it is not ours."""
    if not src.startswith(settings.MEDIA_URL):
        return None
    found = PHOTO.fullmatch(src[len(settings.MEDIA_URL) :])
    return found and found[1]


class Writer(HTMLParser):
    """Writes sanitised HTML again: one spelling, no empty paragraphs, no image without source."""

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
    """Collects text, blocks apart."""

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


def to_text(html):
    """The words of a body, one block a line."""
    reader = Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)


class Images(HTMLParser):
    """Finds photos and the captions under them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.caption = None

    def handle_starttag(self, tag, attrs):
        if tag == "img" and (key := photo_key(dict(attrs).get("src") or "")):
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


def find_images(html):
    """The photos of a body, in order."""
    reader = Images()
    reader.feed(html)
    reader.close()
    return [ImageUse(*each) for each in reader.found]


class Links(HTMLParser):
    """Finds the addresses that links lead to."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def find_links(html):
    """The addresses that a body links to, in order, each once."""
    reader = Links()
    reader.feed(html)
    reader.close()
    return list(dict.fromkeys(reader.found))


def figure_html(key, width, height, alt="", caption=""):
    """A captioned photo as it is stored."""
    src = f"{settings.MEDIA_URL}photos/{key}/{width}.jpg"
    return (
        f'<figure class="{FIGURE_CLASS}"><img alt="{escape(alt)}" height="{height}" src="{src}" width="{width}">'
        f"<figcaption>{escape(caption, quote=False)}</figcaption></figure>"
    )


def ckeditor_config():
    """What the editor must know to allow exactly the table."""
    allowed = [
        tag
        + (f"[{','.join(names)}]" if names else "")
        + ("{text-align}" if tag in ALIGNED else "")
        + (f"({FIGURE_CLASS})" if tag == "figure" else "")
        for tag, names in TABLE.items()
    ]
    return {
        "allowedContent": ";".join(allowed),
        "disallowedContent": "script style iframe object embed form; *[on*]",
        "extraPlugins": "image2,autogrow,uploadimage",
        "removePlugins": "image,exportpdf,scayt,wsc,iframe,forms,smiley,flash,sourcearea,newpage,save,templates,"
        "preview,print,about,language,bidi,elementspath,stylesheetparser",
        "format_tags": "p;h2;h3;h4",
        "entities": False,
        "entities_latin": False,
        "fullPage": False,
        "versionCheck": False,
        "image2_captionedClass": FIGURE_CLASS,
        "linkDefaultProtocol": "https://",
        "removeDialogTabs": "link:advanced;link:target",
        "disableNativeSpellChecker": False,
        "clipboard_handleImages": False,  # uploadimage takes pasted photos
        "autoGrow_minHeight": 320,
        "autoGrow_onStartup": True,
        "width": "100%",
        "toolbar": [
            ["Undo", "Redo"],
            ["Format", "Bold", "Italic", "Underline", "RemoveFormat"],
            ["NumberedList", "BulletedList", "Blockquote", "Table"],
            ["Link", "Unlink"],
            ["PasteFromWord", "ShowBlocks", "Maximize"],
        ],
    }
