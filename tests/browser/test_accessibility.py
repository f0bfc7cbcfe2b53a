"""No page of the readers' site shuts anybody out: axe-core finds nothing, whatever the page, its state, the screen.

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
from .readers import answered_comment, full_article, furnish, taken_down

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


def office_pages(article):
    contact = furnish(article.section)
    return [contact.get_absolute_url(), reverse("site_map"), "/", article.get_absolute_url()]


def comment_pages(article):
    """What somebody meets who writes: the form, where the comment stands, and every way on from there."""
    comment = answered_comment(article)
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


def errors(_article):
    return ["/khong-co/", taken_down().get_absolute_url(), "/tim-kiem/?trang=0"]


PAGES = [front_pages, article_pages, lists, finding, office_pages, comment_pages, errors]


def check(page, address, state):
    assert find_faults(page, colors_only=state == "dark") == [], f"{address}, {state}"


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


def check_in_every_size(reader, address, scheme):
    """As it opens; and in one of the schemes on a narrow screen, and with letters twice as large."""
    check(reader, address, scheme)
    if scheme == "light":
        reader.set_viewport_size({"width": NARROW, "height": 800})
        assert fits(reader, NARROW), address
        check(reader, address, "narrow")
        reader.set_viewport_size({"width": WIDE, "height": 900})
        reader.evaluate("document.documentElement.style.fontSize = '200%'")
        assert fits(reader, WIDE), address
        check(reader, address, "large letters")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pages", PAGES, ids=lambda pages: pages.__name__)
def test_nothing_is_wrong(visit, pages, scheme):
    article = full_article()
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme=scheme)

    for address in pages(article):
        reader.goto(address)
        check_in_every_size(reader, address, scheme)


def too_many(*_args, **_kwargs):
    return HttpResponse(render_to_string("429.html"), status=429)


def raised(error):
    def front(*_args, **_kwargs):
        raise error

    return front


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [
        (400, "front", raised(SuspiciousOperation)),
        (403, "front", raised(PermissionDenied)),
        (429, "render", too_many),
        (500, "front", raised(RuntimeError)),
        (503, "front", raised(OperationalError)),
    ],
)
def test_nothing_is_wrong_with_a_page_that_says_what_is_wrong(visit, monkeypatch, scheme, code, name, fault):
    monkeypatch.setattr(home, name, fault)
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme=scheme)

    answer = reader.goto("/")

    assert answer.status == code
    assert reader.locator(".code").inner_text() == str(code)
    check_in_every_size(reader, f"page {code}", scheme)


def test_nothing_is_wrong_with_a_form_that_is_no_longer_trusted(visit):
    reader = visit(viewport={"width": WIDE, "height": 900})
    reader.goto("/admin/login/")
    reader.context.clear_cookies()
    reader.fill("#id_username", "ai-do")
    reader.fill("#id_password", "sai")
    reader.locator("form [type=submit]").click()

    assert reader.locator(".code").inner_text() == "403"
    check_in_every_size(reader, "403_csrf", "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_before_anything_is_published(visit, scheme):
    reader = visit(viewport={"width": WIDE, "height": 900}, color_scheme=scheme)
    pages = [
        reverse(name)
        for name in ("home", "site_map", "articles:archive", "articles:topics", "articles:search")
    ]

    for address in pages:
        reader.goto(address)
        check_in_every_size(reader, address, scheme)


@pytest.mark.parametrize("policy", ["closed", "off"])
def test_nothing_is_wrong_where_no_comments_are_taken(visit, policy):
    article = full_article()
    answered_comment(article)
    CommentSettings.objects.update(policy=policy)
    reader = visit(viewport={"width": WIDE, "height": 900})
    reader.goto(article.get_absolute_url())

    check_in_every_size(reader, article.get_absolute_url(), "light")


def test_nothing_is_wrong_with_a_long_list_of_comments(visit):
    """Several pages, one of them with all replies of a comment opened."""
    article, moderator = full_article(), UserFactory(role=Role.MODERATOR)
    root = CommentFactory(article=article, shown=moderator)
    for _n in range(4):
        CommentFactory(article=article, parent=root, shown=moderator)
    for _n in range(11):
        CommentFactory(article=article, name="Dài " * 15, body="chữ dài" * 200, shown=moderator)
    reader = visit(viewport={"width": WIDE, "height": 900})

    for query in ("", "?yk=moi-nhat&trang-yk=2", f"?yk=moi-nhat&tra-loi={root.pk}"):
        reader.goto(article.get_absolute_url() + query)
        check_in_every_size(reader, query, "light")


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
