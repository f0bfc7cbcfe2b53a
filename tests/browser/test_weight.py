"""The weight of a page: bytes, requests, and no layout shift while it loads."""

import gzip

import pytest

from tests.factories import ArticleFactory

from .readers import PARAGRAPH, create_answered_comment, create_full_article

KILO = 1024
# Adds up what moved without the reader having done anything.
SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(
      [entry.value, ...entry.sources.map(({node}) => (node?.outerHTML ?? "").slice(0, 120))]);
  }).observe({type: "layout-shift", buffered: true});
"""


def measure_sizes(page, address):
    """Return the URLs that the page loads with their transfer sizes: static files compressed, as in production."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    sizes = {}
    for answer in answers:
        content = answer.body()
        is_static = "/static/" in answer.url
        sizes[answer.url] = len(gzip.compress(content)) if is_static else len(content)
    return sizes


def test_article_weighs_at_most_sixty_kilobytes(visit):
    full = create_full_article()
    article = ArticleFactory(body=f"<h2>Một</h2>{PARAGRAPH}" * 6, section=full.section, published=True)
    article.related.add(*type(article).objects.public().exclude(pk=full.pk)[:3])
    reader = visit(viewport={"width": 390, "height": 800})

    sizes = measure_sizes(reader, article.get_absolute_url())

    assert "data-comment-form" in reader.content()
    assert len(sizes) <= 15
    assert sum(size for url, size in sizes.items() if "/media/" not in url) <= 60 * KILO
    assert sum(size for url, size in sizes.items() if url.endswith(".css")) <= 25 * KILO
    assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= 15 * KILO
    assert sorted(url.rpartition("/static/")[2] for url in sizes if url.endswith((".css", ".js"))) == [
        "css/site.css",
        "js/article.js",
    ]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("page", ["article", "home", "section"])
def test_layout_does_not_shift_while_a_page_loads_and_is_read(visit, page, width):
    article = create_full_article()
    create_answered_comment(article)
    address = {
        "article": article.get_absolute_url(),
        "home": "/",
        "section": article.section.get_absolute_url(),
    }[page]
    reader = visit(viewport={"width": width, "height": 800})
    reader.add_init_script("localStorage.setItem('text-size', '4')")
    reader.add_init_script(SHIFTS)

    reader.goto(address, wait_until="networkidle")
    for _screen in range(4):
        reader.mouse.wheel(0, 800)
        reader.wait_for_load_state("networkidle")

    assert reader.evaluate("window.shifts") == []
