"""Writers are warned of recent articles about the same event."""

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


def write_article(title, *, ago=timedelta(days=1), **fields):
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
def test_article_about_the_same_event_is_found(editor, title, other):
    there = write_article(other)
    mine = write_article(title)

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
def test_article_about_another_event_is_not_found(editor, title, other):
    write_article(other)

    assert find_similar(write_article(title), by=editor, at=NOW) == []


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
def test_articles_older_than_thirty_days_are_ignored(editor, ago, publish_ago, is_found):
    publish_at = NOW - publish_ago if publish_ago is not None else None
    write_article(TITLE, ago=ago, publish_at=publish_at)

    assert bool(find_similar(write_article(TITLE), by=editor, at=NOW)) is is_found


def test_hidden_articles_are_not_named(writer):
    mine = write_article(TITLE, created_by=writer)
    write_article(TITLE, created_by=UserFactory(role=Role.WRITER))
    earlier = write_article(TITLE, created_by=writer)

    assert find_similar(mine, by=writer, at=NOW) == [earlier]


def test_copy_is_no_duplicate_of_the_article_it_replaces(editor):
    old, mine = write_article(TITLE), write_article(TITLE)
    mine.replaces_id = old.pk

    assert find_similar(mine, by=editor, at=NOW) == []


def test_unsaved_article_is_compared(editor):
    there = write_article(TITLE)

    assert find_similar(Article(title=TITLE), by=editor, at=NOW) == [there]


def test_newest_duplicates_come_first(editor):
    articles = [write_article(TITLE) for _each in range(3)]

    assert find_similar(articles[0], by=editor, at=NOW) == [articles[2], articles[1]]


@pytest.mark.parametrize("count", [1, 5])
def test_any_number_of_duplicates_takes_one_query(editor, count, django_assert_num_queries):
    for _each in range(count):
        write_article(TITLE)
    mine = write_article(TITLE)
    visible_to(editor)  # rights and remits are asked for once a request

    with django_assert_num_queries(1) as queries:
        found = [str(article) for article in find_similar(mine, by=editor, at=NOW)]

    assert found == [TITLE] * count
    assert f"LIMIT {MAX_COMPARED}" in queries[0]["sql"]
    assert "rendered_body" not in queries[0]["sql"]


def test_submitting_a_duplicate_asks_for_confirmation(client, writer):
    ArticleFactory(title=TITLE, created_by=writer)
    article = ArticleFactory(title=TITLE, created_by=writer)
    client.force_login(writer)
    address = f"/admin/articles/article/{article.pk}/move/submit/"

    page = client.get(address)

    assert [other.title for other in page.context["similar"]] == [TITLE]
    client.post(address, {"version": article.version})
    article.refresh_from_db()
    assert article.state == "submitted"


def test_working_copy_in_the_form_is_no_duplicate_of_its_article(editor):
    live = write_article(TITLE, published=True)
    copy = write_article(TITLE, replaces=live, created_by=editor)

    assert find_similar(copy, by=editor, at=NOW) == []
    assert find_similar(live, by=editor, at=NOW) == []
