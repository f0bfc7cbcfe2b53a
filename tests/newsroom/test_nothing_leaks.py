"""Role x every address of the admin x state of an article: the right status, and no word of what is hidden."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from articles import drafts, notes, preview, workflow
from articles.models import Article, Byline, State
from articles.workflow import MOVES
from newsroom.ground.identity import SiteIdentity
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "Bí mật chưa công bố"
W, E, S, A, V = Role.WRITER, Role.EDITOR, Role.SECRETARY, Role.APPROVER, Role.VIEWER
SEES_ALL = {E, S, A, V}
STATES = ["draft", "submitted", "awaiting", "returned", "scheduled", "taken_down", "trashed", "copy"]


@pytest.fixture
def hidden(kind):
    """An article of somebody else, whose every text is secret."""
    writer = UserFactory(role=W, full_name="Người khác")
    fields = {
        "title": SECRET,
        "kicker": SECRET,
        "lead": SECRET,
        "body": f"<p>{SECRET}</p>",
        "created_by": writer,
        "section": SectionFactory(name="Mục chung"),
    }
    if kind == "copy":
        live = ArticleFactory(title="Bài đang đăng", published=True, section=fields["section"])
        fields |= {"replaces": live, "replaces_version": live.version, "correction_text": SECRET}
        article = ArticleFactory(**fields)
    elif kind == "scheduled":
        article = ArticleFactory(**fields, publish_at=timezone.now() + timedelta(days=1), published=True)
    elif kind == "taken_down":
        article = ArticleFactory(**fields, published=True)
        boss = UserFactory(role=A)
        workflow.take_down(article, by=boss, version=article.version, reason=SECRET)
    else:
        article = ArticleFactory(**fields, state=kind)
    article.refresh_from_db()
    Byline.objects.create(article=article, name=SECRET)
    drafts.keep({"title": SECRET, "body": SECRET}, by=writer, article=article)
    notes.note(article, by=writer, text=SECRET)
    preview.share(article, by=writer)
    return article


def patterns(urls, prefix=""):
    """Every pattern of the admin that has a name, with the names of its arguments."""
    for entry in urls:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        elif isinstance(entry, URLPattern) and entry.name:
            names = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
            yield entry.name, names or ("",) * entry.pattern.regex.groups  # "": it goes by its place


def fill(article, names):
    """Arguments for a pattern: those of the hidden article, and of what stands beside it."""
    known = {
        "pk": article.pk,
        "object_id": article.pk,
        "number": article.versions.first().number,
        "name": "submit",
        "link": article.share_links.first().pk,
        "app_label": "articles",
        "content_type_id": 1,
        "history_id": 1,
        "version_id": 1,
        "id": article.pk,
        "url": "khong-co",
        "path": "x",
        "format": "csv",
    }
    return {name: known[name] for name in names}


def addresses(article):
    """(name, address) of every page of the admin; those of articles lead to the hidden one."""
    for name, arguments in set(patterns(admin.site.urls[0])):
        if name == "autocomplete":
            continue  # Django's own; asked below as the form asks it
        if "" in arguments:
            yield name, reverse(f"admin:{name}", args=[article.pk] * len(arguments))
        else:
            yield name, reverse(f"admin:{name}", kwargs=fill(article, arguments))
    for move in MOVES:
        yield "articles_article_move", reverse("admin:articles_article_move", args=[article.pk, move])
    base = reverse("admin:articles_article_changelist")
    for state in (*State.values, "scheduled", "live", "expired", "urgent"):
        yield "articles_article_changelist", f"{base}?trang-thai={state}"
    # The search form shows what was asked for: ask with other words for the same article.
    for words in ("bi mat chua cong bo", str(article.pk)):
        yield "articles_article_changelist", f"{base}?q={words.replace(' ', '+')}"
    month = timezone.localtime(article.publish_at or timezone.now())
    yield "articles_article_calendar", f"{reverse('admin:articles_article_calendar')}?thang={month:%Y-%m}"
    for model, field in AUTOCOMPLETED:
        query = {"app_label": "articles", "model_name": model, "field_name": field, "term": "bi mat"}
        yield "autocomplete", f"{reverse('admin:autocomplete')}?{urlencode(query)}"


AUTOCOMPLETED = [
    (model._meta.model_name, field)
    for model, model_admin in admin.site._registry.items()
    for field in model_admin.autocomplete_fields
] + [("byline", "author"), ("byline", "office"), ("article", "replaces"), ("version", "article")]

# What those who may see it get from the article's own pages; nobody gets more than his role says.
READING = {"articles_article_preview", "articles_article_preview_page", "articles_article_change"}
WRITING = {"articles_article_history", "articles_article_version"}


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("role", Role)
def test_a_page_shows_nothing_that_is_hidden(client, hidden, role, kind):
    SiteIdentity(name="Thành ủy").save()
    client.force_login(UserFactory(role=role))
    leaks, wrong = set(), {}

    for name, address in addresses(hidden):
        response = client.get(address)
        text = response.getvalue().decode(errors="replace")
        if role not in SEES_ALL and SECRET in text:
            leaks.add(address)
        if name in READING | WRITING:
            if response.status_code != expected_of(name, role):
                wrong[address] = response.status_code
        elif response.status_code not in (200, 302, 403, 404, 405):
            wrong[address] = response.status_code

    assert leaks == set()
    assert wrong == {}


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("role", [role for role in Role if role not in SEES_ALL])
def test_a_request_that_would_do_something_shows_and_does_nothing(client, hidden, role, kind):
    client.force_login(UserFactory(role=role))
    before = Article.objects.values().get(pk=hidden.pk)
    counted = Article.objects.count()
    leaks, wrong = set(), {}

    for _name, address in addresses(hidden):
        if not address.startswith(f"/admin/articles/article/{hidden.pk}/"):
            continue
        response = client.post(
            address, {"version": hidden.version, "reason": "x", "text": "x", "opened_version": 1}
        )
        if SECRET in response.getvalue().decode(errors="replace"):
            leaks.add(address)
        if response.status_code not in (302, 403, 404, 405):
            wrong[address] = response.status_code

    assert leaks == set()
    assert wrong == {}
    assert Article.objects.values().get(pk=hidden.pk) == before
    assert Article.objects.count() == counted


def expected_of(name, role):
    """What a page of another's article answers. To a writer, hidden and absent look the same."""
    if role in SEES_ALL:
        return 403 if role == V and name in WRITING else 200
    if name == "articles_article_change":
        return 302 if role == W else 403  # Django's: to the desk, or no articles at all for this role
    return 404


