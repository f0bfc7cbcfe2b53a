"""Accessibility of the readers' site: axe-core finds no fault on any page, in any state, on any screen.

WCAG 2.0 to 2.2, A and AA, and axe's best practices; light and dark, on a narrow screen, with letters twice as large.
"""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from comments import moderation
from comments.mail.mail_links import LinkPurpose, make_token
from comments.models import CommentSettings, Subscription
from newsroom import home
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

from .axe import find_faults
from .readers import (
    create_answered_comment,
    create_article_taken_down,
    create_full_article,
    create_surroundings,
)

NARROW = 320
WIDE = 1280


def list_front_pages(article):
    return ["/", article.section.get_absolute_url(), SectionFactory(name="Chưa có bài").get_absolute_url()]


def list_article_pages(article):
    """Return articles with everything, with nothing, and without comments."""
    create_answered_comment(article)
    bare = ArticleFactory(title="Tin vắn", body="<p>Ngắn.</p>", comment_policy="off", published=True)
    return ["/", *(each.get_absolute_url() for each in (article, bare, ArticleFactory(published=True)))]


def list_topic_and_author_pages(article):
    author = article.bylines.get().author
    things = (author, author.office, article.topics.get(), article.tags.get())
    return [reverse("articles:topics"), *(thing.get_absolute_url() for thing in things)]


def list_search_pages(article):
    day = timezone.localtime(article.publish_at)
    search = reverse("articles:search")
    archive = [reverse("articles:archive", args=args) for args in ([], [day.year], [day.year, day.month])]
    return [search, f"{search}?q=hoi+nghi&tu=2020-01-01", f"{search}?q=khong+co+chu+nay", *archive]


def list_office_pages(article):
    contact = create_surroundings(article.section)
    return [contact.get_absolute_url(), reverse("site_map"), "/", article.get_absolute_url()]


def list_comment_pages(article):
    """Return the pages of a commenter: the form, the status page, and every page reached from it."""
    comment = create_answered_comment(article)
    waiting = CommentFactory(article=article, email="a@example.vn")
    withdrawn = CommentFactory(article=article)
    moderation.withdraw(withdrawn)
    subscription = Subscription.objects.create(comment=waiting, email="a@example.vn")
    names = [
        ("send", article.pk),
        ("status", comment.secret),
        ("status", waiting.secret),
        ("status", withdrawn.secret),
        ("edit", waiting.secret),
        ("edit", comment.secret),  # too late
        ("withdraw", waiting.secret),
        ("report", comment.pk),
        ("confirm", make_token(subscription, LinkPurpose.CONFIRM)),
        ("confirm", "x:y"),
        ("unsubscribe", make_token(subscription, LinkPurpose.END)),
        ("unsubscribe", "x:y"),
    ]
    return [reverse(f"comments:{name}", args=[key]) for name, key in names]


def list_error_pages(_article):
    return ["/khong-co/", create_article_taken_down().get_absolute_url(), "/tim-kiem/?trang=0"]


PAGES = [
    list_front_pages,
    list_article_pages,
    list_topic_and_author_pages,
    list_search_pages,
    list_office_pages,
    list_comment_pages,
    list_error_pages,
]


def assert_no_faults(page, address, state):
    assert find_faults(page, colors_only=state == "dark") == [], f"{address}, {state}"


def fits_width(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


def assert_no_faults_in_every_state(reader, address):
    """Check the page on a wide screen, light and dark, on a narrow screen, and with letters twice as large.

    Large letters need no run of axe: the elements and their layout are those of the wide screen, larger text
    needs less contrast, and larger targets are easier to hit.
    """
    assert_no_faults(reader, address, "light")
    reader.emulate_media(color_scheme="dark")
    assert_no_faults(reader, address, "dark")
    reader.emulate_media(color_scheme="light")
    reader.set_viewport_size({"width": NARROW, "height": 800})
    assert fits_width(reader, NARROW), address
    assert_no_faults(reader, address, "narrow")
    reader.set_viewport_size({"width": WIDE, "height": 900})
    reader.evaluate("document.documentElement.style.fontSize = '200%'")
    assert fits_width(reader, WIDE), address
    reader.evaluate("document.documentElement.style.fontSize = ''")


@pytest.mark.parametrize("pages", PAGES, ids=lambda pages: pages.__name__)
def test_pages_have_no_faults(visit, pages):
    article = create_full_article()
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme="light")

    for address in pages(article):
        reader.goto(address)
        assert_no_faults_in_every_state(reader, address)


