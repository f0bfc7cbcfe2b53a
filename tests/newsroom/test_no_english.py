"""Every admin page as every role: each string that a person sees is Vietnamese.

Two checks. The first records each message that gettext could not translate. The second reads the page as
a person would and records English words, which catches texts that never went through gettext.
"""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from articles import workflow
from articles.models import Banner, MenuEntry, Place, Remit, State, Topic
from articles.site import placement, preview
from articles.workflow import MOVES, notes
from comments import moderation
from comments.models import Comment, DataRequest, Holiday
from comments.moderation import bans, replies
from comments.moderation import notes as moderator_notes
from comments.moderation.queue import TABS
from comments.retention import data_requests, legal_holds
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Alert, Link, LinkGroup, Page
from newsroom.core.roles import Role
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    CommentFactory,
    PhotoFactory,
    SectionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CATALOGUE = Path(__file__).parents[2] / "locale/vi/LC_MESSAGES/django.po"
# Words that Vietnamese uses too, or that are no words.
LOANWORDS = {"html", "url", "email", "web", "menu", "cookie", "unicode", "json"}
# The rows that the article form wants counted.
NO_ROWS = {
    "bylines-TOTAL_FORMS": 0,
    "bylines-INITIAL_FORMS": 0,
    "photo_uses-TOTAL_FORMS": 0,
    "photo_uses-INITIAL_FORMS": 0,
    "links-TOTAL_FORMS": 0,
    "links-INITIAL_FORMS": 0,
}
ROLES = [*Role, None]  # None: a superuser


@pytest.fixture
def untranslated_messages(monkeypatch):
    """Record messages requested in Vietnamese that have no translation."""
    missing = set()

    def listen(name):
        real = getattr(trans_real, name)

        def listening(*args):
            message = args[1] if name.startswith(("pgettext", "npgettext")) else args[0]
            context = args[0] + trans_real.CONTEXT_SEPARATOR if "pgettext" in name else ""
            if (
                translation.get_language() == "vi"
                and str(message).strip()
                and not is_known(f"{context}{message}")
            ):
                missing.add(f"{context}{message}")
            return real(*args)

        monkeypatch.setattr(translation._trans, name, listening)

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        listen(name)
    return missing


def is_known(key):
    catalogue = trans_real.catalog()._catalog
    return catalogue.get(key) is not None or catalogue.get((key, 0)) is not None


@pytest.fixture(scope="module")
def english():
    """Return the words of English messages that no Vietnamese message uses."""
    entries = polib.pofile(str(CATALOGUE))
    words = re.compile(r"(?<![%{(\w<])[a-z]{3,}(?![\w}])", re.IGNORECASE)
    spoken = {word.lower() for entry in entries for word in words.findall(entry.msgid)}
    ours = {
        word.lower()
        for entry in entries
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        for word in words.findall(text)
    }
    return spoken - ours - LOANWORDS


class Reader(HTMLParser):
    """Parser for the text of a page that a person sees or hears."""

    SILENT = ("script", "style", "template", "textarea")  # a textarea holds what somebody wrote

    def __init__(self):
        super().__init__()
        self.words = []
        self.inside = []

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.inside.append(tag)
        for name, value in attrs:
            if name in ("title", "alt", "placeholder", "aria-label") and value:
                self.words.append(value)
            if (tag, name) == ("input", "value") and dict(attrs).get("type") in ("submit", "button"):
                self.words.append(value)

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)


def english_words(page, english):
    reader = Reader()
    reader.feed(page)
    return {
        word for text in reader.words for word in re.findall(r"(?<![\w@.])[a-z]{3,}(?![\w@.])", text.lower())
    } & english


@pytest.fixture(scope="module")
def records(module_db):
    """Create one object of each kind, so that every page has content."""
    section = SectionFactory(name="Khoa giáo", description="Mục thử")
    photo = PhotoFactory(caption="Đại biểu", credit="Văn Minh", file_name="anh.jpg")
    body = richtext.figure_html(photo.key, 960, 640, caption="Đại biểu phát biểu")
    author = AuthorFactory()
    live = ArticleFactory(title="Bài đã đăng", section=section, body=body, author=author, published=True)
    draft = ArticleFactory(title="Bản nháp", section=section, body=body, author=author)
    returned = ArticleFactory(
        title="Bị trả lại", section=section, state=State.SUBMITTED, author=author, lead=""
    )
    workflow.send_back(returned, by=UserFactory(role=Role.EDITOR), version=1, reason="Thiếu sapo")
    copy = workflow.begin_correction(live, by=live.created_by)
    notes.add_note(copy, by=live.created_by, text="Nhờ xem giúp")
    preview.create_link(draft, by=draft.created_by)
    Remit.objects.create(person=UserFactory(), section=section)
    Topic.objects.create(name="Chuyên đề")
    SiteIdentity(name="Trang thử", phone="0239.000.0000").save()
    furnish(photo, section)
    placement.add_slot(live, Place.LEAD, by=UserFactory(role=Role.APPROVER), version=0)
    for thing in (section, author, author.office):
        thing.save()  # something for the history pages
    comments_on(live, author.office)
    return [live, draft, returned, copy]


