"""The body of an article for programs that know nothing of our site: plain HTML with absolute addresses."""

from html import escape
from html.parser import HTMLParser

KEPT = {"a": ["href"], "img": ["src", "alt", "width", "height"], "td": ["colspan", "rowspan"]}
KEPT["th"] = KEPT["td"]
DROPPED = {"picture", "source"}  # of each photo the plain copy is left


def absolute(html, here):
    """A rendered body (which is clean) so; `here` makes an address absolute."""
    writer = Writer(here)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


class Writer(HTMLParser):
    def __init__(self, here):
        super().__init__(convert_charrefs=True)
        self.here = here
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in DROPPED:
            return
        kept = "".join(
            f' {name}="{escape(self._value(name, value or ""))}"'
            for name, value in attrs
            if name in KEPT.get(tag, ())
        )
        self.parts.append(f"<{tag}{kept}>")

    def handle_endtag(self, tag):
        if tag not in DROPPED:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        self.parts.append(escape(data, quote=False))

    def _value(self, name, value):
        return self.here(value) if name in ("href", "src") else value
