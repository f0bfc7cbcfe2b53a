"""The body as readers get it: every photo of the clean body becomes a responsive <picture> with its credit."""

from html import escape
from html.parser import HTMLParser

from django.utils.translation import gettext

# As wide as the text column on a desk, the whole screen on a phone.
SIZES = "(min-width: 48rem) 44rem, 100vw"
SOURCES = (("avif", "image/avif"), ("webp", "image/webp"))


def render(body, photos):
    """`body`, which must be clean, with its photos (a dictionary by key) made responsive."""
    renderer = Renderer(photos)
    renderer.feed(body)
    renderer.close()
    return "".join(renderer.parts)


def picture(photo, *, is_first, alt=""):
    """One photo in four sizes and three formats; only the first of a page is loaded before it is scrolled to."""
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


class Renderer(HTMLParser):
    """Copies clean HTML letter by letter, except for photos."""

    def __init__(self, photos):
        super().__init__(convert_charrefs=False)
        self.photos = photos
        self.parts = []
        self.seen = 0
        self.credit = ""

    def handle_starttag(self, tag, attrs):
        if tag == "figure":
            self.credit = ""
        self.parts.append(self._photo(dict(attrs)) if tag == "img" else self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag == "figcaption":
            self._print_credit(" ")
        elif tag == "figure" and self.credit:
            self.parts.append("<figcaption>")
            self._print_credit("")
            self.parts.append("</figcaption>")
        self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        self.parts.append(data)

    def handle_entityref(self, name):
        self.parts.append(f"&{name};")

    def handle_charref(self, name):
        self.parts.append(f"&#{name};")

    def _photo(self, attrs):
        photo = self.photos.get(key_of(attrs.get("src") or ""))
        if photo is None:
            return ""  # an address of ours that leads to no photo
        self.seen += 1
        self.credit = photo.credit
        return picture(photo, is_first=self.seen == 1, alt=attrs.get("alt") or "")

    def _print_credit(self, before):
        if self.credit:
            words = escape(gettext("Photo: %(credit)s") % {"credit": self.credit})
            self.parts.append(f'{before}<span class="credit">{words}</span>')
            self.credit = ""


def key_of(src):
    """The key in a photo's address (…/photos/<key>/<width>.jpg)."""
    return src.rsplit("/", 2)[-2] if src.count("/") > 1 else ""