def comments_on(article, office):
    """Create a waiting and a public comment with everything that moderators can add."""
    boss = UserFactory(role=Role.APPROVER)
    first, shown = CommentFactory(article=article, hold_reasons=["link"]), CommentFactory(article=article)
    CommentFactory(article=article, near_duplicate_of=first)
    moderation.edit(
        first, by=boss, version=1, name="Lan", body="Xem thêm ở phường, thật khốn nạn", note="Gọn hơn"
    )
    moderation.decide(shown, moderation.APPROVE, by=boss, version=1)
    shown.reports.create(reason="false")
    replies.draft(shown, by=boss, version=0, body="Cảm ơn", office=office, signer="An", signer_title="Chánh")
    moderator_notes.add_note(first, by=boss, text="Chờ phường", about_author=True)
    bans.ban_author(first, by=boss, target="author", days=7, reason="Thư rác")
    legal_holds.place_hold(first, by=boss, legal_basis="Công văn")
    late = {"received_on": date(2026, 1, 5), "person": "Lan", "contact": "lan@example.vn"}
    data_requests.save_request(DataRequest(right="access", **late))
    Holiday.objects.get_or_create(day=date(2026, 9, 2), name="Quốc khánh")


def furnish(photo, section):
    """Create the things that the office puts on every page."""
    page = Page.objects.create(title="Liên hệ", body="<p>Chữ</p>", shows_contact=True, is_published=True)
    Link.objects.create(group=LinkGroup.objects.create(name="Tỉnh"), name="Cổng", url="https://x.vn/")
    for level in Alert.Level:
        Alert.objects.create(text="Bão số 9", level=level)
    for place in Banner.Place:
        Banner.objects.create(place=place, photo=photo, alt="Đại hội", url="/trang/lien-he/")
    head = MenuEntry.objects.create(place="footer", label="Cơ quan")
    MenuEntry.objects.create(place="footer", parent=head, page=page)
    MenuEntry.objects.create(section=section)


PAGES = (
    "homepage_preview",
    "index",
    "password_change",
    "login",
    "notices",
    "notice_choices",
    "articles_article_calendar",
    "articles_article_my_texts",
    "comments_comment_undo",
    "comments_comment_statistics",
    "comments_datarequest_find",
)


def list_urls(articles):
    yield from (reverse(f"admin:{name}") for name in PAGES)
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield from (reverse(f"{base}_{page}") for page in ("changelist", "add"))
        yield reverse(f"{base}_changelist") + "?q=khong-co-gi"
        for thing in model._default_manager.all()[:2]:
            yield from (
                reverse(f"{base}_{page}", args=[thing.pk]) for page in ("change", "history", "delete")
            )
        if hasattr(model, "history") and (row := model.history.first()):
            yield reverse(f"{base}_simple_history", args=[row.id, row.history_id])
    yield from (reverse("admin:app_list", args=[label]) for label in ("articles", "comments", "core"))
    yield reverse("admin:auth_user_password_change", args=[articles[0].created_by_id])
    yield from (reverse("admin:core_page_preview", args=[page.pk]) for page in Page.objects.all())
    for article in articles:
        yield from article_pages(article)
    yield from comment_pages()


def comment_pages():
    """Return the tabs of the moderation queue, and all pages of a comment."""
    yield from (f"{reverse('admin:comments_comment_changelist')}?muc={tab.key}" for tab in TABS)
    for comment in Comment.objects.all()[:2]:
        for name in ("edit", "reply", "ban"):
            yield reverse(f"admin:comments_comment_{name}", args=[comment.pk])


def article_pages(article):
    """Return all pages of an article in the admin."""
    for name in ("preview", "preview_page", "assign"):
        yield reverse(f"admin:articles_article_{name}", args=[article.pk])
    for version in article.versions.all():
        yield reverse("admin:articles_article_version", args=[article.pk, version.number])
    for move in MOVES:
        yield reverse("admin:articles_article_move", args=[article.pk, move])


@pytest.fixture(scope="module")
def pages(records):
    return list(list_urls(records))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "superuser")
def test_every_admin_page_is_vietnamese(client, pages, untranslated_messages, english, role):
    user = UserFactory(role=role, is_superuser=role is None)
    client.force_login(user)
    shown = 0
    found = {}

    for address in pages:
        response = client.get(address)
        if response.status_code == 200:
            shown += 1
            if words := english_words(response.content.decode(), english):
                found[address] = words

    assert shown >= 2
    assert found == {}
    assert untranslated_messages == set()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.APPROVER, Role.ADMINISTRATOR])
def test_every_refused_form_is_vietnamese(client, records, untranslated_messages, english, role):
    client.force_login(UserFactory(role=role))
    found = {}

    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        response = client.post(reverse(f"{base}_add"), NO_ROWS)
        if response.status_code == 200 and (words := english_words(response.content.decode(), english)):
            found[base] = words

    assert found == {}
    assert untranslated_messages == set()


def test_every_public_page_is_vietnamese(client, records, untranslated_messages, english):
    live, *_others = records
    author = live.bylines.get().author
    pages = [
        "/",
        live.get_absolute_url(),
        live.section.get_absolute_url(),
        author.get_absolute_url(),
    ]
    pages += [author.office.get_absolute_url(), "/khong-co/", "/admin/login/"]
    pages += ["/so-do-trang/", "/trang/lien-he/"]

    found = {
        page: words for page in pages if (words := english_words(client.get(page).content.decode(), english))
    }

    assert found == {}
    assert untranslated_messages == set()
