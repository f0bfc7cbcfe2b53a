"""A reader's browser without script: parse forms of a page, fill them in, send them."""

import re
from html import unescape
from html.parser import HTMLParser

from django.test import Client

BODY = "Công viên mới rất đẹp, cảm ơn thành phố."
FILLED = {"name": "Nguyễn Thị Lan", "body": BODY, "consent": "on"}


class Forms(HTMLParser):
    """Parser for the forms of a page: URL and fields, as a browser would send them unchanged."""

    def __init__(self, page):
        super().__init__()
        self.found, self.text = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.found.append((attrs.get("action"), {}))
        elif self.found and tag in ("input", "textarea") and "name" in attrs:
            ticks = attrs.get("type") in ("checkbox", "radio")
            if not ticks or "checked" in attrs:
                self.found[-1][1][attrs["name"]] = attrs.get("value") or ("on" if ticks else "")
            self.text = attrs["name"] if tag == "textarea" else None

    def handle_data(self, text):
        if self.text:
            self.found[-1][1][self.text] += text

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            fields = self.found[-1][1]
            fields[self.text] = fields[self.text].removeprefix("\n")  # as browsers do
            self.text = None


def form_in(response, part="/y-kien/bai-viet/"):
    """Return URL and fields of the first form whose URL contains `part`."""
    forms = Forms(response.content.decode()).found
    return next((address, fields) for address, fields in forms if part in (address or ""))


def fields_of(client, article, **changes):
    """Return the fields that a reader sends after filling in the form on the article's page."""
    _address, fields = form_in(client.get(article.get_absolute_url()))
    return {**fields, **FILLED, **changes}


def browser(**headers):
    """Return a client whose POSTs come from our own pages."""
    return Client(headers={"origin": "http://testserver", **headers}, enforce_csrf_checks=True)


def text_of(response):
    """Return the visible text of a page."""
    page = re.sub(r"<script.*?</script>|<[^>]*>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(page).split())
