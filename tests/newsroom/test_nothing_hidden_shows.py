"""No public URL reveals a hidden article: neither its words nor photos, comments or counts.

The URLs come from the URL configuration: a new one is requested, or this file must say that it cannot be filled in.
That a photo's own file does not ask is a decision: docs/decisions.md.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles import workflow
from articles.editing import photos
from articles.models import Article, Board, PageViews, Place, Slot, State, Tag, Topic
from articles.site import pageviews
from articles.syndication import social_image
from articles.syndication.feeds.formats import FORMATS
from articles.syndication.sitemaps import BLOCK
from comments.intake import reader_keys
from comments.mail.mail_links import LinkPurpose, make_token
from comments.models import Comment, OfficialReply, Subscription
from comments.models import State as CommentState
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from newsroom.core.roles import Role
from tests.core.pictures import jpeg
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    CommentFactory,
    OfficeFactory,
    SectionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "Bí mật chưa công bố"
COUNT = 7319  # of comments and of readings; found nowhere else
# Told to nobody but the author of the comment, under the secret address.
OWN, LIKES = "Lời của chính người gửi", 6143
OWN_WORDS = {OWN, str(LIKES), "6.143"}
KINDS = ["draft", "submitted", "scheduled", "expired", "taken_down", "trashed", "copy"]
# Who is signed in has walks of his own: test_nothing_leaks.
ELSEWHERE = {"admin"}
LIVE = "Bài đang đăng"
OWN_PAGES = "cua-toi"
LINKS = {"confirm": LinkPurpose.CONFIRM, "unsubscribe": LinkPurpose.END}  # in mails to who sent the comment
# As a browser sends what is written on one of our own pages.
FROM_HERE = {"sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0"}


@pytest.fixture(autouse=True)
def _at_noon():
    """Freeze the clock: a page shows times in microseconds, and 0.731900 would be taken for the count."""
    with time_machine.travel(datetime(2026, 11, 25, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture(autouse=True)
def _readings_are_forgotten():
    yield
    pageviews._pending.clear()


@pytest.fixture
def article(kind):
    """Create one article of the kind with secret words alone; `public` is the same article made public."""
    SiteIdentity(name="Trang tin", feeds_hold_full_text=True, email="bientap@example.vn").save()
    now = timezone.now()
    writer = UserFactory(role=Role.WRITER)
    file = SimpleUploadedFile("anh.jpg", jpeg(), "image/jpeg")
    photo = photos.store_photo(file, by=writer, alt=SECRET, credit=SECRET)
    fields = {
        "title": SECRET,
        "kicker": SECRET,
        "lead": f"{SECRET}.",
        "body": richtext.figure_html(photo.key, 64, 48, caption=SECRET) + f"<p>{SECRET}</p>",
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
    article.topics.add(Topic.objects.create(name=SECRET, description=SECRET))
    article.tags.add(Tag.objects.create(name="từ khóa chung"))
    Article.objects.filter(pk=article.pk).update(comment_count=COUNT)
    add_related_objects(article, by=writer)
    return Article.objects.get(pk=article.pk)


def add_related_objects(article, *, by):
    """Add what could bring the article onto a page: slots, page views, links from another article, comments."""
    other = ArticleFactory(title="Bài khác", published=True)
    other.related.add(article)
    shared = Topic.objects.create(name="Chuyên đề chung")
    for each in (article, other):
        each.topics.add(shared)
    PageViews.objects.create(article=article, day=timezone.localdate(), count=COUNT)
    for section, place in ((None, Place.LEAD), (article.section, Place.HEAD)):
        board, _made = Board.objects.get_or_create(section=section)
        Slot.objects.create(board=board, place=place, order=1, article=article, by=by)
    now = timezone.now()
    fields = {"state": CommentState.APPROVED, "published_at": now, "answered_at": now, "like_count": LIKES}
    comment = CommentFactory(article=article, name=OWN, body=f"{OWN}.", email="a@example.vn", **fields)
    OfficialReply.objects.create(
        comment=comment,
        body=SECRET,
        office=article.bylines.get().office,
        signer=SECRET,
        signer_title=SECRET,
        drafted_by=by,
        approved_by=by,
        published_at=now,
    )


def list_patterns(entries, space=""):
    """Yield (name, names of arguments) of every URL pattern, with its namespace."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            if entry.namespace not in ELSEWHERE:
                yield from list_patterns(entry.url_patterns, inner)
        elif entry.name:
            yield f"{space}{entry.name}", tuple(entry.pattern.converters)


def values_of(article):
    """Return the value of each URL argument, so that the URL leads to the article or to a related object."""
    moment = timezone.localtime(article.publish_at or timezone.now())
    by, own = article.bylines.get(), article.topics.get(name=SECRET)
    return {
        "article": ("x", article.pk),
        "author": (by.author.slug, by.author_id),
        "office": (by.office.slug, by.office_id),
        "topic": (own.slug, own.pk),
        "tag": (article.tags.get().slug, article.tags.get().pk),
        "section": article.section.slug,
        "pk": article.pk,
        "mark": social_image.image_mark(article, SiteIdentity.current()),
        "block": article.pk // BLOCK,
        "token": "x:y",  # who has a link to a draft may read it: test_preview
        "slug": "lien-he",  # pages of the office tell nothing of articles
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
    }