def answer_429(*_args, **_kwargs):
    return HttpResponse(render_to_string("429.html"), status=429)


def raise_error(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail


@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [
        (400, "build_homepage", raise_error(SuspiciousOperation)),
        (403, "build_homepage", raise_error(PermissionDenied)),
        (429, "render", answer_429),
        (500, "build_homepage", raise_error(RuntimeError)),
        (503, "build_homepage", raise_error(OperationalError)),
    ],
)
def test_error_pages_have_no_faults(visit, monkeypatch, code, name, fault):
    monkeypatch.setattr(home, name, fault)
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme="light")

    answer = reader.goto("/")

    assert answer.status == code
    assert reader.locator(".code").inner_text() == str(code)
    assert_no_faults_in_every_state(reader, f"page {code}")


def test_csrf_failure_page_has_no_faults(visit):
    reader = visit(viewport={"width": WIDE, "height": 900})
    reader.goto("/admin/login/")
    reader.context.clear_cookies()
    reader.fill("#id_username", "ai-do")
    reader.fill("#id_password", "sai")
    reader.locator("form [type=submit]").click()

    assert reader.locator(".code").inner_text() == "403"
    assert_no_faults_in_every_state(reader, "403_csrf")


def test_pages_of_an_empty_site_have_no_faults(visit):
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme="light")
    pages = [
        reverse(name)
        for name in ("home", "site_map", "articles:archive", "articles:topics", "articles:search")
    ]

    for address in pages:
        reader.goto(address)
        assert_no_faults_in_every_state(reader, address)


@pytest.mark.parametrize("policy", ["closed", "off"])
def test_article_without_a_comment_form_has_no_faults(visit, policy):
    article = create_full_article()
    create_answered_comment(article)
    CommentSettings.objects.update(policy=policy)
    reader = visit(viewport={"width": WIDE, "height": 900})
    reader.goto(article.get_absolute_url())

    assert_no_faults_in_every_state(reader, article.get_absolute_url())


def test_long_list_of_comments_has_no_faults(visit):
    """Check several pages, one of them with all replies of a comment."""
    article, moderator = create_full_article(), UserFactory(role=Role.MODERATOR)
    root = CommentFactory(article=article, shown=moderator)
    for _n in range(4):
        CommentFactory(article=article, parent=root, shown=moderator)
    for _n in range(11):
        CommentFactory(article=article, name="Dài " * 15, body="chữ dài" * 200, shown=moderator)
    reader = visit(viewport={"width": WIDE, "height": 900})

    for query in ("", "?yk=moi-nhat&trang-yk=2", f"?yk=moi-nhat&tra-loi={root.pk}"):
        reader.goto(article.get_absolute_url() + query)
        assert_no_faults_in_every_state(reader, query)


def test_opened_menus_and_viewer_have_no_faults(visit):
    article = create_full_article()
    create_answered_comment(article)
    reader = visit(viewport={"width": NARROW, "height": 800})
    reader.goto(article.get_absolute_url())

    for summary in reader.locator("summary").all():
        summary.click()
        assert_no_faults(reader, summary.inner_text(), "open")
        reader.keyboard.press("Escape")
    reader.locator(".body .larger").first.click()
    assert_no_faults(reader, "viewer", "open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_with_errors_names_them_and_has_no_faults(visit, scheme):
    article = create_full_article()
    reader = visit(viewport={"width": NARROW, "height": 800}, color_scheme=scheme)
    reader.goto(reverse("comments:send", args=[article.pk]))
    for name in ("body", "name"):
        reader.fill(f".comment-form [name={name}]", " ")
    reader.check(".comment-form [name=consent]")
    reader.locator(".comment-form > button").click()

    assert reader.locator("[role=alert] li").count() == 2
    assert reader.locator("[aria-invalid=true]").count() == 2
    assert_no_faults(reader, "comment form", "with errors")


def test_printed_page_has_no_faults(visit):
    article = create_full_article()
    reader = visit(viewport={"width": WIDE, "height": 900})
    reader.goto(article.get_absolute_url())
    reader.emulate_media(media="print")

    assert_no_faults(reader, article.get_absolute_url(), "print")


@pytest.mark.parametrize("address", ["/", "article"])
def test_reduced_motion_is_respected(visit, address):
    article = create_full_article()
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
