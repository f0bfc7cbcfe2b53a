"""RSS, Atom and JSON Feed: the requirements of feed validators and of feed readers."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.editing import photos
from articles.models import Article, Byline, Tag, Topic
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from tests.core.pictures import jpeg
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12:00 in Hà Tĩnh
HERE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TITLE = 'Đảng bộ "A & B" <Thành ủy>'


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def identity():
    identity = SiteIdentity(name="Trang tin Thành ủy", managing_body="Thành ủy Hà Tĩnh")
    identity.save()
    return identity


@pytest.fixture
def article(identity, writer):
    """Return an article with a value in every field of a feed."""
    file = SimpleUploadedFile("anh.jpg", jpeg(), "image/jpeg")
    photo = photos.store_photo(file, by=writer, alt="Quang cảnh hội nghị")
    article = ArticleFactory(
        title=TITLE,
        lead="Số A < số B & hơn thế.",
        body=richtext.figure_html(photo.key, 960, 640, caption="Đại biểu")
        + '<p>Xem <a href="/gioi-thieu/">giới thiệu</a> và <a href="https://example.vn/x">nguồn</a>.</p>',
        section=SectionFactory(name="Khoa giáo", parent=SectionFactory(name="Xây dựng Đảng")),
        publish_at=NOON - timedelta(hours=1),
        published=True,
    )
    article.tags.add(Tag.objects.create(name="Giao ban"))
    topic = Topic.objects.create(name="Đại hội Đảng bộ")
    article.topics.add(topic)
    return article


@pytest.fixture
def pages(article):
    """The pages whose articles can be followed."""
    return {
        "site": "/",
        "section": article.section.get_absolute_url(),
        "section above": article.section.parent.get_absolute_url(),
        "topic": article.topics.get().get_absolute_url(),
        "author": article.bylines.get().author.get_absolute_url(),
    }


PAGES = pytest.mark.parametrize("page", ["site", "section", "section above", "topic", "author"])


def parse_xml(response):
    return ET.fromstring(response.content)  # noqa: S314 -- our own


class TestRss:
    @PAGES
    def test_channel_has_what_the_specification_requires(self, client, pages, page):
        address = f"{pages[page]}rss.xml"

        response = client.get(address)
        root = parse_xml(response)
        channel = root.find("channel")

        assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
        assert response.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        assert (root.tag, root.get("version")) == ("rss", "2.0")
        assert channel.findtext("title").endswith("Trang tin Thành ủy")
        assert channel.findtext("link") == f"{HERE}{pages[page]}"
        assert channel.findtext("description")
        assert channel.findtext("language") == "vi"
        assert RFC_822.fullmatch(channel.findtext("lastBuildDate"))
        (own,) = channel.findall(f"{ATOM}link")
        assert (own.get("rel"), own.get("href")) == ("self", f"{HERE}{address}")
        assert [item.findtext("title") for item in channel.findall("item")] == [TITLE]

    def test_item_is_complete(self, client, article):
        item = parse_xml(client.get("/rss.xml")).find("channel/item")
        enclosure = item.find("enclosure")

        assert item.findtext("link") == f"{HERE}{article.get_absolute_url()}"
        assert item.findtext("description") == "Số A &lt; số B &amp; hơn thế."
        assert parsedate_to_datetime(item.findtext("pubDate")) == article.publish_at
        assert RFC_822.fullmatch(item.findtext("pubDate")).string.endswith("+0700")
        assert (item.find("guid").get("isPermaLink"), item.findtext("guid")) == ("true", article.permalink)
        assert [each.text for each in item.findall("category")] == ["Khoa giáo", "Giao ban"]
        assert [each.text for each in item.findall(CREATOR)] == [article.bylines.get().text]
        assert enclosure.get("type") == "image/jpeg"
        assert enclosure.get("url") == f"{HERE}{article.cover.url()}"
        assert int(enclosure.get("length")) == len(client.get(article.cover.url()).getvalue())
        assert item.find(CONTENT) is None


class TestAtom:
    @PAGES
    def test_feed_has_what_the_specification_requires(self, client, pages, page):
        address = f"{pages[page]}atom.xml"

        response = client.get(address)
        feed = parse_xml(response)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}

        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}title").endswith("Trang tin Thành ủy")
        assert feed.findtext(f"{ATOM}id").endswith(address)
        assert RFC_3339.fullmatch(feed.findtext(f"{ATOM}updated"))
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Thành ủy Hà Tĩnh"
        assert links == {"alternate": f"{HERE}{pages[page]}", "self": f"{HERE}{address}"}
        assert len(feed.findall(f"{ATOM}entry")) == 1

    def test_entry_is_complete(self, client, article):
        entry = parse_xml(client.get("/atom.xml")).find(f"{ATOM}entry")
        links = {link.get("rel"): link for link in entry.findall(f"{ATOM}link")}

        assert entry.findtext(f"{ATOM}id") == article.permalink
        assert entry.findtext(f"{ATOM}title") == TITLE
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == article.publish_at
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == article.last_change_at
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == article.bylines.get().text
        assert entry.find(f"{ATOM}summary").get("type") == "html"
        assert entry.findtext(f"{ATOM}summary") == "Số A &lt; số B &amp; hơn thế."
        assert links["alternate"].get("href") == f"{HERE}{article.get_absolute_url()}"
        assert links["enclosure"].get("type") == "image/jpeg"
        assert int(links["enclosure"].get("length")) > 0


class TestJsonFeed:
    @PAGES
    def test_feed_has_what_the_specification_requires(self, client, pages, page):
        address = f"{pages[page]}feed.json"

        response = client.get(address)
        feed = response.json()

        assert response["Content-Type"] == "application/feed+json; charset=utf-8"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"].endswith("Trang tin Thành ủy")
        assert (feed["home_page_url"], feed["feed_url"]) == (f"{HERE}{pages[page]}", f"{HERE}{address}")
        assert feed["language"] == "vi"
        assert len(feed["items"]) == 1

    def test_item_is_complete(self, client, article):
        (item,) = client.get("/feed.json").json()["items"]

        assert item["id"] == article.permalink
        assert item["url"] == f"{HERE}{article.get_absolute_url()}"
        assert item["title"] == TITLE
        assert item["summary"] == "Số A < số B & hơn thế."
        assert item["content_html"] == "Số A &lt; số B &amp; hơn thế."
        assert RFC_3339.fullmatch(item["date_published"])
        assert RFC_3339.fullmatch(item["date_modified"])
        assert item["authors"] == [{"name": article.bylines.get().text}]
        assert item["tags"] == ["Khoa giáo", "Giao ban"]
        assert item["attachments"][0]["url"] == item["image"] == f"{HERE}{article.cover.url()}"
        assert item["attachments"][0]["size_in_bytes"] > 0


class TestFullText:
    @pytest.fixture(autouse=True)
    def full_text(self, identity):
        identity.feeds_hold_full_text = True
        identity.save()

    def texts(self, client):
        atom = parse_xml(client.get("/atom.xml")).find(f"{ATOM}entry/{ATOM}content")
        assert atom.get("type") == "html"
        return {
            "rss": parse_xml(client.get("/rss.xml")).findtext(f"channel/item/{CONTENT}"),
            "atom": atom.text,
            "json": client.get("/feed.json").json()["items"][0]["content_html"],
        }

    @pytest.mark.parametrize("format", ["rss", "atom", "json"])
    def test_full_text_has_absolute_urls(self, client, article, format):
        text = self.texts(client)[format]

        assert "<p>Số A &lt; số B &amp; hơn thế.</p>" in text
        assert f'<a href="{HERE}/gioi-thieu/">giới thiệu</a>' in text
        assert '<a href="https://example.vn/x">nguồn</a>' in text
        assert re.findall(r'src="(.*?)"', text) == [f"{HERE}{article.cover.url()}"]
        assert "srcset" not in text
        assert "Đại biểu" in text

    def test_escaped_markup_in_a_text_stays_escaped(self, client, identity):
        body = '<p>Viết src="/x" và &lt;script&gt;alert(1)&lt;/script&gt;</p>'
        ArticleFactory(body=body, published=True)

        for text in self.texts(client).values():
            assert '<p>Viết src="/x" và &lt;script&gt;alert(1)&lt;/script&gt;</p>' in text


class TestIdentityOfAnItem:
    def ids(self, client):
        return (
            parse_xml(client.get("/rss.xml")).findtext("channel/item/guid"),
            parse_xml(client.get("/atom.xml")).findtext(f"{ATOM}entry/{ATOM}id"),
            client.get("/feed.json").json()["items"][0]["id"],
        )

    def test_stays_the_same_after_a_new_title_and_section(self, client, article):
        before = self.ids(client)

        article.title = "Tiêu đề khác hẳn"
        article.section = SectionFactory(name="Mục khác")
        article.save()

        assert self.ids(client) == before
        assert len(set(before)) == 1

    def test_redirects_to_the_article(self, client, article):
        response = client.get(f"/bai-viet/{article.pk}/")

        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())

    def test_answers_410_after_a_take_down(self, client, article, approver):
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        assert client.get(f"/bai-viet/{article.pk}/").status_code == 410

    def test_answers_404_for_a_draft(self, client):
        assert client.get(f"/bai-viet/{ArticleFactory().pk}/").status_code == 404


ADDRESSES = pytest.mark.parametrize("address", ["/rss.xml", "/atom.xml", "/feed.json"])


class TestConditionalRequests:
    @ADDRESSES
    def test_unchanged_feed_is_304(self, client, article, address):
        first = client.get(address)

        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert "max-age=60" in first["Cache-Control"]

    @ADDRESSES
    def test_article_taken_down_leaves_the_feed_for_if_modified_since_too(
        self, client, article, approver, address
    ):
        ArticleFactory(publish_at=NOON - timedelta(minutes=5), published=True)
        first = client.get(address)
        seen = first.get("Last-Modified", "Wed, 25 Nov 2026 04:55:00 GMT")
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        again = client.get(address, headers={"if-modified-since": seen})

        assert again.status_code == 200
        assert article.permalink in first.content.decode()
        assert article.permalink not in again.content.decode()

    @ADDRESSES
    def test_correction_changes_the_feed(self, client, article, approver, address):
        first = client.get(address)

        with time_machine.travel(NOON + timedelta(hours=1), tick=False):
            article.corrections.create(text="Xin đính chính", by=approver)
            again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert again.status_code == 200

    @ADDRESSES
    def test_unchanged_content_gives_the_same_bytes_an_hour_later(self, client, article, address):
        first = client.get(address)
        with time_machine.travel(NOON + timedelta(hours=1), tick=False):
            assert client.get(address).content == first.content

    @ADDRESSES
    def test_an_empty_feed_is_valid_and_stable(self, client, address):
        assert client.get(address).content == client.get(address).content

    @ADDRESSES
    def test_head_is_allowed_and_post_is_refused(self, client, article, address):
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405


class TestUrls:
    @pytest.mark.parametrize("format", ["rss.xml", "atom.xml", "feed.json"])
    def test_old_feed_url_of_an_author_redirects(self, client, article, format):
        author = article.bylines.get().author

        response = client.get(f"/tac-gia/ten-cu-{author.pk}/{format}")

        assert (response.status_code, response["Location"]) == (301, f"{author.get_absolute_url()}{format}")

    def test_old_feed_url_of_a_renamed_section_redirects(self, client, article):
        section = article.section
        section.slug = "moi"
        section.save()

        response = client.get("/khoa-giao/rss.xml")

        assert (response.status_code, response["Location"]) == (301, "/moi/rss.xml")

    @pytest.mark.parametrize(
        "address",
        ["/khong-co/rss.xml", "/tac-gia/x-9/rss.xml", "/dong-su-kien/x-9/atom.xml", "/khoa-giao/rss.txt"],
    )
    def test_unknown_feed_is_404(self, client, article, address):
        assert client.get(address).status_code == 404

    def test_an_author_or_topic_with_drafts_only_has_no_feed(self, client):
        draft = ArticleFactory()
        topic = Topic.objects.create(name="Chuyên đề kín")
        draft.topics.add(topic)

        for page in (draft.bylines.get().author, topic):
            assert client.get(f"{page.get_absolute_url()}rss.xml").status_code == 404

    @PAGES
    def test_page_links_to_its_feeds(self, client, pages, page):
        text = client.get(pages[page]).content.decode()

        for file, kind in (("rss.xml", "rss+xml"), ("atom.xml", "atom+xml"), ("feed.json", "feed+json")):
            link = f'<link rel="alternate" href="{pages[page]}{file}" type="application/{kind}"'
            assert text.count(link) == 1


def test_control_characters_cannot_break_the_feed(client, article):
    """No form of the site stores them, but an import could; one such article must not break the feed."""
    Article.objects.filter(pk=article.pk).update(title="Tiêu\x08 đề\ufffe", lead="Đoạn\x0b dẫn")

    assert parse_xml(client.get("/rss.xml")).findtext("channel/item/title") == "Tiêu đề"
    assert parse_xml(client.get("/atom.xml")).findtext(f"{ATOM}entry/{ATOM}title") == "Tiêu đề"
    assert json.loads(client.get("/feed.json").content)["items"][0]["title"] == "Tiêu đề"


def test_photographer_is_not_listed_as_author(client, article):
    Byline.objects.create(article=article, name="Người chụp", role=Byline.Role.PHOTOS)

    assert len(parse_xml(client.get("/rss.xml")).findall(f"channel/item/{CREATOR}")) == 1


def test_photo_with_a_lost_file_has_length_0(client, identity):
    ArticleFactory(cover=PhotoFactory(), published=True)

    assert parse_xml(client.get("/rss.xml")).find("channel/item/enclosure").get("length") == "0"


def test_author_with_two_bylines_has_an_article_in_the_feed_once(client, article):
    author = article.bylines.get().author
    Byline.objects.create(article=article, author=author, role=Byline.Role.PHOTOS)

    assert len(client.get(f"{author.get_absolute_url()}feed.json").json()["items"]) == 1


def test_feed_holds_the_newest_thirty_articles(client, writer):
    section, author = SectionFactory(), AuthorFactory()
    for n in range(31):
        ArticleFactory(
            title=f"Bài {n:02}",
            section=section,
            author=author,
            created_by=writer,
            publish_at=NOON - timedelta(minutes=31 - n),
            published=True,
        )

    titles = [item["title"] for item in client.get("/feed.json").json()["items"]]

    assert titles == [f"Bài {n:02}" for n in range(30, 0, -1)]


@PAGES
@pytest.mark.parametrize("format", ["rss.xml", "atom.xml", "feed.json"])
def test_feed_takes_a_constant_number_of_queries(client, article, pages, page, format):
    address = f"{pages[page]}{format}"
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _n in range(5):
        other = ArticleFactory(
            section=article.section,
            author=article.bylines.get().author,
            created_by=article.created_by,
            cover=PhotoFactory(uploaded_by=article.created_by),
            published=True,
        )
        other.topics.add(article.topics.get())

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(few) == len(many) <= 8
