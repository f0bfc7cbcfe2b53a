"""Who is told that somebody has written about this already, and about which articles."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from articles.editing.duplicates import MAX_COMPARED, find_similar
from articles.models import Article
from articles.permissions import visible_to
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 6, 26, 11, 15, tzinfo=UTC)
TITLE = "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo - Văn hóa"


def written(title, *, ago=timedelta(days=1), **fields):
    article = ArticleFactory(title=title, **fields)
    Article.objects.filter(pk=article.pk).update(created_at=NOW - ago)
    return article


@pytest.mark.parametrize(
    ("title", "other"),
    [
        (TITLE, TITLE),
        (TITLE, TITLE.upper()),
        (TITLE, unicodedata.normalize("NFD", TITLE)),
        (TITLE, "Ban Tuyen giao Thanh uy to chuc hoi nghi giao ban khoi khoa giao – van hoa"),
        (TITLE, "Ban Tuyên giáo Thành uỷ tổ chức giao ban khối Khoa giáo - Văn hoá"),
        (TITLE, "Hội nghị giao ban khối Khoa giáo - Văn hóa do Ban Tuyên giáo Thành ủy tổ chức"),
        (
            "Lãnh đạo thành phố thăm, chúc Tết gia đình chính sách, hộ nghèo",
            "Lãnh đạo thành phố đi thăm, chúc Tết gia đình chính sách và hộ nghèo",
        ),
        (
            "Khai mạc hè và phát động tháng hành động vì trẻ em",
            "Thành phố khai mạc hè và phát động Tháng hành động vì trẻ em",
        ),
        (
            "Gặp mặt các cơ quan báo chí nhân ngày Báo chí Cách mạng Việt Nam",
            "Gặp mặt cơ quan báo chí nhân Ngày Báo chí cách mạng Việt Nam",
        ),
        ("Sơ kết công tác 05 tháng đầu năm", "Sơ kết công tác 5 tháng đầu năm"),
        (f"{TITLE} tháng 6", TITLE),
    ],
)
def test_the_same_event_is_found(editor, title, other):
    there = written(other)
    mine = written(title)

    assert find_similar(mine, by=editor, at=NOW) == [there]
    assert find_similar(there, by=editor, at=NOW) == [mine]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Hội nghị giao ban tháng 5", "Hội nghị giao ban tháng 6"),
        ("Hội nghị giao ban khối Khoa giáo tháng 5/2023", "Hội nghị giao ban khối Khoa giáo tháng 6/2023"),
        ("Thành phố tổng kết phong trào thi đua quý I", "Thành phố tổng kết phong trào thi đua quý II"),
        ("Khai mạc kỳ họp thứ hai HĐND thành phố", "Khai mạc kỳ họp thứ ba HĐND thành phố"),
        (
            "Đảng ủy phường Nam Hà tổ chức hội nghị sơ kết công tác 6 tháng đầu năm",
            "Đảng ủy phường Bắc Hà tổ chức hội nghị sơ kết công tác 6 tháng đầu năm",
        ),
        ("Khai mạc Đại hội Đoàn phường Nam Hà", "Bế mạc Đại hội Đoàn phường Nam Hà"),
        ("Thông báo lịch cắt điện tuần này", "Thông báo lịch cắt nước tuần này"),
        ("Ban Tuyên giáo Thành ủy tổ chức Hội nghị", "Ban Dân vận Thành ủy tổ chức Hội nghị"),
        ("Thành phố ra quân làm sạch bãi biển", "Thành phố ra quân bảo đảm trật tự đô thị"),
        ("", "Hội nghị"),
        ("…", "!"),
    ],
)
def test_another_event_is_not(editor, title, other):
    written(other)

    assert find_similar(written(title), by=editor, at=NOW) == []


@pytest.mark.parametrize(
    ("ago", "publish_ago", "is_found"),
    [
        (timedelta(days=30), None, True),
        (timedelta(days=30, seconds=1), None, False),
        (timedelta(days=60), timedelta(days=30), True),
        (timedelta(days=60), timedelta(days=31), False),
        (timedelta(days=60), timedelta(days=-2), True),
    ],
)
def test_only_the_last_thirty_days_count(editor, ago, publish_ago, is_found):
    publish_at = NOW - publish_ago if publish_ago is not None else None
    written(TITLE, ago=ago, publish_at=publish_at)

    assert bool(find_similar(written(TITLE), by=editor, at=NOW)) is is_found


def test_nobody_learns_of_articles_that_they_may_not_see(writer):
    mine = written(TITLE, created_by=writer)
    written(TITLE, created_by=UserFactory(role=Role.WRITER))
    earlier = written(TITLE, created_by=writer)

    assert find_similar(mine, by=writer, at=NOW) == [earlier]


def test_the_article_that_it_replaces_is_no_duplicate(editor):
    old, mine = written(TITLE), written(TITLE)
    mine.replaces_id = old.pk

    assert find_similar(mine, by=editor, at=NOW) == []


def test_an_article_not_yet_saved_is_compared_too(editor):
    there = written(TITLE)

    assert find_similar(Article(title=TITLE), by=editor, at=NOW) == [there]


def test_newest_come_first(editor):
    articles = [written(TITLE) for _each in range(3)]

    assert find_similar(articles[0], by=editor, at=NOW) == [articles[2], articles[1]]


@pytest.mark.parametrize("count", [1, 5])
def test_one_query_for_any_number(editor, count, django_assert_num_queries):
    for _each in range(count):
        written(TITLE)
    mine = written(TITLE)
    visible_to(editor)  # rights and remits are asked for once a request

    with django_assert_num_queries(1) as queries:
        found = [str(article) for article in find_similar(mine, by=editor, at=NOW)]

    assert found == [TITLE] * count
    assert f"LIMIT {MAX_COMPARED}" in queries[0]["sql"]
    assert "rendered_body" not in queries[0]["sql"]


def test_submitting_asks_first(client, writer):
    ArticleFactory(title=TITLE, created_by=writer)
    article = ArticleFactory(title=TITLE, created_by=writer)
    client.force_login(writer)
    address = f"/admin/articles/article/{article.pk}/move/submit/"

    page = client.get(address)

    assert [other.title for other in page.context["similar"]] == [TITLE]
    client.post(address, {"version": article.version})
    article.refresh_from_db()
    assert article.state == "submitted"


def test_a_working_copy_is_no_duplicate_of_what_it_replaces(editor):
    live = written(TITLE, published=True)
    copy = written(TITLE, replaces=live, created_by=editor)

    assert find_similar(copy, by=editor, at=NOW) == []
    assert find_similar(live, by=editor, at=NOW) == []
