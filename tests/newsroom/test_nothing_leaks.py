"""Every role x every admin URL x every state of an article: the right status, and no word of a hidden article."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from articles import workflow
from articles.admin.changelist import BATCH_ACTIONS
from articles.editing import autosave
from articles.models import Article, Byline, Remit, State, Tag, Topic
from articles.site import preview
from articles.workflow import MOVES, notes
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import AuditEntry
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "Bí mật chưa công bố"
IN_ADDRESSES = "bi-mat-chua-cong-bo"
W, E, S, A, V = Role.WRITER, Role.EDITOR, Role.SECRETARY, Role.APPROVER, Role.VIEWER
M, K = Role.MODERATOR, Role.ADMINISTRATOR
EVERYBODY, DESK, READING, WRITING = set(Role), {E, S, A}, {W, E, S, A, V}, {W, E, S, A}
STATES = [
    *("draft", "submitted", "awaiting", "returned", "scheduled", "expired", "taken_down", "trashed"),
    *("copy", "awaiting_copy", "merged"),
]
# A role, and whether it is limited to a section in which the hidden article does not lie.
PEOPLE = [(role, False) for role in Role] + [(role, True) for role in (E, S, A, V)]


def make_person(role, is_limited):
    user = UserFactory(role=role)
    if is_limited:
        Remit.objects.create(person=user, section=SectionFactory(name="Mục khác"))
    return user


def read_answer(response):
    """Return the status, and the states of the hidden articles named on the page or in its Location."""
    text = response.getvalue().decode(errors="replace") + response.get("Location", "")
    told = re.findall(rf"(?:{SECRET}|{IN_ADDRESSES})[ -]?([\w-]*)", text)
    return response.status_code, sorted(set(told))


def may_see(role, is_limited):
    return role in DESK | {V} and not is_limited


@pytest.fixture(scope="module")
def hidden_articles(module_db):
    """state -> an article of another person in that state, with secret texts alone; all in one database."""
    SiteIdentity(name="Thành ủy").save()
    writer = UserFactory(role=W, full_name="Người khác")
    shared = {
        "writer": writer,
        "section": SectionFactory(name="Mục chung"),
        "author": AuthorFactory(),
        "photo": PhotoFactory(uploaded_by=writer),  # the library is everybody's; where a photo stands is not
        "topic": Topic.objects.create(name="Chuyên đề"),
        "tag": Tag.objects.create(name="từ khóa"),
    }
    Remit.objects.create(person=writer, section=shared["section"])
    return {kind: make_hidden_article(kind, **shared) for kind in STATES}


def make_hidden_article(kind, *, writer, section, author, photo, topic, tag):
    secret = f"{SECRET} {kind}"
    fields = {
        "title": secret,
        "kicker": secret,
        "lead": secret,
        "body": f"<p>{secret}</p>{richtext.figure_html(photo.key, 960, 640, caption=secret)}",
        "created_by": writer,
        "section": section,
        "author": author,
    }
    if kind in ("copy", "awaiting_copy", "merged"):
        live = ArticleFactory(title="Bài đang đăng", published=True, section=section)
        fields |= {"replaces": live, "replaces_version": live.version, "correction_text": secret}
        state = {"copy": State.DRAFT, "awaiting_copy": State.AWAITING, "merged": State.MERGED}[kind]
        article = ArticleFactory(**fields, state=state)
    elif kind in ("scheduled", "expired", "taken_down"):
        days = 1 if kind == "scheduled" else -1
        article = ArticleFactory(**fields, publish_at=timezone.now() + timedelta(days=days), published=True)
        if kind == "expired":
            Article.objects.filter(pk=article.pk).update(expires_at=timezone.now())
        if kind == "taken_down":
            boss = UserFactory(role=A)
            workflow.take_down(article, by=boss, version=article.version, reason=secret)
    else:
        article = ArticleFactory(**fields, state=kind)
    article.refresh_from_db()
    Byline.objects.create(article=article, name=secret)
    autosave.save_unsaved_text(
        {"title": secret, "body": secret}, by=writer, form_id=autosave.new_form_id(), article=article
    )
    notes.add_note(article, by=writer, text=secret)
    preview.create_link(article, by=writer)
    article.topics.add(topic)
    article.tags.add(tag)
    return article


def list_patterns(urls, prefix=""):
    """Yield every named URL pattern of the admin, with the names of its arguments."""
    for entry in urls:
        if isinstance(entry, URLResolver):
            yield from list_patterns(entry.url_patterns)
        elif isinstance(entry, URLPattern) and entry.name:
            names = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
            yield entry.name, names or ("",) * entry.pattern.regex.groups  # "": it goes by its place


def list_records(article):
    """Return model name -> the record of that model that belongs to the hidden article."""
    byline = article.bylines.exclude(author=None).get()
    return {
        "article": article,
        "section": article.section,
        "photo": article.photo_uses.get().photo,
        "author": byline.author,
        "office": byline.author.office,
        "topic": article.topics.get(),
        "tag": article.tags.get(),
        "remit": article.created_by.remits.get(),
        "user": article.created_by,
        "siteidentity": SiteIdentity.objects.get(),
        "auditentry": AuditEntry.objects.latest("pk"),
    }


def fill_pattern(article, record, names):
    """Return arguments for a pattern: those of the hidden article and of its records."""
    past = record.history.latest().pk if hasattr(record, "history") else 1
    known = {
        "pk": record.pk,
        "object_id": record.pk,
        "number": article.versions.first().number,
        "name": "submit",
        "link": article.preview_links.first().pk,
        "app_label": "articles",
        "history_id": past,
        "version_id": past,
        "id": record.pk,
        "url": "khong-co",
        "path": "x",
        "format": "csv",
    }
    if "" in names:  # simple_history and the password of an account go by place
        return {"args": [record.pk, past][: len(names)]}
    return {"kwargs": {each: known[each] for each in names}}


def addresses_of_pages(article):
    """Yield (name, URL) of every page of the admin; those of articles lead to the hidden one."""
    records = list_records(article)
    for name, names in sorted(set(list_patterns(admin.site.urls[0]))):
        if name == "autocomplete":
            continue  # Django's own; asked below as the form asks it
        record = records.get(name.split("_")[1] if "_" in name else "", article)
        yield name, reverse(f"admin:{name}", **fill_pattern(article, record, names))
    for model, field in AUTOCOMPLETED:
        query = {"app_label": "articles", "model_name": model, "field_name": field, "term": "bi mat"}
        yield "autocomplete", f"{reverse('admin:autocomplete')}?{urlencode(query)}"


def addresses_of_states(article):
    """Yield (name, URL) of its moves, and of the lists and months that would hold an article of its state."""
    for move in MOVES:
        yield "articles_article_move", reverse("admin:articles_article_move", args=[article.pk, move])
    base = reverse("admin:articles_article_changelist")
    for state in (article.state, "scheduled", "live", "expired", "urgent"):
        yield "articles_article_changelist", f"{base}?trang-thai={state}"
    # The search form shows what was asked for: ask with other words for the same article.
    for words in ("bi mat chua cong bo", str(article.pk)):
        yield "articles_article_changelist", f"{base}?q={words.replace(' ', '+')}"
    month = timezone.localtime(article.publish_at or timezone.now())
    yield "articles_article_calendar", f"{reverse('admin:articles_article_calendar')}?thang={month:%Y-%m}"


@pytest.fixture(scope="module")
def addresses(hidden_articles):
    """Return URL -> its name, for all hidden articles; a page about none of them is there once."""
    found = {}
    for article in hidden_articles.values():
        for name, address in [*addresses_of_pages(article), *addresses_of_states(article)]:
            if not name.startswith(AT_HOME_ELSEWHERE) or name not in found.values():
                found[address] = name
    return found


AUTOCOMPLETED = [
    (model._meta.model_name, field)
    for model, model_admin in admin.site._registry.items()
    for field in model_admin.autocomplete_fields
] + [("byline", "author"), ("byline", "office"), ("article", "replaces"), ("version", "article")]

# Pages of the admin, and to whom they answer 200; to others 403.
OPEN_TO = {
    "index jsi18n notices notice_choices password_change password_change_done": EVERYBODY,
    "articles_article_my_texts": EVERYBODY,  # own texts alone
    "articles_article_changelist articles_topic_changelist articles_topic_change": READING,
    # Banners are kept by the administrator, too, and need photos.
    "articles_photo_changelist articles_photo_change articles_photo_figure articles_photo_history": READING
    | {K},
    "articles_tag_changelist articles_tag_change": READING,
    "articles_article_add articles_tag_add": WRITING,
    "articles_photo_add": WRITING | {K},
    "articles_photo_delete": DESK,
    "articles_topic_add": {S},
    "articles_author_changelist articles_author_change": READING | {K},
    "articles_office_changelist articles_office_change": READING | {K},
    "articles_section_changelist articles_section_change": READING | {K},
    "articles_author_add articles_author_history articles_author_simple_history": {S, K},
    "articles_office_add articles_office_history articles_office_simple_history": {S, K},
    "articles_section_add articles_section_history articles_section_simple_history": {K},
    "articles_remit_changelist articles_remit_add articles_remit_change articles_remit_delete": {K},
    "articles_remit_history articles_remit_simple_history auth_user_password_change": {K},
    "core_user_changelist core_user_add core_user_change core_user_history": {K},
    "core_siteidentity_changelist core_siteidentity_change": {K},
    "core_siteidentity_history core_siteidentity_simple_history": {K},
    "core_auditentry_changelist core_auditentry_change core_auditentry_history core_auditentry_export": {K},
    "articles_article_delete articles_section_delete articles_office_delete articles_tag_delete": set(),
    "articles_author_delete articles_topic_delete core_user_delete": set(),
    "core_siteidentity_add core_siteidentity_delete core_auditentry_add core_auditentry_delete": set(),
    "articles_topic_history articles_tag_history": READING,
}
STATUS = {page: who for pages, who in OPEN_TO.items() for page in pages.split()}
# Of the hidden article: to whom they answer 200 and 403, of those who see it; to all others 404.
OF_ARTICLE = {
    "articles_article_preview": (DESK | {V}, set()),
    "articles_article_preview_page": (DESK | {V}, set()),
    "articles_article_history": (DESK, {V}),
    "articles_article_version": (DESK, {V}),
    "articles_article_assign": (DESK, {V}),
}
POST_ONLY = {
    *("bring_back", "correct", "duplicate", "note", "presence", "revoke", "share", "unsaved"),
}
POST_ONLY = {f"articles_article_{name}" for name in POST_ONLY}
POST_ONLY |= {"articles_photo_upload", "language", "logout", "notice", "notices_read"}
OTHERS = {
    "login": lambda role, is_limited: {302},
    "app_list": lambda role, is_limited: {404} if role == M else {200},
    "articles_article_calendar": lambda role, is_limited: {200} if role in READING else {404},
    # A model of which somebody has no rights at all does not answer; Django leads from what is absent to the desk.
    "articles_article_change": lambda role, is_limited: (
        {403} if role in (M, K) else {200} if may_see(role, is_limited) else {302}
    ),
    # Open where the state allows it: tests/articles/test_permissions.py.
    "articles_article_move": lambda role, is_limited: {200, 302, 403} if may_see(role, is_limited) else {404},
    "autocomplete": lambda role, is_limited: {200, 403},
}


# Their rights are walked where they are at home (tests/comments, test_site_pages, test_placement_desk); here it
# is asked whether they let out a word of the hidden article.
AT_HOME_ELSEWHERE = (
    "comments_",
    "articles_board_",
    "articles_banner_",
    "articles_menuentry_",
    "homepage_preview",
    "core_link",
    "core_page_",
    "core_alert_",
)
ANSWERS = {200, 302, 403, 404, 405}


def expected_statuses(name, role, is_limited):
    if name.startswith(AT_HOME_ELSEWHERE):
        return ANSWERS
    if name in STATUS:
        return {200} if role in STATUS[name] else {403}
    if name in POST_ONLY:
        return {405}
    if name in OF_ARTICLE:
        got, refused = OF_ARTICLE[name]
        seen = may_see(role, is_limited)
        return {200} if seen and role in got else {403} if seen and role in refused else {404}
    return OTHERS[name](role, is_limited)


@pytest.mark.parametrize(("role", "is_limited"), PEOPLE)
def test_no_page_shows_a_hidden_article(client, addresses, role, is_limited):
    client.force_login(make_person(role, is_limited))
    wrong = []

    for address, name in addresses.items():
        status, told = read_answer(client.get(address))
        if told and not may_see(role, is_limited):
            wrong.append(f"{address} tells of the articles {told}")
        if status not in expected_statuses(name, role, is_limited):
            wrong.append(f"{address} ({name}) answers {status}")

    assert not wrong, "; ".join(wrong[:9])


# Who may not see the hidden articles, and who may only look.
LOOKING_AT_MOST = [each for each in PEOPLE if each[0] == V or not may_see(*each)]


@pytest.mark.parametrize(("role", "is_limited"), LOOKING_AT_MOST)
def test_no_post_shows_or_changes_a_hidden_article(client, hidden_articles, addresses, role, is_limited):
    client.force_login(make_person(role, is_limited))
    before = list(Article.objects.order_by("pk").values())
    wrong = []

    for article in hidden_articles.values():
        sent = {"version": article.version, "reason": "x", "text": "x", "opened_version": 1}
        for address, name in addresses.items():
            if not address.startswith(f"/admin/articles/article/{article.pk}/"):
                continue
            status, told = read_answer(client.post(address, sent))
            if told and not may_see(role, is_limited):
                wrong.append(f"POST {address} tells of the articles {told}")
            if status not in refusal_statuses(name, role, is_limited):
                wrong.append(f"POST {address} ({name}) answers {status}")

    assert not wrong, "; ".join(wrong[:9])
    assert list(Article.objects.order_by("pk").values()) == before


def refusal_statuses(name, role, is_limited):
    if name in ("articles_article_preview", "articles_article_preview_page"):
        return {405}
    if name == "articles_article_delete":
        return {403}
    if name == "articles_article_change":
        return {403} if role in (M, K, V) else {302}
    if name == "articles_article_unsaved" and role in WRITING:
        return {200}  # what somebody types is kept, whatever became of the article
    return {403} if may_see(role, is_limited) else {404}


def test_table_lists_every_page(addresses):
    known = set(STATUS) | POST_ONLY | set(OF_ARTICLE) | set(OTHERS)

    assert {name for name in addresses.values() if not name.startswith(AT_HOME_ELSEWHERE)} == known


@pytest.mark.parametrize("kind", ["draft", "expired", "taken_down", "trashed", "merged"])
def test_pages_show_the_article_to_those_who_may_see_it(client, hidden_articles, addresses, kind):
    """Otherwise the search for secret words could find nothing anywhere."""
    client.force_login(UserFactory(role=A))
    showing = set()

    for address, name in addresses.items():
        if (
            address.startswith(f"/admin/articles/article/{hidden_articles[kind].pk}/")
            or name in OF_ALL_ARTICLES
        ):
            _status, told = read_answer(client.get(address))
            showing |= {name} if kind in told else set()

    assert showing >= set(OF_ARTICLE) | {"articles_article_change"} | OF_ALL_ARTICLES


# Pages that show every article of which somebody may know.
OF_ALL_ARTICLES = {"articles_photo_change", "articles_article_changelist"}


@pytest.mark.parametrize("kind", ["draft", "trashed"])
@pytest.mark.parametrize(("role", "is_limited"), LOOKING_AT_MOST)
def test_bulk_actions_list_and_change_visible_articles_alone(client, hidden_articles, role, is_limited, kind):
    client.force_login(make_person(role, is_limited))
    article = hidden_articles[kind]
    before = Article.objects.values().get(pk=article.pk)
    address = reverse("admin:articles_article_changelist") + "?trang-thai=" + article.state
    details = {"reason": "x", "when_0": "01/01/2090", "when_1": "07:00", "assignee": "", "due_on": ""}

    for name in BATCH_ACTIONS:
        for confirm in ({}, {"confirm": "1", f"version-{article.pk}": article.version, **details}):
            response = client.post(
                address, {"action": name, "_selected_action": [article.pk], **confirm}, follow=True
            )
            _status, told = read_answer(response)
            assert told == [] or may_see(role, is_limited), name

    assert Article.objects.values().get(pk=article.pk) == before


@pytest.mark.parametrize("kind", ["draft", "scheduled"])
def test_redirect_by_content_type_reveals_no_url(client, hidden_articles, kind):
    """Django's own redirect from a content type and a number to a URL checks no right."""
    client.force_login(UserFactory(role=M))
    content_type = ContentType.objects.get_for_model(Article)

    response = client.get(f"/admin/r/{content_type.pk}/{hidden_articles[kind].pk}/")

    assert read_answer(response) == (404, [])


def test_forms_of_public_records_link_to_their_page(client, hidden_articles):
    client.force_login(UserFactory(role=K))

    for name, record in list_records(hidden_articles["draft"]).items():
        if name in ("section", "office", "author"):
            page = client.get(reverse(f"admin:articles_{name}_change", args=[record.pk])).content.decode()
            assert f'href="{record.get_absolute_url()}" class="viewsitelink"' in page
