"""Search relevance: for each of two hundred queries the expected article is among the first three results."""

import json
from html import escape
from pathlib import Path

import pytest

from articles.site.search import search
from newsroom.core.text import fold
from newsroom.demo.data import read_json
from newsroom.demo.sample_article import read_sample
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory

QUESTIONS = json.loads((Path(__file__).parent / "known_items.json").read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_known_items_are_among_the_first_three(demo_corpus):
    pairs = [(title, typed) for title, questions in QUESTIONS.items() for typed in questions]
    missed = {"with marks": [], "without": []}

    for title, typed in pairs:
        for way, words in (("with marks", typed), ("without", fold(typed))):
            if not any(article.title.startswith(title) for article in search(words)[0:3]):
                missed[way].append(words)

    assert len(pairs) == 200
    assert len(missed["with marks"]) <= 0.05 * len(pairs), missed
    assert len(missed["without"]) <= 0.10 * len(pairs), missed


@pytest.fixture
def demo_corpus(db):
    """The articles of the demo, texts only."""
    author, section = AuthorFactory(), SectionFactory()
    for row in read_json("articles"):
        if row.get("state", "published") == "published":
            texts = {name: row.get(name, "") for name in ("title", "lead", "kicker")}
            blocks = [text for block in row["blocks"] for text in strings(block)]
            body = "".join(f"<p>{escape(text)}</p>" for text in blocks)
            ArticleFactory(**texts, body=body, author=author, section=section, published=True)
    text = read_sample()
    body = "".join(f"<p>{escape(words)}</p>" for _kind, words in text.body)
    ArticleFactory(
        title=text.title, lead=text.lead, body=body, author=author, section=section, published=True
    )


def strings(value):
    """Yield the strings of a block of the demo, captions included."""
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from strings(part)
