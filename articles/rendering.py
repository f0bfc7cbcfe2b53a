"""Renders the body for readers. Photos become responsive and get their credit and a link to their largest copy;
headings get an id, and the headings of a long text make its table of contents.
"""

from html import escape, unescape
from html.parser import HTMLParser

from django.utils.translation import gettext

from newsroom.core.renditions import parse_rendition_url

# The text column on wide screens, the whole screen on phones.
SIZES = "(min-width: 50rem) 48rem, 100vw"
SOURCES = (("avif", "image/avif"), ("webp", "image/webp"))
HEADINGS = {"h2": 2, "h3": 3}
# A table of contents needs so many headings and characters of text.
FEWEST_HEADINGS = 3
SHORTEST = 2000


def render(body: str, photos: dict) -> tuple[str, list[dict]]:
    """The HTML for readers and the table of contents. `body` must be clean; `photos` are its photos by key."""
    renderer = Renderer(photos)
    renderer.feed(body)
    renderer.close()
    return "".join(renderer.parts), renderer.contents()


def picture_html(photo, *, is_first: bool, alt: str = "") -> str:
    """A photo in four sizes and three formats. Only the first of a page is loaded before it is scrolled to."""
    width = photo.page_width
    sources = "".join(
        f'<source type="{mime}" srcset="{photo.srcset(extension)}" sizes="{SIZES}">'
        for extension, mime in SOURCES
    )
    loading = 'fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'
    words = "" if photo.is_decorative else photo.alt or alt
    return (
        f'<picture>{sources}<img src="{photo.url()}" srcset="{photo.srcset("jpg")}" sizes="{SIZES}"'
        f' alt="{escape(words)}" width="{width}" height="{photo.height_for(width)}" {loading}></picture>'
    )


def link_to_largest(photo, html: str, alt: str) -> str:
    """`html` inside a link to the largest copy of the photo; a script opens it on the same page."""
    words = gettext("Larger photo")
    label = f"{words}: {alt}" if alt and not photo.is_decorative else words
    return f'<a class="larger" href="{photo.url(photo.widths[-1])}" aria-label="{escape(label)}">{html}</a>'


class Renderer(HTMLParser):
    """Copies clean HTML unchanged, except for photos and headings."""

    def __init__(self, photos):
        super().__init__(convert_charrefs=False)
        self.photos = photos
        self.parts = []
        self.seen = 0
        self.credit = ""
        self.links = 0
        self.headings = []
        self.heading = None  # the heading that is being read
        self.length = 0

    def contents(self):
        """The headings of a long text; an empty list for a short one."""
        if len(self.headings) < FEWEST_HEADINGS or self.length < SHORTEST:
            return []
        return [heading for each in self.headings if (heading := tidy_heading(each))["words"]]

    def handle_starttag(self, tag, attrs):
        if tag == "figure":
            self.credit = ""
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self._copy("", " ")
        if tag == "img":
            self.parts.append(self._photo(dict(attrs)))
        elif tag in HEADINGS:
            self.parts.append(self._heading(tag))
        else:
            self.parts.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag == "figcaption":
            self._print_credit(" ")
        elif tag == "figure" and self.credit:
            self.parts.append("<figcaption>")
            self._print_credit("")
            self.parts.append("</figcaption>")
        elif tag == "a":
            self.links -= 1
        elif tag in HEADINGS:
            self.heading = None
        self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        self.length += len(data)
        self._copy(data, data)

    def handle_entityref(self, name):
        self._copy(f"&{name};", unescape(f"&{name};"))

    def handle_charref(self, name):
        self._copy(f"&#{name};", unescape(f"&#{name};"))

    def _copy(self, html, words):
        self.parts.append(html)
        if self.heading:
            self.heading["words"] += words

    def _heading(self, tag):
        self.heading = {"id": f"muc-{len(self.headings) + 1}", "level": HEADINGS[tag], "words": ""}
        self.headings.append(self.heading)
        return f'{self.get_starttag_text()[:-1]} id="{self.heading["id"]}">'

    def _photo(self, attrs):
        photo = self.photos.get(parse_rendition_url(attrs.get("src") or ""))
        if photo is None:
            return ""  # the URL of a photo that was deleted
        self.seen += 1
        self.credit = photo.credit
        html = picture_html(photo, is_first=self.seen == 1, alt=attrs.get("alt") or "")
        return html if self.links else link_to_largest(photo, html, photo.alt or attrs.get("alt"))

    def _print_credit(self, before):
        if self.credit:
            words = escape(gettext("Photo: %(credit)s") % {"credit": self.credit})
            self.parts.append(f'{before}<span class="credit">{words}</span>')
            self.credit = ""


def tidy_heading(heading: dict) -> dict:
    return {**heading, "words": " ".join(heading["words"].split())}