def values_in_comments(article):
    comment = article.comments.get()
    return {"article": article.pk, "pk": comment.pk, "secret": secret_of(comment)}


def secret_of(comment):
    """Give a comment a new secret, because the database stores only a hash of the old one."""
    key = reader_keys.generate_key()
    secret = reader_keys.derive_secret(key, comment.receipt_nonce)
    Comment.objects.filter(pk=comment.pk).update(secret_hash=reader_keys.hash_secret(secret))
    return secret


def list_urls(article):
    """Yield every URL, filled in."""
    known, known_in_comments = values_of(article), values_in_comments(article)
    subscription = Subscription.objects.create(comment=article.comments.get(), email="a@example.vn")
    tokens = {f"comments:{name}": make_token(subscription, act) for name, act in LINKS.items()}
    for name, arguments in set(list_patterns(get_resolver().url_patterns)):
        room = known_in_comments if name.startswith("comments:") else known
        for format in FORMATS if "format" in arguments else [None]:
            given = {**room, "format": format, **({"token": tokens[name]} if name in tokens else {})}
            try:
                yield reverse(name, kwargs={argument: given[argument] for argument in arguments})
            except KeyError as missing:
                pytest.fail(f"{name} takes {missing}: say in this test what it is of the hidden article.")
            except NoReverseMatch:
                continue  # an address whose arguments are fixed in the configuration
    yield from (article.get_absolute_url(), Article.objects.get(title="Bài khác").get_absolute_url())
    yield from ("/rss.xml", "/tim-kiem/?q=bi+mat+chua+cong+bo", f"/tim-kiem/?q={article.pk}")
    for topic in article.topics.all():
        for page in (topic.get_absolute_url(), f"/dong-su-kien/x-{topic.pk}/"):
            yield from (page, *(f"{page}{format}" for format in FORMATS))
    section, by = f"chuyen-muc={article.section.slug}", article.bylines.get()
    for query in (section, f"tac-gia={by.author_id}", f"chuyen-de={known['topic'][1]}", "tu=2020-01-01"):
        yield f"/api/bai-viet/?{query}"


def find_revealing_urls(client, article):
    """Return the URLs whose answer holds a word, a photo, a number or the URL of the article."""
    words = [*OWN_WORDS, SECRET, str(COUNT), "7.319", article.get_absolute_url(), f"/bai-viet/{article.pk}/"]
    words += [article.topics.get(name=SECRET).slug]
    words += [use.photo.key for use in article.photo_uses.all()]
    found, own = set(), f"/{OWN_PAGES}/"
    walked = set(list_urls(article))
    for act in (client.get, client.post):
        for address in sorted(walked):
            response = act(address, headers=FROM_HERE)
            content = response.getvalue()
            # A redirect or an error repeats the question; who sent the comment reads it under a secret address.
            asked = {word for word in words if word in address or (word in OWN_WORDS and own in address)}
            text = content.decode(errors="replace") + response.get("Location", "")
            if response["Content-Type"] == "image/jpeg" or any(w in text for w in words if w not in asked):
                found.add(address)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_url_reveals_a_hidden_article(client, article, kind):
    assert find_revealing_urls(client, article) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_counts_leave_out_a_hidden_article(client, article, kind):
    """No count includes the article."""
    live = 2 if kind == "copy" else 1

    assert len(client.get("/api/bai-viet/").json()["articles"]) == live
    assert len(client.get("/feed.json").json()["items"]) == live
    assert client.get("/sitemap-tin-moi.xml").content.count(b"<url>") == live
    for page in (article.tags.get(), article.bylines.get().author):
        assert page.get_absolute_url() not in client.get("/sitemap-trang-0.xml").content.decode()


@pytest.mark.parametrize("kind", ["public"])
def test_public_article_is_found_in_every_list_and_feed(client, article, kind):
    """Otherwise the search for words could be broken: every list and feed shows a public article."""
    told = find_revealing_urls(client, article)
    pages = [page.get_absolute_url() for page in (article.section, *article.topics.all())]
    pages += ["/", article.bylines.get().author.get_absolute_url()]

    assert {f"{page}{format}" for page in pages for format in FORMATS} <= told
    assert {"/api/bai-viet/", f"/api/bai-viet/{article.pk}/"} <= told
    assert {f"/sitemap-bai-viet-{article.pk // BLOCK}.xml", "/sitemap-tin-moi.xml"} <= told
    assert social_image.image_url(article, SiteIdentity.current()) in told
    assert {
        "/",
        article.get_absolute_url(),
        "/y-kien/rss.xml",
        f"/y-kien/{article.comments.get().pk}/",
    } <= told
    assert Article.objects.get(title="Bài khác").get_absolute_url() in told
    assert f"/luu-tru/{timezone.localtime(article.publish_at):%Y/%-m/%-d}/" in told
    assert article.state == State.PUBLISHED
