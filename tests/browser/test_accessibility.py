"""No page of the readers' site shuts anybody out: axe-core finds nothing, whatever the page, its state, the screen.

WCAG 2.0 to 2.2, A and AA, and axe's best practices; light and dark, on a narrow screen, with letters twice as large.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from tests.factories import ArticleFactory, SectionFactory

from .readers import answered_comment, full_article, taken_down

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
NARROW = 320
WIDE = 1280


def front_pages(article):
    return ["/", article.section.get_absolute_url(), SectionFactory(name="Chưa có bài").get_absolute_url()]


def article_pages(article):
    """With everything, with nothing, without comments yet, and through a long list of them."""
    answered_comment(article)
    bare = ArticleFactory(title="Tin vắn", body="<p>Ngắn.</p>", comment_policy="off", published=True)
    return ["/", *(each.get_absolute_url() for each in (article, bare, ArticleFactory(published=True)))]


def lists(article):
    author = article.bylines.get().author
    things = (author, author.office, article.topics.get(), article.tags.get())
    return [reverse("articles:topics"), *(thing.get_absolute_url() for thing in things)]


def finding(article):
    day = timezone.localtime(article.publish_at)
    search = reverse("articles:search")
    archive = [reverse("articles:archive", args=args) for args in ([], [day.year], [day.year, day.month])]
    return [search, f"{search}?q=hoi+nghi&tu=2020-01-01", f"{search}?q=khong+co+chu+nay", *archive]


def comment_pages(article):
    comment = answered_comment(article)
    names = [
        ("send", article.pk),
        ("status", comment.secret),
        ("edit", comment.secret),
        ("report", comment.pk),
    ]
    return [reverse(f"comments:{name}", args=[key]) for name, key in names]


def errors(_article):
    return ["/khong-co/", taken_down().get_absolute_url(), "/tim-kiem/?trang=0"]


PAGES = [front_pages, article_pages, lists, finding, comment_pages, errors]


def check(page, address, state):
    faults = AXE.run(page, options=RULES).response["violations"]
    found = [(fault["id"], node["html"]) for fault in faults for node in fault["nodes"][:2]]

    assert found == [], f"{address}, {state}"


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pages", PAGES, ids=lambda pages: pages.__name__)
def test_nothing_is_wrong(visit, pages, scheme):
    article = full_article()
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme=scheme)

    for address in pages(article):
        reader.goto(address)
        check(reader, address, scheme)
        if scheme == "light":
            reader.set_viewport_size({"width": NARROW, "height": 800})
            assert fits(reader, NARROW), address
            check(reader, address, "narrow")
            reader.set_viewport_size({"width": WIDE, "height": 900})
            reader.evaluate("document.documentElement.style.fontSize = '200%'")
            assert fits(reader, WIDE), address
            check(reader, address, "large letters")


def test_nothing_is_wrong_when_things_are_open(visit):
    article = full_article()
    answered_comment(article)
    reader = visit(viewport={"width": NARROW, "height": 800})
    reader.goto(article.get_absolute_url())

    for summary in reader.locator("summary").all():
        summary.click()
        check(reader, summary.inner_text(), "open")
        reader.keyboard.press("Escape")
    reader.locator(".body .larger").first.click()
    check(reader, "viewer", "open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_that_came_back_says_what_is_wrong(visit, scheme):
    article = full_article()
    reader = visit(viewport={"width": NARROW, "height": 800}, color_scheme=scheme)
    reader.goto(reverse("comments:send", args=[article.pk]))
    for name in ("body", "name"):
        reader.fill(f".comment-form [name={name}]", " ")
    reader.check(".comment-form [name=consent]")
    reader.locator(".comment-form > button").click()

    assert reader.locator("[role=alert] li").count() == 2
    assert reader.locator("[aria-invalid=true]").count() == 2
    check(reader, "comment form", "with errors")


def test_what_is_printed_has_no_fault_either(visit):
    article = full_article()
    reader = visit(viewport={"width": WIDE, "height": 900})
    reader.goto(article.get_absolute_url())
    reader.emulate_media(media="print")

    check(reader, article.get_absolute_url(), "print")


@pytest.mark.parametrize("address", ["/", "article"])
def test_who_wants_no_motion_gets_none(visit, address):
    article = full_article()
    address = article.get_absolute_url() if address == "article" else address
    moving = """() => [...document.querySelectorAll('*')].filter((each) => {
        const { scrollBehavior, transitionDuration, animationName } = getComputedStyle(each);
        return scrollBehavior === 'smooth' || parseFloat(transitionDuration) || animationName !== 'none';
    }).length"""

    reader = visit(reduced_motion="reduce")
    reader.goto(address)
    assert reader.evaluate(moving) == 0

    reader.emulate_media(reduced_motion="no-preference")
    assert reader.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
