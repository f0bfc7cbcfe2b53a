"""The search page, the archive, topics and tags."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles.models import Section, Tag, Topic
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def list_titles(response):
    return [article.title for article in response.context["page"]]


@pytest.fixture
def articles():
    """Three articles about a park, each with its section, office, author and day."""
    party, news = SectionFactory(name="Xây dựng Đảng"), SectionFactory(name="Tin tức")
    child = Section.objects.create(name="Tuyên giáo", parent=party)
    office = OfficeFactory(name="Văn phòng")
    lan, nam = AuthorFactory(name="Phạm Thị Lan", office=office), AuthorFactory(name="Lê Nam")
    rows = [("Một", child, lan, 0), ("Hai", news, lan, 5), ("Ba", news, nam, 40)]
    for word, section, author, days in rows:
        ArticleFactory(
            title=f"Công viên số {word}",
            section=section,
            author=author,
            publish_at=NOW - timedelta(days=days),
            published=True,
        )
    return {"section": party, "office": office}


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "công viên"}, "Một Hai Ba"),
        ({"q": "công viên", "chuyen-muc": "section"}, "Một"),
        ({"q": "công viên", "don-vi": "office"}, "Một Hai"),
        ({"q": "công viên", "tac-gia": "thi LAN"}, "Một Hai"),
        ({"q": "công viên", "tu": "2026-11-01"}, "Một Hai"),
        ({"q": "công viên", "den": "2026-11-19"}, "Hai Ba"),
        ({"q": "công viên", "tu": "2026-11-19", "den": "2026-11-19"}, "Hai"),
        ({"tac-gia": "nam"}, "Ba"),
        (
            {"q": "công viên", "tu": "hôm qua", "chuyen-muc": "x", "don-vi": "-1", "thu-tu": "lạ"},
            "Một Hai Ba",
        ),
    ],
)
def test_search_has_filters(client, articles, asked, numbers):
    asked = {name: articles[value].pk if value in articles else value for name, value in asked.items()}

    response = client.get(
        reverse("articles:search"), {**asked, **({} if "thu-tu" in asked else {"thu-tu": "moi-nhat"})}
    )

    assert sorted(list_titles(response)) == sorted(f"Công viên số {word}" for word in numbers.split())


def test_search_ordered_by_time_puts_the_newest_first(client, articles):
    response = client.get(reverse("articles:search"), {"q": "công viên", "thu-tu": "moi-nhat"})

    assert list_titles(response) == ["Công viên số Một", "Công viên số Hai", "Công viên số Ba"]


def test_found_words_are_marked_in_results(client):
    ArticleFactory(title="Tin", body="<p>Khởi công <b>công</b> viên &lt;mới&gt;.</p>", published=True)

    page = client.get(reverse("articles:search"), {"q": "cong vien"}).content.decode()

    assert "<mark>công</mark> <mark>viên</mark> &lt;mới&gt;" in page


def test_some_of_the_words_are_enough_when_no_article_has_all(client, articles):
    response = client.get(reverse("articles:search"), {"q": "công viên thủy sinh"})

    assert "Không bài nào có đủ các từ này" in response.content.decode()
    assert len(list_titles(response)) == 3


def test_empty_result_suggests_what_to_try(client, articles):
    page = client.get(
        reverse("articles:search"), {"q": '"viên công" hồ -cá', "chuyen-muc": articles["section"].pk}
    ).content.decode()

    assert "Không tìm thấy" in page
    assert 'href="/tim-kiem/?q=h%E1%BB%93"' in page
    assert "Công viên số Một" in page  # the latest news


@pytest.mark.parametrize("q", ["-karaoke", '-"nam hà"', '"', "-", "…"])
@pytest.mark.parametrize("also", [{}, {"tac-gia": "nam"}])
def test_search_without_words_asks_for_a_word(client, articles, q, also):
    response = client.get(reverse("articles:search"), {"q": q, **also})

    assert "Hãy nhập thêm ít nhất một từ cần tìm." in response.content.decode()
    assert list_titles(response) == []


def test_invisible_characters_are_ignored(client, articles):
    assert len(list_titles(client.get(reverse("articles:search"), {"q": "\0công viên\u200b"}))) == 3
    assert "một từ" not in client.get(reverse("articles:search"), {"q": "\0"}).content.decode()


def test_excluded_words_are_not_suggested(client, articles):
    page = client.get(reverse("articles:search"), {"q": 'bể bơi -"nam hà"'})

    assert page.context["query"].single_words == ["bể", "bơi"]


@pytest.mark.parametrize("name", ["tu", "den"])
@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2201-01-01", "9999-12-31"])
def test_day_outside_the_archive_is_ignored_with_a_message(client, articles, name, day):
    response = client.get(reverse("articles:search"), {"q": "công viên", name: day})

    assert response.status_code == 200
    assert len(list_titles(response)) == 3
    assert "Hãy chọn một ngày từ năm 1990 đến năm 2200." in response.content.decode()


def test_first_and_last_day_of_the_archive_are_accepted(client, articles):
    asked = {"q": "công viên", "tu": "1990-01-01", "den": "2200-12-31"}

    assert len(list_titles(client.get(reverse("articles:search"), asked))) == 3


@pytest.mark.parametrize(
    "q", ["a" * 5000, "\x00", "<script>alert(1)</script>", '"', "%", "(((", "-", "' OR 1=1 --"]
)
def test_hostile_queries_raise_no_error(client, articles, q):
    response = client.get(reverse("articles:search"), {"q": q})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_search_page_takes_a_constant_number_of_queries(client, articles, django_assert_num_queries, number):
    for n in range(number):
        ArticleFactory(title=f"Công viên {n}", published=True)

    with django_assert_num_queries(11):
        client.get(reverse("articles:search"), {"q": "công viên"})


class TestArchive:
    @pytest.fixture(autouse=True)
    def _published(self):
        for moment in (
            datetime(2023, 12, 31, 17, 30, tzinfo=UTC),  # already 2024 in Hà Tĩnh
            datetime(2024, 2, 29, 3, 0, tzinfo=UTC),
            datetime(2024, 2, 29, 4, 0, tzinfo=UTC),
            datetime(2026, 11, 23, 17, 0, tzinfo=UTC),  # the 24th in Hà Tĩnh
        ):
            ArticleFactory(title=f"Tin {moment:%d%m%y%H}", publish_at=moment, published=True)
        ArticleFactory(title="Hẹn giờ", publish_at=NOW + timedelta(days=1), published=True)

    def test_lists_years_with_their_counts(self, client):
        years = client.get("/luu-tru/").context["years"]

        assert [(part.year, count) for part, count in years] == [(2026, 1), (2024, 3)]

    def test_shows_months_of_the_newest_year_by_default(self, client):
        page = client.get("/luu-tru/")

        assert [(part.year, part.month, count) for part, count in page.context["parts"]] == [(2026, 11, 1)]
        assert 'href="/luu-tru/2026/" aria-current="true"' in page.content.decode()

    def test_lists_months_of_a_year_and_days_of_a_month(self, client):
        months = client.get("/luu-tru/2024/").context["parts"]
        days = client.get("/luu-tru/2024/2/").context["parts"]

        assert [(part.month, count) for part, count in months] == [(1, 1), (2, 2)]
        assert [(part.day, count) for part, count in days] == [(29, 2)]

    def test_lists_articles_of_a_day(self, client):
        assert list_titles(client.get("/luu-tru/2026/11/24/")) == ["Tin 23112617"]
        assert list_titles(client.get("/luu-tru/2026/11/25/")) == []

    def test_each_period_has_its_own_title(self, client):
        paths = ["", "2024/", "2024/2/", "2024/2/29/"]

        pages = [client.get(f"/luu-tru/{path}").content.decode() for path in paths]

        assert [re.search("<title>(.*) - [^-]+</title>", page)[1] for page in pages] == [
            "Lưu trữ",
            "Năm 2024 - Lưu trữ",
            "Tháng 02/2024 - Lưu trữ",
            "Ngày 29/02/2024 - Lưu trữ",
        ]
        for page in pages:
            assert (
                re.search("<title>(.*?)( - Lưu trữ)? - [^-]+</title>", page)[1]
                == re.search("<h1>(.*)</h1>", page)[1]
            )

    @pytest.mark.parametrize(
        ("path", "right"), [("02024", "2024"), ("2024/02", "2024/2"), ("2024/2/029", "2024/2/29")]
    )
    def test_other_spellings_of_a_period_redirect_to_one_url(self, client, path, right):
        response = client.get(f"/luu-tru/{path}/")

        assert (response.status_code, response["Location"]) == (301, f"/luu-tru/{right}/")

    @pytest.mark.parametrize(
        "path", ["2023/2/29", "2024/13", "0", "1800", "9999", "2024/0", "2024/2/0", "99999999999"]
    )
    def test_impossible_date_is_404(self, client, path):
        assert client.get(f"/luu-tru/{path}/").status_code == 404


class TestTopicsAndTags:
    @pytest.fixture
    def topic(self):
        return Topic.objects.create(name="Đại hội Đảng bộ các cấp")

    def test_topic_page_lists_its_articles(self, client, topic):
        article = ArticleFactory(published=True)
        article.topics.add(topic)
        ArticleFactory(title="Nháp").topics.add(topic)

        assert topic.get_absolute_url() == f"/dong-su-kien/dai-hoi-dang-bo-cac-cap-{topic.pk}/"
        assert list_titles(client.get(topic.get_absolute_url())) == [article.title]
        assert list(client.get("/dong-su-kien/").context["topics"].values_list("name", "count")) == [
            (topic.name, 1)
        ]

    def test_old_url_of_a_renamed_topic_redirects(self, client, topic):
        ArticleFactory(published=True).topics.add(topic)
        old = topic.get_absolute_url()
        topic.name = "Đại hội"
        topic.save()

        assert client.get(old).headers["Location"] == topic.get_absolute_url()

    def test_topic_with_drafts_only_is_404(self, client, topic):
        ArticleFactory().topics.add(topic)

        assert list(client.get("/dong-su-kien/").context["topics"]) == []
        for address in (topic.get_absolute_url(), f"/dong-su-kien/x-{topic.pk}/"):
            assert client.get(address).status_code == 404

    def test_tag_with_drafts_only_is_404(self, client):
        tag = Tag.objects.create(name="chuyển đổi số")
        article = ArticleFactory()
        article.tags.add(tag)
        assert client.get(tag.get_absolute_url()).status_code == 404

        live = ArticleFactory(published=True)
        live.tags.add(tag)
        assert list_titles(client.get(tag.get_absolute_url())) == [live.title]
        assert timezone.now() == NOW
