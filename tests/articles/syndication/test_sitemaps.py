"""Sitemaps list every public article once and no hidden one."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Article, Byline, Tag, Topic
from articles.syndication import sitemaps
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Page
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, PhotoFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
HERE = "http://testserver"
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
MANY = 600


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert len(response.content) < 50 * 1024 * 1024
    return ET.fromstring(response.content)  # noqa: S314 -- our own


def files(client):
    """Return the files that the index names, with their times."""
    index = read(client, "/sitemap.xml")
    assert index.tag == f"{S}sitemapindex"
    return {
        entry.findtext(f"{S}loc").removeprefix(HERE): entry.findtext(f"{S}lastmod")
        for entry in index.findall(f"{S}sitemap")
    }


def entries(client, address):
    root = read(client, address)
    assert root.tag == f"{S}urlset"
    return {url.findtext(f"{S}loc").removeprefix(HERE): url for url in root.findall(f"{S}url")}


def article_files(client):
    return [address for address in files(client) if address.startswith("/sitemap-bai-viet-")]


def block_of(article):
    return f"/sitemap-bai-viet-{article.pk // sitemaps.BLOCK}.xml"


def lastmod(url):
    text = url.findtext(f"{S}lastmod")
    assert W3C.fullmatch(text)
    return datetime.fromisoformat(text)


class TestArticles:
    def test_index_lists_every_article(self, client):
        article = ArticleFactory(published=True)

        found = [address for file in article_files(client) for address in entries(client, file)]

        assert found == [article.get_absolute_url()]

    def test_an_empty_site_has_a_valid_index(self, client):
        assert list(files(client)) == ["/sitemap-trang-0.xml", "/sitemap-tin-moi.xml"]
        assert client.get("/sitemap-bai-viet-0.xml").status_code == 404

    def test_a_block_of_hidden_articles_looks_like_an_empty_one(self, client):
        hidden = ArticleFactory()

        assert article_files(client) == []
        assert client.get(block_of(hidden)).status_code == 404

    @pytest.mark.parametrize(
        ("what", "changed"),
        [("nothing", timedelta(days=2)), ("update", timedelta(days=1)), ("correction", timedelta(hours=1))],
    )
    def test_lastmod_is_the_time_of_the_last_published_text(self, client, approver, what, changed):
        article = ArticleFactory(publish_at=NOON - timedelta(days=2), published=True)
        if what != "nothing":
            Article.objects.filter(pk=article.pk).update(revised_at=NOON - timedelta(days=1))
        if what == "correction":
            article.corrections.create(text="Xin đính chính", at=NOON - timedelta(hours=1), by=approver)

        (url,) = entries(client, block_of(article)).values()

        assert lastmod(url) == NOON - changed
        assert datetime.fromisoformat(files(client)[block_of(article)]) == NOON - changed

    def test_saving_without_publishing_keeps_lastmod(self, client):
        article = ArticleFactory(publish_at=NOON - timedelta(days=2), published=True)
        article.save()

        assert lastmod(*entries(client, block_of(article)).values()) == NOON - timedelta(days=2)

    def test_cover_and_photos_of_the_body_are_named_once_each(self, client):
        cover, first, second = PhotoFactory.create_batch(3)
        body = "".join(richtext.figure_html(photo.key, 960, 640) for photo in (first, second, first))
        article = ArticleFactory(cover=cover, body=body + "<p>Chữ</p>", published=True)

        (url,) = entries(client, block_of(article)).values()

        assert [image.text for image in url.findall(f"{IMAGE}image/{IMAGE}loc")] == [
            f"{HERE}{photo.url(1440)}" for photo in (cover, first, second)
        ]

    def test_block_takes_a_constant_number_of_queries(self, client, writer):
        def one():
            photo = PhotoFactory(uploaded_by=writer)
            return ArticleFactory(
                body=richtext.figure_html(photo.key, 960, 640), created_by=writer, published=True
            )

        article = one()
        with CaptureQueriesContext(connection) as few:
            client.get(block_of(article))
        for _n in range(4):
            one()
        with CaptureQueriesContext(connection) as many:
            client.get(block_of(article))

        assert len(few) == len(many) == 3


class TestPages:
    def test_lists_pages_with_public_articles_alone(self, client):
        office = OfficeFactory(name="Văn phòng Thành ủy")
        author = AuthorFactory(name="Trần Thị Thúy", office=office)
        main, other, empty = (SectionFactory(name=name) for name in ("Xây dựng Đảng", "Kinh tế", "Trống"))
        section = SectionFactory(name="Khoa giáo", parent=main)
        topics = [Topic.objects.create(name=name) for name in ("Đại hội", "Kín")]
        tags = [Tag.objects.create(name=name) for name in ("giao ban", "kín")]
        article = ArticleFactory(
            section=section, author=author, publish_at=NOON - timedelta(days=3), published=True
        )
        article.secondary_sections.add(other)
        hidden = ArticleFactory(section=empty, author=AuthorFactory(name="Người viết nháp"))
        for each, topic, tag in zip((article, hidden), topics, tags, strict=True):
            each.topics.add(topic)
            each.tags.add(tag)

        urls = entries(client, "/sitemap-trang-0.xml")

        told = [main, section, other, author, office, topics[0], tags[0]]
        assert set(urls) == {"/", *(page.get_absolute_url() for page in told)}
        assert {lastmod(url) for url in urls.values()} == {NOON - timedelta(days=3)}

    def test_lists_published_office_pages_alone(self, client):
        shown = Page.objects.create(title="Giới thiệu", is_published=True)
        Page.objects.create(title="Chưa xong")

        urls = entries(client, "/sitemap-trang-0.xml")

        assert set(urls) == {"/", shown.get_absolute_url()}
        assert lastmod(urls[shown.get_absolute_url()]) == NOON

    def test_every_listed_page_exists(self, client):
        Page.objects.create(title="Giới thiệu", is_published=True)
        article = ArticleFactory(published=True)
        article.tags.add(Tag.objects.create(name="giao ban"))

        for address in entries(client, "/sitemap-trang-0.xml"):
            assert client.get(address).status_code == 200, address

    def test_pages_are_split_into_blocks_like_articles(self, client, monkeypatch):
        monkeypatch.setattr(sitemaps, "BLOCK", 3)
        article, other = ArticleFactory.create_batch(2, published=True)
        Page.objects.create(title="Giới thiệu", is_published=True)
        tags = [Tag.objects.create(name=f"từ {number}") for number in range(8)]
        article.tags.add(*tags)
        other.tags.add(*tags[:2])
        ArticleFactory().tags.add(Tag.objects.create(name="kín", pk=10**7))
        signed = Byline.objects.filter(article__in=[article, other]).values_list("author", "author__office")
        numbers = {0, *(tag.pk for tag in tags), *(number for pair in signed for number in pair)}

        named = [address for address in files(client) if address.startswith("/sitemap-trang-")]
        told = [address for file in named for address in entries(client, file)]

        blocks = sorted({number // 3 for number in numbers})
        assert named == [f"/sitemap-trang-{block}.xml" for block in blocks]
        assert {tag.get_absolute_url() for tag in tags} < set(told)
        assert len(told) == len(set(told))
        assert max(len(entries(client, file)) for file in named[1:]) <= 3 * len(sitemaps.LIST_PAGES)
        for block in (10**7 // 3, 10**20):
            assert client.get(f"/sitemap-trang-{block}.xml").status_code == 404

    def test_takes_a_constant_number_of_queries(self, client, writer):
        def grow():
            article = ArticleFactory(created_by=writer, published=True)
            article.topics.add(Topic.objects.create(name=f"Đợt {article.pk}"))
            article.tags.add(Tag.objects.create(name=f"từ {article.pk}"))
            Byline.objects.create(article=article, author=AuthorFactory())

        grow()
        with CaptureQueriesContext(connection) as few:
            client.get("/sitemap-trang-0.xml")
        for _n in range(4):
            grow()
        with CaptureQueriesContext(connection) as many:
            client.get("/sitemap-trang-0.xml")

        assert len(few) == len(many) == 13


class TestNews:
    def test_lists_articles_younger_than_two_days(self, client):
        SiteIdentity(name="Trang tin Thành ủy").save()
        article = ArticleFactory(
            title="Tin <mới> & nóng", publish_at=NOON - timedelta(hours=47), published=True
        )
        ArticleFactory(publish_at=NOON - timedelta(hours=48), published=True)

        urls = entries(client, "/sitemap-tin-moi.xml")
        (item,) = [url.find(f"{NEWS}news") for url in urls.values()]

        assert list(urls) == [article.get_absolute_url()]
        assert item.findtext(f"{NEWS}publication/{NEWS}name") == "Trang tin Thành ủy"
        assert item.findtext(f"{NEWS}publication/{NEWS}language") == "vi"
        assert item.findtext(f"{NEWS}publication_date") == "2026-11-23T13:00:00+07:00"
        assert item.findtext(f"{NEWS}title") == "Tin <mới> & nóng"

    def test_control_characters_in_a_title_are_removed(self, client):
        for letter in "\ufffe\uffff\x08":
            ArticleFactory(title=f"Tin {letter}mới", published=True)

        urls = entries(client, "/sitemap-tin-moi.xml")

        titles = {url.findtext(f"{NEWS}news/{NEWS}title") for url in urls.values()}
        assert titles == {"Tin mới"}

    def test_lists_at_most_a_thousand_articles(self, client):
        create_like(1001, ArticleFactory(published=True))

        assert len(entries(client, "/sitemap-tin-moi.xml")) == 1000


class TestConditionalRequests:
    @pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-trang-0.xml", "/sitemap-tin-moi.xml"])
    def test_unchanged_sitemap_is_304(self, client, address):
        ArticleFactory(published=True)
        first = client.get(address)

        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")

    def test_post_request_is_refused(self, client):
        assert client.post("/sitemap.xml").status_code == 405


def test_taken_down_article_leaves_the_sitemaps(client, approver):
    article = ArticleFactory(published=True)
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")

    assert article_files(client) == []


def create_like(count, like):
    """Create `count` public articles like `like`, and a draft after every fifth."""
    fields = [field for field in Article._meta.concrete_fields if not field.primary_key]
    columns = [field.column for field in fields]
    values = ["CASE n %% 6 WHEN 5 THEN 'draft' ELSE state END" if c == "state" else c for c in columns]
    values = ["NULL" if column == "number" else value for column, value in zip(columns, values, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)"  # noqa: S608 -- names of our own columns
            f" INSERT INTO articles_article ({', '.join(columns)})"
            f" SELECT {', '.join(values)} FROM articles_article, numbers WHERE id = %s",
            [count // 5 * 6 + count % 5 - 1, like.pk],
        )


def test_each_of_many_articles_is_listed_once(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "BLOCK", 25)
    like = ArticleFactory(publish_at=NOON - timedelta(days=9), published=True)
    create_like(MANY - 1, like)

    with CaptureQueriesContext(connection) as queries:
        named = article_files(client)
        told = [address for file in named for address in entries(client, file)]

    public = Article.objects.public()
    assert len(told) == MANY == public.count()
    assert {int(address.rstrip("/").rpartition("-")[2]) for address in told} == set(
        public.values_list("pk", flat=True)
    )
    assert len(named) >= MANY / 25
    assert all(len(entries(client, file)) <= 25 for file in named)
    assert not any("OFFSET" in query["sql"] for query in queries)
