"""Filters and calendar of the list of articles in the admin."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Byline, State
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory, UserFactory

CHANGELIST = "/admin/articles/article/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def list_titles(client, approver):
    client.force_login(approver)

    def titles(**asked):
        page = client.get(CHANGELIST, asked)
        assert page.status_code == 200
        return {article.title for article in page.context["cl"].result_list}

    return titles


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        (None, {"Nháp", "Chờ", "Đăng", "Hẹn", "Hết"}),
        ("submitted", {"Chờ"}),
        ("live", {"Đăng"}),
        ("scheduled", {"Hẹn"}),
        ("expired", {"Hết"}),
        ("trashed", {"Bỏ"}),
        (
            "nonsense",
            {"Nháp", "Chờ", "Đăng", "Hẹn", "Hết", "Bỏ"} - {"Nháp", "Chờ", "Đăng", "Hẹn", "Hết", "Bỏ"},
        ),
    ],
)
def test_list_filters_by_state(list_titles, asked, titles):
    day = timedelta(days=1)
    ArticleFactory(title="Nháp")
    ArticleFactory(title="Chờ", state=State.SUBMITTED)
    ArticleFactory(title="Đăng", published=True)
    ArticleFactory(title="Hẹn", publish_at=timezone.now() + day, published=True)
    expired = ArticleFactory(title="Hết", publish_at=timezone.now() - 2 * day, published=True)
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - day)
    ArticleFactory(title="Bỏ", state=State.TRASHED)

    assert list_titles(**({"trang-thai": asked} if asked else {})) == titles


def test_list_filters_by_section_and_its_subsections(list_titles):
    above = SectionFactory()
    below = SectionFactory(parent=above)
    ArticleFactory(title="Trên", section=above)
    ArticleFactory(title="Dưới", section=below)
    ArticleFactory(title="Khác")

    assert list_titles(**{"chuyen-muc": above.pk}) == {"Trên", "Dưới"}


def test_list_filters_by_author_and_by_office(list_titles):
    author = AuthorFactory()
    ArticleFactory(title="Của Thúy", author=author)
    ArticleFactory(title="Khác")

    assert list_titles(**{"tac-gia": author.pk}) == {"Của Thúy"}
    assert list_titles(**{"don-vi": author.office_id}) == {"Của Thúy"}


def test_list_filters_by_person_in_charge(list_titles, writer):
    Article.objects.filter(pk=ArticleFactory(title="Giao").pk).update(assignee=writer)
    ArticleFactory(title="Khác")

    assert list_titles(**{"phu-trach": writer.pk}) == {"Giao"}


def test_list_filters_by_period_in_local_days(list_titles):
    ArticleFactory(title="Đêm 30", publish_at=datetime(2026, 6, 30, 16, 59, tzinfo=UTC))
    ArticleFactory(title="Đầu tháng 7", publish_at=datetime(2026, 6, 30, 17, 0, tzinfo=UTC))

    assert list_titles(tu="2026-06-01", den="2026-06-30") == {"Đêm 30"}
    assert list_titles(tu="2026-07-01") == {"Đầu tháng 7"}


@pytest.mark.parametrize(
    "asked",
    [
        {"tu": "x", "den": "31/02"},
        {"tu": "2026-13-45"},
        {"chuyen-muc": "x"},
        {"chuyen-muc": "9" * 30},
        {"tac-gia": "9" * 30},
        {"don-vi": "-1"},
        {"phu-trach": "9" * 30},
        {"trang-thai": "' OR 1=1"},
    ],
)
def test_invalid_filters_raise_no_error(list_titles, asked):
    ArticleFactory()

    list_titles(**asked)


def test_search_finds_the_publication_number(list_titles):
    article = ArticleFactory(title="Có số", published=True)
    ArticleFactory(title="Không số")

    assert list_titles(q=article.number) == {"Có số"}


class TestSearch:
    @pytest.mark.parametrize(
        "words",
        [
            "đại hội phường",
            "dai hoi phuong",
            "Phúc lợi",
            "Tít dẫn",
            "lê thị lan",
            "-lũ đại hội",
            "phường xyzt",
        ],
    )
    def test_finds_drafts_by_the_words_of_every_text(self, list_titles, words):
        article = ArticleFactory(
            title="Đại hội phường", kicker="Tít dẫn", body="<p>Quỹ phúc lợi</p>", author=False
        )
        Byline.objects.create(article=article, name="Lê Thị Lan")
        ArticleFactory(title="Phòng lũ")

        assert list_titles(q=words) == {"Đại hội phường"}

    def test_finds_by_id(self, list_titles):
        articles = [ArticleFactory(title=f"Bài {word}", lead="Sapo", author=False) for word in ("một", "hai")]

        assert list_titles(q=str(articles[0].pk)) == {"Bài một"}

    def test_narrows_the_list_with_the_filters(self, list_titles):
        section = SectionFactory()
        ArticleFactory(title="Đại hội phường", section=section)
        ArticleFactory(title="Đại hội xã")

        assert list_titles(q="đại hội", **{"chuyen-muc": section.pk}) == {"Đại hội phường"}
        assert list_titles(q="đại hội", **{"chuyen-muc": 10**6}) == set()
        assert list_titles(q="  ") == {"Đại hội phường", "Đại hội xã"}

    @pytest.mark.parametrize("words", ["việc kín", "viec", "-khac viec"])
    def test_tells_nothing_of_hidden_articles(self, client, writer, words):
        hidden = ArticleFactory(title="Việc kín")
        ArticleFactory(title="Việc chung", created_by=writer)
        client.force_login(writer)

        page = client.get(CHANGELIST, {"q": words})
        by_id = client.get(CHANGELIST, {"q": str(hidden.pk)})

        assert {article.title for article in page.context["cl"].queryset} == {"Việc chung"}
        assert hidden not in by_id.context["cl"].queryset


class TestCalendar:
    def test_shows_the_month_to_those_who_may_see_its_articles(self, client, approver):
        when = datetime(2026, 6, 30, 17, 30, tzinfo=UTC)  # 00:30 on 1 July in Hà Tĩnh
        ArticleFactory(title="Bài hẹn", publish_at=when, state=State.AWAITING)
        client.force_login(approver)

        july = client.get("/admin/articles/article/calendar/?thang=2026-07")

        days = {day.isoformat(): articles for week in july.context["weeks"] for day, articles in week}
        assert [article.title for article in days["2026-07-01"]] == ["Bài hẹn"]
        assert days["2026-06-30"] == []
        client.force_login(UserFactory(role=Role.WRITER))
        assert "Bài hẹn" not in client.get("/admin/articles/article/calendar/?thang=2026-07").content.decode()

    @pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "99999-01", "2026-1-1"])
    def test_invalid_month_is_404(self, client, approver, month):
        client.force_login(approver)

        assert client.get("/admin/articles/article/calendar/", {"thang": month}).status_code == 404