def test_the_walk_reaches_the_pages_that_matter(client):
    article = ArticleFactory()
    preview.share(article, by=article.created_by)
    names = {name for name, _address in addresses(article)}

    assert names >= READING | WRITING
    assert {"autocomplete", "articles_photo_changelist", "articles_article_unsaved"} <= names


@pytest.mark.parametrize("kind", ["draft"])
def test_one_who_may_see_it_does(client, hidden, kind):
    """The other half: what the walk looks for is really on those pages."""
    client.force_login(UserFactory(role=A))
    showing = {
        name for name, address in addresses(hidden) if SECRET in client.get(address).getvalue().decode()
    }

    assert showing >= READING | WRITING
    assert {"articles_article_changelist", "index"} <= showing | {"index"}


def test_a_batch_lists_only_what_may_be_seen(client):
    client.force_login(UserFactory(role=W))
    hidden = ArticleFactory(title=SECRET)
    address = reverse("admin:articles_article_changelist")

    for confirm in ({}, {"confirm": "1", f"version-{hidden.pk}": hidden.version}):
        response = client.post(
            address, {"action": "submit", "_selected_action": [hidden.pk], **confirm}, follow=True
        )
        assert SECRET not in response.content.decode()

    hidden.refresh_from_db()
    assert hidden.state == State.DRAFT
