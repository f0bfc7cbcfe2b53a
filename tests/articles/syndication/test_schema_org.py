"""Metadata in the head of a page repeats what the page shows, and is escaped."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
import time_machine
from django.contrib.staticfiles import finders

from articles.models import Article, Byline, Kind, Tag, Topic
from articles.site import preview
from articles.syndication import social_image
from articles.syndication.schema_org import shorten
from newsroom.core.identity import SiteIdentity
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, PhotoFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
HERE = "http://testserver"
HOSTILE = '</script><script>alert(1)</script><!-- "Đảng & Nhà nước" ]]>'


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
def article(identity, approver):
    article = ArticleFactory(
        title="Hội nghị giao ban",
        section=SectionFactory(name="Khoa giáo", parent=SectionFactory(name="Xây dựng Đảng")),
        author=AuthorFactory(office=OfficeFactory(name="Văn phòng Thành ủy")),
        cover=PhotoFactory(credit="Minh Anh"),
        publish_at=NOON - timedelta(hours=2),
        published=True,
    )
    Byline.objects.create(article=article, name="Người chụp", role=Byline.Role.PHOTOS)
    article.tags.add(Tag.objects.create(name="giao ban"))
    article.corrections.create(text="Xin đính chính", at=NOON - timedelta(hours=1), by=approver)
    Article.objects.filter(pk=article.pk).update(comment_count=3)
    return article


class Head(HTMLParser):
    """The metadata of a page, as a machine reads it."""

    def __init__(self, text):
        super().__init__()
        self.text, self.meta, self.canonical, self.blocks = text, {}, None, []
        self.in_block = False
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and (name := attrs.get("name") or attrs.get("property")):
            self.meta.setdefault(name, []).append(attrs["content"])
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"]
        if tag == "script" and "src" not in attrs:
            self.scripts += 1
            self.in_block = attrs.get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        if tag == "script":
            self.in_block = False

    def handle_data(self, data):
        if self.in_block:
            self.blocks.append(json.loads(data))

    def one(self, name):
        (value,) = self.meta[name]
        return value

    def block(self, kind):
        (block,) = [block for block in self.blocks if block["@type"] == kind]
        return block


def head(client, article):
    return Head(client.get(article.get_absolute_url()).content.decode())


class TestNewsArticle:
    def test_repeats_the_content_of_the_page(self, client, article, identity):
        page = head(client, article)
        author = article.bylines.first().author

        news = page.block("NewsArticle")

        assert news["headline"] == re.search(r'<h1 id="title">(.*?)</h1>', page.text)[1]
        assert news["description"] == article.lead
        assert news["url"] == news["mainEntityOfPage"] == page.canonical
        assert news["@id"] == article.permalink
        assert news["datePublished"] == "2026-11-25T10:00:00+07:00"
        assert news["dateModified"] == "2026-11-25T11:00:00+07:00"
        assert f'datetime="{news["datePublished"]}"' in page.text
        assert news["author"] == [
            {
                "@type": "Person",
                "name": "Trần Thị Thúy",
                "url": f"{HERE}{author.get_absolute_url()}",
                "affiliation": {"@type": "Organization", "name": "Văn phòng Thành ủy"},
            }
        ]
        assert news["publisher"]["name"] == "Thành ủy Hà Tĩnh"
        assert news["publisher"]["logo"]["url"] == f"{HERE}/static/icons/icon-512.png"
        assert (news["articleSection"], news["inLanguage"]) == ("Khoa giáo", "vi")
        assert news["isAccessibleForFree"]
        assert news["keywords"] == ["giao ban"]
        assert news["correction"] == [
            {
                "@type": "CorrectionComment",
                "text": "Xin đính chính",
                "datePublished": "2026-11-25T11:00:00+07:00",
            }
        ]
        assert [image["url"] for image in news["image"]] == [
            f"{HERE}{article.cover.url(1440)}",
            f"{HERE}{social_image.image_url(article, identity)}",
        ]
        assert news["image"][0]["creditText"] == "Minh Anh"

    def test_breadcrumb_list_equals_the_breadcrumb_of_the_page(self, client, article):
        page = head(client, article)

        steps = page.block("BreadcrumbList")["itemListElement"]

        shown = re.search(r'<nav class="section-path".*?</nav>', page.text, re.S)[0]
        links = [(unescape(name), path) for path, name in re.findall(r'<a href="(.*?)">(.*?)</a>', shown)]
        assert [(step["name"], step["item"]) for step in steps] == [
            *((name, f"{HERE}{path}") for name, path in links),
            ("Hội nghị giao ban", page.canonical),
        ]
        assert [step["position"] for step in steps] == [1, 2, 3, 4]

    def test_renamed_office_keeps_its_printed_name(self, client, article):
        office = article.bylines.first().office
        office.name = "Văn phòng Đảng ủy phường"
        office.save()

        (author,) = head(client, article).block("NewsArticle")["author"]

        assert author["affiliation"]["name"] == "Văn phòng Thành ủy"

    def test_article_without_a_byline_has_the_publisher_as_author(self, client, identity):
        article = ArticleFactory(published=True)
        article.bylines.all().delete()

        news = head(client, article).block("NewsArticle")

        assert news["author"] == news["publisher"]

    def test_repost_names_its_source(self, client, identity):
        article = ArticleFactory(
            kind=Kind.REPOST,
            source_name="Báo Hà Tĩnh",
            source_author="Lê An",
            source_url="https://example.vn/a",
            source_published_at=NOON - timedelta(days=1),
            published=True,
        )
        page = head(client, article)

        assert page.block("NewsArticle")["isBasedOn"] == {
            "@type": "CreativeWork",
            "url": "https://example.vn/a",
            "author": {"@type": "Person", "name": "Lê An"},
            "publisher": {"@type": "Organization", "name": "Báo Hà Tĩnh"},
            "datePublished": "2026-11-24T12:00:00+07:00",
        }
        assert page.one("DC.source") == "https://example.vn/a"

    @pytest.mark.parametrize("field", ["title", "lead", "kicker", "byline"])
    def test_hostile_text_is_escaped(self, client, article, field):
        Article.objects.filter(pk=article.pk).update(**{field: HOSTILE})
        page = head(client, article)

        assert page.scripts == len(page.blocks) == 2
        assert "<script>alert" not in page.text
        assert all("<!--" not in raw for raw in re.findall(r'ld\+json">(.*?)</script>', page.text, re.S))
        if field == "title":
            assert page.block("NewsArticle")["headline"] == HOSTILE
            assert page.one("og:title") == page.one("DC.title") == HOSTILE

    def test_preview_page_has_no_metadata(self, client, identity, writer):
        article = ArticleFactory(created_by=writer)
        link = preview.create_link(article, by=writer)

        page = Head(client.get(f"/xem-truoc/{preview.link_token(link)}/").content.decode())

        assert page.blocks == []
        assert page.meta["robots"] == ["noindex, nofollow"]
        assert not any(name.startswith(("og:", "DC.", "twitter:")) for name in page.meta)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ngắn", "Ngắn"),
        ("a" * 110, "a" * 110),
        ("a" * 111, "a" * 109 + "…"),
        ("chữ " * 40, ("chữ " * 27).strip() + "…"),
    ],
)
def test_a_headline_has_at_most_110_characters(title, headline):
    assert shorten(title, 110) == headline
    assert len(headline) <= 110


class TestMeta:
    def test_article_has_open_graph_tags(self, client, article, identity):
        page = head(client, article)

        assert {name: value for name, value in page.meta.items() if name.startswith(("og:", "article:"))} == {
            "og:type": ["article"],
            "og:locale": ["vi_VN"],
            "og:site_name": ["Trang tin Thành ủy"],
            "og:title": ["Hội nghị giao ban"],
            "og:description": [article.lead],
            "og:url": [page.canonical],
            "og:image": [f"{HERE}{social_image.image_url(article, identity)}"],
            "og:image:type": ["image/jpeg"],
            "og:image:width": ["1200"],
            "og:image:height": ["630"],
            "og:image:alt": ["Hội nghị giao ban"],
            "article:published_time": ["2026-11-25T10:00:00+07:00"],
            "article:modified_time": ["2026-11-25T11:00:00+07:00"],
            "article:section": ["Khoa giáo"],
            "article:tag": ["giao ban"],
        }
        assert page.one("twitter:card") == "summary_large_image"
        assert page.one("description") == article.lead
        assert page.canonical == f"{HERE}{article.get_absolute_url()}"

    @pytest.mark.parametrize(
        ("page", "title", "description"),
        [
            ("home", "Trang tin Thành ủy", "Trang tin Thành ủy - Thành ủy Hà Tĩnh"),
            ("section", "Khoa giáo", "Khoa giáo"),
            ("described", "Xây dựng Đảng", "Tin A & B"),
            ("topic", "Đại hội", "Tin về đại hội"),
            ("tag", "giao ban", "Bài viết có từ khóa “giao ban”"),
            ("author", "Trần Thị Thúy", "Bài viết của Trần Thị Thúy"),
            ("office", "Văn phòng Thành ủy", "Bài viết của Văn phòng Thành ủy"),
        ],
    )
    def test_list_page_has_title_and_description(self, client, article, page, title, description):
        topic = Topic.objects.create(name="Đại hội", description="Tin về đại hội")
        article.topics.add(topic)
        parent = article.section.parent
        parent.description = "Tin A & B"
        parent.save()
        author = article.bylines.get(role=Byline.Role.WORDS).author
        things = {"section": article.section, "described": parent, "topic": topic, "author": author}
        things |= {"tag": article.tags.get(), "office": author.office}
        address = things[page].get_absolute_url() if page in things else "/"

        told = Head(client.get(address).content.decode())

        assert told.one("description") == told.one("og:description") == description
        assert (told.one("og:title"), told.one("og:type")) == (title, "website")
        assert told.one("og:url") == told.canonical == f"{HERE}{address}"
        assert told.one("og:image") == f"{HERE}/static/icons/icon-512.png"
        assert finders.find("icons/icon-512.png")
        assert told.one("twitter:card") == "summary"

    def test_article_has_dublin_core_tags(self, client, article):
        page = head(client, article)

        assert {name: value for name, value in page.meta.items() if name.startswith("DC.")} == {
            "DC.title": ["Hội nghị giao ban"],
            "DC.creator": ["Trần Thị Thúy (Văn phòng Thành ủy)"],
            "DC.date": ["2026-11-25"],
            "DC.description": [article.lead],
            "DC.publisher": ["Thành ủy Hà Tĩnh"],
            "DC.identifier": [article.permalink],
            "DC.language": ["vi"],
            "DC.subject": ["Khoa giáo; giao ban"],
        }
