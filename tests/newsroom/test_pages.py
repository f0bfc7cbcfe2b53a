"""Guarantees of the templates, independent of the views."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from articles.templatetags.articles import cover
from tests.factories import ArticleFactory, PhotoFactory

ROOT = Path(settings.BASE_DIR)
PUBLIC = sorted(path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts)
STYLES = sorted((ROOT / "static/css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "410", "429", "500", "503"])
def test_error_page_needs_no_request_and_no_database(code):
    page = render_to_string(f"{code}.html")

    assert f'<p class="code">{code[:3]}</p>' in page


@pytest.mark.parametrize("template", PUBLIC, ids=lambda path: path.name)
def test_page_has_nothing_inline(template):
    """The content security policy would refuse style attributes, handlers, scripts and styles in the page."""
    text = template.read_text()

    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text) == []


@pytest.mark.parametrize("file", [*STYLES, *SCRIPTS], ids=lambda path: path.name)
def test_our_styles_and_scripts_load_nothing_from_other_sites(file):
    assert re.findall(r"https?://|@import|url\(", file.read_text()) == []


@pytest.mark.parametrize("file", STYLES, ids=lambda path: path.name)
def test_every_style_is_in_a_layer(file):
    """A rule outside a layer would win over all layers."""
    rules = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
    outermost = re.findall(r"^\S.*\{", rules, flags=re.MULTILINE)

    assert [rule for rule in outermost if not rule.startswith("@layer ")] == []
    assert "!important" not in rules


@pytest.mark.django_db
def test_size_of_a_card_photo_is_a_plain_number():
    """With a thousand separator, a height of 1.440 would be no number."""
    photo = PhotoFactory(width=1000, height=3000)

    card = render_to_string("articles/_cover.html", cover(photo, "10rem"))

    assert re.findall(r'(?:width|height)="(\d+)"', card) == ["960", "2880"]


@pytest.mark.django_db
@pytest.mark.parametrize(("is_first", "loading"), [(True, 'fetchpriority="high"'), (False, 'loading="lazy"')])
def test_only_the_first_photo_of_a_page_loads_at_once(is_first, loading):
    card = render_to_string("articles/_cover.html", cover(PhotoFactory(), "10rem", is_first))

    assert re.findall(r'fetchpriority="high"|loading="lazy"', card) == [loading]


@pytest.mark.django_db
@pytest.mark.parametrize(("is_decorative", "words"), [(False, "Quang cảnh hội nghị"), (True, "")])
def test_decorative_photo_has_an_empty_alt(is_decorative, words):
    card = render_to_string("articles/_cover.html", cover(PhotoFactory(is_decorative=is_decorative), "10rem"))

    assert re.findall(r'alt="(.*?)"', card) == [words]


@pytest.mark.django_db
def test_pages_are_compressed_and_the_same_for_everyone(client):
    article = ArticleFactory(body="<p>Chữ trong bài.</p>" * 200, published=True)
    packed = [client.get(article.get_absolute_url(), headers={"accept-encoding": "gzip"}) for _visit in "ab"]
    plain = client.get(article.get_absolute_url())

    assert [answer["Content-Encoding"] for answer in packed] == ["gzip", "gzip"]
    assert all(len(answer.content) < len(plain.content) / 3 for answer in packed)
    assert {gzip.decompress(answer.content) for answer in packed} == {plain.content}
    assert "Accept-Encoding" in plain["Vary"]
