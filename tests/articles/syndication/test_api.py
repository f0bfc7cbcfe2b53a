"""The JSON API: its content, its OpenAPI description, its errors."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from articles import workflow
from articles.models import Article, CommentPolicy, Kind, Tag, Topic
from articles.syndication.api.filters import FILTERS, LIMIT
from articles.syndication.api.serializers import SERIALIZERS
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, PhotoFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
HERE = "http://testserver"
DOCS = Path(settings.BASE_DIR) / "docs/api.md"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def article(approver):
    """Return an article with a value in every field of the API."""
    photo = PhotoFactory(credit="Minh Anh")
    article = ArticleFactory(
        kicker="Tin vắn",
        title="Hội nghị giao ban",
        body=richtext.figure_html(photo.key, 960, 640, caption="Đại biểu") + "<p>Nội dung</p>",
        section=SectionFactory(name="Khoa giáo", parent=SectionFactory(name="Xây dựng Đảng")),
        author=AuthorFactory(office=OfficeFactory(name="Văn phòng Thành ủy (Hà Tĩnh)")),
        event_date=date(2026, 11, 24),
        publish_at=NOON - timedelta(hours=2),
        published=True,
    )
    article.tags.add(Tag.objects.create(name="giao ban"))
    article.topics.add(Topic.objects.create(name="Đại hội Đảng bộ"))
    article.corrections.create(text="Xin đính chính", at=NOON - timedelta(hours=1), by=approver)
    return article


def make_articles(count, writer, **fields):
    """Return articles published a minute apart, oldest first."""
    section = fields.pop("section", None) or SectionFactory()
    author = fields.pop("author", None) or AuthorFactory()
    return [
        ArticleFactory(
            title=f"Bài {n:02}",
            section=section,
            author=author,
            created_by=writer,
            publish_at=NOON - timedelta(minutes=count - n),
            published=True,
        )
        for n in range(count)
    ]


def get(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status, response.content
    return response.json()


def list_titles(client, **query):
    return [row["title"] for row in get(client, "/api/bai-viet/", **query)["articles"]]


class TestArticle:
    def test_repeats_the_content_of_the_page(self, client, article):
        author = article.bylines.get().author

        row = get(client, f"/api/bai-viet/{article.pk}/")

        assert row == {
            "id": article.pk,
            "url": f"{HERE}{article.get_absolute_url()}",
            "permalink": article.permalink,
            "api_url": f"{HERE}/api/bai-viet/{article.pk}/",
            "kind": "own",
            "kicker": "Tin vắn",
            "title": "Hội nghị giao ban",
            "lead": article.lead,
            "section": {"slug": "khoa-giao", "name": "Khoa giáo", "url": f"{HERE}/khoa-giao/"},
            "topics": [
                {
                    "id": article.topics.get().pk,
                    "name": "Đại hội Đảng bộ",
                    "url": f"{HERE}{article.topics.get().get_absolute_url()}",
                }
            ],
            "tags": ["giao ban"],
            "authors": [
                {
                    "id": author.pk,
                    "name": "Trần Thị Thúy",
                    "office": "Văn phòng Thành ủy (Hà Tĩnh)",
                    "role": "words",
                }
            ],
            "byline": "Trần Thị Thúy (Văn phòng Thành ủy (Hà Tĩnh))",
            "cover": {
                "url": f"{HERE}{article.cover.url(1440)}",
                "width": 1440,
                "height": 960,
                "alt": "Quang cảnh hội nghị",
                "credit": "Minh Anh",
            },
            "published_at": "2026-11-25T10:00:00+07:00",
            "changed_at": "2026-11-25T11:00:00+07:00",
            "event_date": "2026-11-24",
            "comment_count": 0,
            "body_html": row["body_html"],
            "source": None,
            "corrections": [{"text": "Xin đính chính", "at": "2026-11-25T11:00:00+07:00"}],
        }
        assert f'src="{HERE}{article.cover.url()}"' in row["body_html"]
        assert "<p>Nội dung</p>" in row["body_html"]

    def test_a_repost_names_its_source_and_takes_no_comments(self, client):
        article = ArticleFactory(
            kind=Kind.REPOST,
            source_name="Báo Hà Tĩnh",
            source_author="Lê An",
            source_url="https://example.vn/a",
            source_published_at=NOON - timedelta(days=1),
            published=True,
        )

        row = get(client, f"/api/bai-viet/{article.pk}/")

        assert row["source"] == {
            "name": "Báo Hà Tĩnh",
            "author": "Lê An",
            "url": "https://example.vn/a",
            "published_at": "2026-11-24T12:00:00+07:00",
        }
        assert row["comment_count"] is None

    def test_list_has_the_same_fields_without_the_text(self, client, article):
        row = get(client, f"/api/bai-viet/{article.pk}/")
        (listed,) = get(client, "/api/bai-viet/")["articles"]

        assert listed == {name: row[name] for name in SERIALIZERS["ArticleInList"]}

    @pytest.mark.parametrize("at_all", [True, False])
    def test_missing_and_hidden_articles_give_the_same_answer(self, client, at_all):
        pk = ArticleFactory().pk if at_all else 999

        answer = get(client, f"/api/bai-viet/{pk}/", 404)

        assert answer == {
            "type": "about:blank",
            "title": "Không tìm thấy",
            "status": 404,
            "detail": "Không có gì ở địa chỉ này.",
        }

    def test_article_taken_down_is_410_without_content(self, client, article, approver):
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        answer = get(client, f"/api/bai-viet/{article.pk}/", 410)

        assert answer["detail"] == "Bài viết đã được gỡ."
        assert "giao ban" not in json.dumps(answer, ensure_ascii=False)


class TestPaging:
    def test_each_article_is_listed_once_while_new_ones_arrive(self, client, writer):
        make_articles(7, writer)
        seen, address = [], f"{HERE}/api/bai-viet/?gioi-han=3"
        while address:
            page = client.get(address).json()
            seen += [row["title"] for row in page["articles"]]
            address = page["next"]
            ArticleFactory(title="Bài mới", created_by=writer, published=True)

        assert seen == [f"Bài {n:02}" for n in range(6, -1, -1)]

    def test_articles_of_the_same_minute_are_not_lost(self, client, writer):
        same = [
            ArticleFactory(publish_at=NOON - timedelta(hours=1), created_by=writer, published=True)
            for _n in range(3)
        ]

        first = get(client, "/api/bai-viet/", **{"gioi-han": 2})
        second = client.get(first["next"]).json()

        found = [row["id"] for row in first["articles"] + second["articles"]]
        assert found == [article.pk for article in reversed(same)]
        assert second["next"] is None

    def test_filters_stay_on_the_next_page(self, client, writer):
        articles = make_articles(3, writer)
        ArticleFactory(title="Bài nơi khác", published=True, publish_at=NOON - timedelta(days=1))

        first = get(client, "/api/bai-viet/", **{"gioi-han": 2, "chuyen-muc": articles[0].section.slug})

        assert [row["title"] for row in client.get(first["next"]).json()["articles"]] == ["Bài 00"]

    def test_default_page_size_is_twenty(self, client, writer):
        make_articles(21, writer)

        assert len(list_titles(client)) == 20

    @pytest.mark.parametrize("more", [1, 8])
    def test_takes_a_constant_number_of_queries(self, client, article, writer, more):
        for other in make_articles(more, writer):
            other.tags.add(article.tags.get())
            other.topics.add(article.topics.get())

        with CaptureQueriesContext(connection) as queries:
            client.get("/api/bai-viet/")

        assert len(queries) == 6
        assert not any("OFFSET" in query["sql"] for query in queries)
        assert not any('"rendered_body"' in query["sql"] for query in queries)


class TestFilters:
    def test_filters_by_section_and_its_subsections(self, client, article):
        ArticleFactory(title="Bài nơi khác", section=SectionFactory(name="Kinh tế"), published=True)

        assert list_titles(client, **{"chuyen-muc": "xay-dung-dang"}) == ["Hội nghị giao ban"]
        assert list_titles(client, **{"chuyen-muc": "kinh-te"}) == ["Bài nơi khác"]

    def test_filters_by_author_and_by_topic(self, client, article):
        ArticleFactory(title="Bài của người khác", published=True)
        by = article.bylines.get().author_id

        assert list_titles(client, **{"tac-gia": by}) == ["Hội nghị giao ban"]
        assert list_titles(client, **{"chuyen-de": article.topics.get().pk}) == ["Hội nghị giao ban"]
        assert list_titles(client, **{"chuyen-de": 999}) == []

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"tu": "2026-11-24"}, ["Sau", "Đầu ngày"]),
            ({"den": "2026-11-23"}, ["Cuối ngày"]),
            ({"tu": "2026-11-24", "den": "2026-11-24"}, ["Đầu ngày"]),
            ({"tu": "2026-11-26"}, []),
        ],
    )
    def test_days_are_local_days(self, client, query, found):
        midnight = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
        for title, moment in [
            ("Cuối ngày", midnight - timedelta(minutes=1)),
            ("Đầu ngày", midnight),
            ("Sau", midnight + timedelta(days=1)),
        ]:
            ArticleFactory(title=title, publish_at=moment, published=True)

        assert list_titles(client, **query) == found

    @pytest.mark.parametrize(
        "query",
        [
            "gioi-han=0", "gioi-han=101", "gioi-han=x", "gioi-han=-1", "gioi-han=", "truoc=x", "truoc=1",
            "truoc=" + "9" * 40 + "-1", "tu=hom-qua", "tu=2026-13-01", "den=9999-12-31", "tu=0001-01-01",
            "tac-gia=x", "tac-gia=" + "9" * 40, "chuyen-de=-1", "chuyen-muc=khong-co", "chuyen-muc=%00",
            "trang=2", "state=draft", "tu=2026-11-01&tu=2026-11-02", "tac-gia=%D9%A1",
        ],
    )  # fmt: skip
    def test_invalid_query_is_400_with_a_reason(self, client, article, query):
        response = client.get(f"/api/bai-viet/?{query}")

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["title"] == "Câu hỏi sai"

    @pytest.mark.parametrize(
        "query", ["truoc=9999999999999999-999999999999999999", "truoc=0-0", "tu=1900-01-01"]
    )
    def test_boundary_values_are_accepted(self, client, article, query):
        assert client.get(f"/api/bai-viet/?{query}").status_code == 200


class TestSections:
    def test_lists_the_tree_of_the_menu(self, client, article):
        SectionFactory(name="Ẩn", is_in_menu=False)
        SectionFactory(name="Đã đóng", parent=article.section.parent, closed_on=date(2026, 1, 1))

        (main,) = get(client, "/api/chuyen-muc/")["sections"]
        (below,) = main["sections"]

        assert (main["slug"], below["slug"]) == ("xay-dung-dang", "khoa-giao")
        assert below["feed_url"] == f"{HERE}/khoa-giao/rss.xml"
        assert client.get(below["feed_url"]).status_code == 200


class TestDescription:
    @pytest.fixture
    def document(self, client):
        SiteIdentity(name="Trang tin Thành ủy", email="bientap@example.vn").save()
        return get(client, "/api/openapi.json")

    def schema(self, document, path):
        response = document["paths"][path]["get"]["responses"]["200"]
        schema = response["content"]["application/json"]["schema"]
        return Draft202012Validator({**schema, "components": document["components"]})

    def test_schemas_are_valid_json_schemas(self, document):
        for schema in document["components"]["schemas"].values():
            Draft202012Validator.check_schema(schema)

    @pytest.mark.parametrize("full", [True, False])
    def test_every_answer_matches_its_schema(self, client, document, request, full):
        if full:
            article = request.getfixturevalue("article")
        else:
            article = ArticleFactory(comment_policy=CommentPolicy.OFF, published=True)
            article.bylines.all().delete()
        answers = {
            "/api/bai-viet/": get(client, "/api/bai-viet/", **{"gioi-han": 1}),
            "/api/bai-viet/{id}/": get(client, f"/api/bai-viet/{article.pk}/"),
            "/api/chuyen-muc/": get(client, "/api/chuyen-muc/"),
        }

        assert set(answers) == set(document["paths"])
        for path, answer in answers.items():
            self.schema(document, path).validate(answer)

    def test_schema_rejects_an_additional_field(self, client, document, article):
        """Otherwise a schema that allows everything would match as well."""
        answer = get(client, f"/api/bai-viet/{article.pk}/")

        for wrong in ({**answer, "state": "published"}, {**answer, "title": None}):
            assert not self.schema(document, "/api/bai-viet/{id}/").is_valid(wrong)

    def test_errors_match_their_schema(self, client, document):
        problem = Draft202012Validator(document["components"]["schemas"]["Problem"])

        problem.validate(get(client, "/api/bai-viet/999/", 404))
        problem.validate(get(client, "/api/bai-viet/?x=1", 400))

    def test_every_parameter_is_described_and_documented(self, document):
        named = {row["name"] for row in document["paths"]["/api/bai-viet/"]["get"]["parameters"]}
        text = DOCS.read_text(encoding="utf-8")

        assert named == {*FILTERS, LIMIT}
        assert [name for name in (*named, *document["paths"]) if f"`{name}" not in text] == []

    def test_private_fields_are_not_serialized(self):
        private = {
            "state", "version", "created_by", "updated_by", "updated_at", "assignee", "due_on",
            "urgent_by", "number", "expires_at", "replaces", "gone_at", "page_views", "original", "file_name",
        }  # fmt: skip

        assert {name for shape in SERIALIZERS.values() for name in shape} & private == set()


class TestHttp:
    ADDRESSES = pytest.mark.parametrize(
        "address", ["/api/bai-viet/", "/api/bai-viet/{pk}/", "/api/chuyen-muc/", "/api/openapi.json"]
    )

    @ADDRESSES
    def test_answer_is_public_and_cached_for_a_minute(self, client, article, address):
        response = client.get(address.format(pk=article.pk), headers={"origin": "https://example.com"})

        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert "max-age=60" in response["Cache-Control"]
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    @ADDRESSES
    def test_unchanged_answer_is_304(self, client, article, address):
        address = address.format(pk=article.pk)
        first = client.get(address)

        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")

    @ADDRESSES
    def test_head_and_options_are_answered(self, client, article, address):
        address = address.format(pk=article.pk)

        head, options = client.head(address), client.options(address)

        assert (head.status_code, head.content) == (200, b"")
        assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
        assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    @ADDRESSES
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_writing_methods_are_refused(self, article, address, method):
        strict = Client(enforce_csrf_checks=True)

        response = getattr(strict, method)(address.format(pk=article.pk))

        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["detail"] == "Ở đây chỉ đọc được dữ liệu (GET)."
        assert Article.objects.get().version == article.version

    @pytest.mark.parametrize("address", ["/api/", "/api/khong-co/", "/api/bai-viet/x/"])
    def test_unknown_url_answers_404_in_json(self, client, address):
        response = client.get(address)

        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")

    def test_staff_get_the_same_answer_as_guests(self, client, writer):
        ArticleFactory(created_by=writer)
        client.force_login(writer)

        assert list_titles(client) == []
