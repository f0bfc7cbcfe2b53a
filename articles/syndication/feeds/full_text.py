"""The body of an article for programs outside the site: plain HTML with absolute URLs."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

KEPT_ATTRIBUTES = {"a": ["href"], "img": ["src", "alt", "width", "height"], "td": ["colspan", "rowspan"]}
KEPT_ATTRIBUTES["th"] = KEPT_ATTRIBUTES["td"]
DROPPED_TAGS = {"picture", "source"}  # the <img> inside stays


def absolute_links(html: str, absolute_url: Callable[[str], str]) -> str:
    """Rewrite a rendered (already clean) body so that it works on any site."""
    writer = AbsoluteLinkWriter(absolute_url)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


class AbsoluteLinkWriter(HTMLParser):
    def __init__(self, absolute_url):
        super().__init__(convert_charrefs=True)
        self.absolute_url = absolute_url
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in DROPPED_TAGS:
            return
        attributes = "".join(
            f' {name}="{escape(self._value(name, value or ""))}"'
            for name, value in attrs
            if name in KEPT_ATTRIBUTES.get(tag, ())
        )
        self.parts.append(f"<{tag}{attributes}>")

    def handle_endtag(self, tag):
        if tag not in DROPPED_TAGS:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        self.parts.append(escape(data, quote=False))

    def _value(self, name, value):
        return self.absolute_url(value) if name in ("href", "src") else value
