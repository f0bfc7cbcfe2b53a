"""Rich text: allowed HTML, sanitizing, extraction of images, links and text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.core.renditions import parse_rendition_url
from newsroom.core.richtext import TABLE, clean, figure_html, find_images, find_links, to_text

from .hostile_html import HOSTILE

KEY = "0123456789abcdef"
FIGURE = figure_html(KEY, 960, 640, caption="Đại biểu phát biểu")
# One of each element, in the spelling in which it is stored.
STORED = {
    "paragraph": "<p>Chữ</p>",
    "aligned": '<p style="text-align:center">Chữ</p>',
    "headings": "<h2>Một</h2><h3>Hai</h3><h4>Ba</h4>",
    "marks": "<p><strong>a</strong><em>b</em><u>c</u><s>d</s>H<sub>2</sub>m<sup>2</sup></p>",
    "lists": "<ul><li>Một</li><li>Hai</li></ul><ol><li>Ba</li></ol>",
    "quote": "<blockquote><p>Lời</p></blockquote>",
    "rule and break": "<p>a<br>b</p><hr>",
    "own link": '<p><a href="/khoa-giao/" title="Mục">Chữ</a></p>',
    "link to elsewhere": '<p><a href="https://example.vn/" rel="noopener nofollow">Chữ</a></p>',
    "mail": '<p><a href="mailto:bientap@example.vn">Chữ</a></p>',
    "photo": FIGURE,
    "table": '<table><caption>Bảng</caption><thead><tr><th scope="col">a</th></tr></thead>'
    '<tbody><tr><td colspan="2" rowspan="2" style="text-align:right">b</td></tr></tbody></table>',
    "signs": "<p>1 &lt; 2 &amp; “ba” …</p>",
}


def is_harmless(address):
    """Return whether the URL has an allowed scheme or is a path of the site."""
    if address.lower().startswith(("http://", "https://", "mailto:", "tel:")):
        return True
    return ":" not in address.split("/")[0] and not address.startswith(("//", "\\", "/\\"))


class Inspector(HTMLParser):
    """Parser that records everything the table does not allow."""

    def __init__(self):
        super().__init__()
        self.faults = []

    def handle_starttag(self, tag, attrs):
        allowed = {name.lstrip("!") for name in TABLE.get(tag, ())} | {"style", "class", "rel"}
        if tag not in TABLE:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in allowed or (name == "class" and value != "image"):
                self.faults.append(f"{tag} {name}={value}")
            if name == "style" and not (value or "").startswith("text-align:"):
                self.faults.append(f"{tag} {name}={value}")
            if name == "src" and not parse_rendition_url(value):
                self.faults.append(f"{tag} {name}={value}")
            if name == "href" and not is_harmless(value or ""):
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.faults.append(f"comment {data}")


def find_faults(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults


@pytest.mark.parametrize("name", STORED)
def test_allowed_html_is_stored_unchanged(name):
    assert clean(STORED[name]) == STORED[name]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_is_made_harmless(name):
    cleaned = clean(HOSTILE[name])

    assert find_faults(cleaned) == []
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>Xin ch&agrave;o &#272;&#7843;ng</p>", "<p>Xin chào Đảng</p>"),
        ("<p>\u0110a\u0309ng</p>", "<p>Đảng</p>"),
        ("<p>Ch\u200bữ\xad</p>", "<p>Chữ</p>"),
        ("<p>a&nbsp;&nbsp; b</p>", "<p>a b</p>"),
        ("<p>&nbsp;</p><p>a</p><p><br></p>", "<p>a</p>"),
        ("<p><b>a</b> <i>b</i> <strike>c</strike></p>", "<p><strong>a</strong> <em>b</em> <s>c</s></p>"),
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ('<p class="MsoNormal" style="mso-x:1"><span style="color:red">a<o:p></o:p></span></p>', "<p>a</p>"),
        ('<p><font face=".VnTime" size="5">a</font></p>', "<p>a</p>"),
        (
            '<figure><img src="https://e.example/x.png"><figcaption>Chú thích</figcaption></figure>',
            "<p>Chú thích</p>",
        ),
    ],
)
def test_pasted_html_is_converted(typed, stored):
    assert clean(typed) == stored


def test_photos_and_captions_are_found_in_order():
    other = figure_html("f" * 16, 640, 480)

    assert find_images(f"<p>a</p>{FIGURE}{other}") == [(KEY, "Đại biểu phát biểu"), ("f" * 16, "")]


def test_links_are_found_in_order_and_once():
    html = '<p><a href="/b/?x=1&amp;y=2">b</a> <a name="x">n</a> <a href="/a/">a</a> <a href="/a/">a</a></p>'

    assert find_links(html) == ["/b/?x=1&y=2", "/a/"]


def test_text_is_extracted_block_by_block():
    assert to_text(f"<p>Một &amp; hai</p>{FIGURE}<ul><li>Ba</li></ul>") == "Một & hai\nĐại biểu phát biểu\nBa"


# Pieces of which hostile and broken bodies are made.
PIECES = st.sampled_from(
    [*STORED.values(), *HOSTILE.values()]
    + [
        f"<{tag}>"
        for tag in (*TABLE, "div", "span", "b", "script", "svg", "math", "style", "template", "select")
    ]
    + [
        f"</{tag}>"
        for tag in (*TABLE, "div", "span", "b", "script", "svg", "math", "style", "template", "select")
    ]
    + [
        "&nbsp;",
        "&lt;",
        "&amp;lt;",
        "&#0;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        " ",
        "\n",
        '"',
        "'",
        "\xa0",
        "\u0309",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_cleaning_twice_changes_nothing_and_nothing_hostile_survives(html):
    cleaned = clean(html)

    assert clean(cleaned) == cleaned
    assert find_faults(cleaned) == []


@given(st.text())
def test_any_text_can_be_cleaned(text):
    assert clean(clean(text)) == clean(text)
