"""No address that a program reads tells of an article that readers may not see.

The addresses come from the URL configuration: a new one is walked, or this file says that it cannot be filled in.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles import photos, share_image, workflow
from articles.feeds.formats import FORMATS
from articles.models import Article, State, Tag, Topic
from articles.sitemaps import BLOCK
from newsroom.ground import richtext
from newsroom.ground.identity import SiteIdentity
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, SectionFactory, UserFactory
from tests.ground.pictures import jpeg

pytestmark = pytest.mark.django_db
SECRET = "Bí mật chưa công bố"
COUNT = 7319  # of comments; found nowhere else
KINDS = ["draft", "submitted", "scheduled", "expired", "taken_down", "trashed", "copy"]
# Rooms with walks of their own.
ELSEWHERE = {"admin", "comments"}
LIVE = "Bài đang đăng"


@pytest.fixture
def article(kind):
    """A newsroom with one article of that kind, all of whose words are secret; `public` is the same in the open."""
    SiteIdentity(name="Trang tin", feeds_hold_full_text=True, email="bientap@example.vn").save()
    now = timezone.now()
    writer = UserFactory(role=Role.WRITER)
    file = SimpleUploadedFile("anh.jpg", jpeg(), "image/jpeg")
    photo = photos.store(file, by=writer, alt=SECRET, credit=SECRET)
    fields = {
        "title": SECRET,
        "kicker": SECRET,
        "lead": f"{SECRET}.",
        "body": richtext.figure(photo.key, 64, 48, caption=SECRET) + f"<p>{SECRET}</p>",
        "section": SectionFactory(name="Mục chung"),
        "author": AuthorFactory(office=OfficeFactory(name="Văn phòng")),
        "created_by": writer,
    }
    if kind == "copy":
        live = ArticleFactory(title=LIVE, section=fields["section"], published=True)
        article = ArticleFactory(**fields, replaces=live, replaces_version=live.version)
    elif kind == "scheduled":
        article = ArticleFactory(**fields, publish_at=now + timedelta(days=1), published=True)
    elif kind in ("draft", "submitted", "trashed"):
        article = ArticleFactory(**fields, state=kind)
    else:
        article = ArticleFactory(**fields, publish_at=now - timedelta(days=1), published=True)
    if kind == "expired":
        Article.objects.filter(pk=article.pk).update(expires_at=now)
    if kind == "taken_down":
        boss = UserFactory(role=Role.APPROVER)
        workflow.take_down(article, by=boss, version=article.version, reason=SECRET)
    article.topics.add(Topic.objects.create(name="Chuyên đề chung"))
    article.tags.add(Tag.objects.create(name="từ khóa chung"))
    Article.objects.filter(pk=article.pk).update(comment_count=COUNT)
    return Article.objects.get(pk=article.pk)


def patterns(entries, space=""):
    """(name, names of arguments) of every address, with its namespace."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            if entry.namespace not in ELSEWHERE:
                yield from patterns(entry.url_patterns, inner)
        elif entry.name:
            yield f"{space}{entry.name}", tuple(entry.pattern.converters)


def addresses(article):
    """Every address, filled in so that it leads to the article or to what stands around it."""
    identity = SiteIdentity.current()
    moment = timezone.localtime(article.publish_at or timezone.now())
    by = article.bylines.get()
    mark = share_image.mark_of(article, identity)
    known = {
        "article": ("x", article.pk),
        "author": (by.author.slug, by.author_id),
        "office": (by.office.slug, by.office_id),
        "topic": (article.topics.get().slug, article.topics.get().pk),
        "tag": (article.tags.get().slug, article.tags.get().pk),
        "section": article.section.slug,
        "pk": article.pk,
        "mark": mark,
        "block": article.pk // BLOCK,
        "token": "x:y",
        "slug": "lien-he",  # pages of the office tell nothing of articles
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
    }
    for name, arguments in set(patterns(get_resolver().url_patterns)):
        for format in FORMATS if "format" in arguments else [None]:
            try:
                values = {argument: {**known, "format": format}[argument] for argument in arguments}
                yield reverse(name, kwargs=values)
            except KeyError as missing:
                pytest.fail(f"{name} takes {missing}: say in this test what it is of the hidden article.")
            except NoReverseMatch:
                continue  # an address whose arguments are fixed in the configuration
    yield article.get_absolute_url()
    yield "/rss.xml"
    yield "/tim-kiem/?q=bi+mat+chua+cong+bo"
    section = f"chuyen-muc={article.section.slug}"
    for query in (section, f"tac-gia={by.author_id}", f"chuyen-de={known['topic'][1]}", "tu=2020-01-01"):
        yield f"/api/bai-viet/?{query}"


def telling(client, article):
    """The addresses whose answer holds a word, a photo, the number or the address of the article."""
    words = [SECRET, str(COUNT), "7.319", article.get_absolute_url(), f"/bai-viet/{article.pk}/"]
    words += [use.photo.key for use in article.photo_uses.all()]
    found = set()
    for address in set(addresses(article)):
        response = client.get(address)
        content = response.getvalue()
        asked = {word for word in words if word in address}  # a redirect or an error repeats the question
        text = content.decode(errors="replace") + response.get("Location", "")
        if response["Content-Type"] == "image/jpeg" or any(w in text for w in words if w not in asked):
            found.add(address)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_of_what_is_hidden(client, article, kind):
    assert telling(client, article) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_as_if_it_did_not_exist(client, article, kind):
    """No count tells of it either."""
    live = 1 if kind == "copy" else 0

    assert len(client.get("/api/bai-viet/").json()["articles"]) == live
    assert len(client.get("/feed.json").json()["items"]) == live
    assert client.get("/sitemap-tin-moi.xml").content.count(b"<url>") == live
    assert client.get("/sitemap.xml").content.count(b"sitemap-bai-viet") == live
    for page in (article.topics.get(), article.tags.get(), article.bylines.get().author):
        assert page.get_absolute_url() not in client.get("/sitemap-trang.xml").content.decode()


@pytest.mark.parametrize("kind", ["public"])
def test_the_walk_would_find_it(client, article, kind):
    """The other half: every list and feed tells of the same article where it is public."""
    told = telling(client, article)
    pages = [page.get_absolute_url() for page in (article.section, article.topics.get())]
    pages += ["/", article.bylines.get().author.get_absolute_url()]

    assert {f"{page}{format}" for page in pages for format in FORMATS} <= told
    assert {"/api/bai-viet/", f"/api/bai-viet/{article.pk}/"} <= told
    assert {f"/sitemap-bai-viet-{article.pk // BLOCK}.xml", "/sitemap-tin-moi.xml"} <= told
    assert share_image.address_of(article, SiteIdentity.current()) in told
    assert article.state == State.PUBLISHED
