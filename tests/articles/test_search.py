"""Found however it is typed, on both databases by the same tests."""

import re
import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.search import excerpt, parse, search
from newsroom.ground.legacy import TCVN3, convert_legacy
from newsroom.ground.words import exact, plain
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def found(typed, **options):
    return [article.title for article in search(typed, **options)[0:50]]


@pytest.fixture
def articles():
    titles = {
        "Đảng bộ thành phố họp phiên thường kỳ": "<p>Thông qua Nghị quyết số 05-NQ/TU về hòa giải ở cơ sở.</p>",
        "Mở đăng ký khám sức khỏe miễn phí": "<p>Bác sĩ khám cho 300 người theo 13/2023/NĐ-CP.</p>",
        "Khai mạc giải karaoke phường Nam Hà": "<p>Thành phố Hà Tĩnh tổ chức cho thành viên các ủy ban.</p>",
        "Văn phòng Thành ủy Hà Tĩnh chuyển đổi số": "<p>Thành ủy Hà Tĩnh không còn hồ sơ giấy.</p>",
    }
    for hours, (title, body) in enumerate(titles.items()):
        ArticleFactory(
            title=title,
            lead="Sáng nay.",
            body=body,
            publish_at=timezone.now() - timedelta(hours=hours),
            published=True,
        )
    return list(titles)


@pytest.mark.parametrize(
    "typed",
    [
        "Đảng bộ",
        "đảng bộ",
        "ĐẢNG BỘ",
        "dang bo",
        unicodedata.normalize("NFD", "Đảng bộ"),
        "Ðảng bộ",  # the Icelandic eth of old fonts
        "hòa giải cơ sở",
        "hoà giải cơ sở",
        "thường kì",
        "05-NQ/TU",
        "05 - NQ/TU",
        "05nqtu",
        "nghị quyết 05-NQ/TU",
        '"phiên thường kỳ"',
        "“phien thuong ky”",
        convert_legacy("§¶ng bé"),
    ],
)
def test_however_it_is_typed(articles, typed):
    assert found(typed)[0] == articles[0]


OLD, NEW = "hoà nhạc của Đảng ủy, thuỷ lợi, loè", "hòa nhạc của Đảng uỷ, thủy lợi, lòe"
TO_TCVN3 = {code: sign for sign, code in TCVN3.items()}
SPELLINGS = {
    "NFC": NEW,
    "NFD": unicodedata.normalize("NFD", NEW),
    "eth": NEW.replace("Đ", "Ð"),
    "TCVN3": convert_legacy(NEW.translate(TO_TCVN3)),
    "tone on the last vowel": OLD,
    "NFD, tone on the last vowel": unicodedata.normalize("NFD", OLD),
    "capitals": NEW.upper(),
}


@pytest.mark.parametrize("field", ["title", "lead", "body"])
@pytest.mark.parametrize("stored", SPELLINGS.values(), ids=SPELLINGS)
def test_however_it_was_written_the_same_words_find_it(articles, stored, field):
    ArticleFactory(
        **{"title": "Bài cần tìm", field: f"<p>{stored}</p>" if field == "body" else stored}, published=True
    )
    mine = Article.objects.latest("pk").title
    without_marks = "hoa nhac cua dang uy thuy loi loe"

    for typed in [*SPELLINGS.values(), without_marks, f'"{OLD}"', f'"{NEW}"', f'"{without_marks}"']:
        assert found(typed)[:1] == [mine], typed


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("13/2023/ND-CP", [1]),
        ("13/2023/NĐ-CP", [1]),
        ("bác sỹ", [1]),
        ('"thành ủy" hà tĩnh', [3]),
        ('"thanh uy"', [3]),
        ("thanh pho -karaoke", [0]),
        ('hà tĩnh -"nam hà"', [3]),
        ("qwertyuiop", []),
        ("-karaoke", []),
        ("", []),
        ('"', []),
        ("' & | ! <-> :* ( )", []),
        ("a OR b NOT c AND NEAR(", []),
    ],
)
def test_phrases_and_exclusions(articles, typed, numbers):
    assert found(typed) == [articles[number] for number in numbers]


def test_the_marks_that_were_typed_come_first_and_without_marks_all_are_found(articles):
    assert found("đăng")[0] == articles[1]
    assert found("đảng")[0] == articles[0]
    assert set(found("dang")) == {articles[0], articles[1]}


def test_by_time_the_newest_comes_first(articles):
    assert found("hà", order="time") == [articles[2], articles[3]]


def test_only_what_readers_see():
    ArticleFactory(title="Bản nháp về công viên")
    ArticleFactory(
        title="Hẹn giờ về công viên", publish_at=timezone.now() + timedelta(days=1), published=True
    )

    assert found("công viên") == []


def test_what_was_changed_or_deleted_is_no_longer_found(articles):
    article = Article.objects.get(title=articles[2])
    article.title = "Khai mạc giải bóng đá"
    article.save()
    assert found("karaoke") == []
    assert found("bóng đá") == ["Khai mạc giải bóng đá"]

    Article.objects.filter(pk=article.pk).update(title="x")
    article.events.all().delete()
    article.delete()
    assert found("bóng đá") == []


def test_counted_and_fetched_page_by_page(django_assert_num_queries):
    for n in range(20):
        ArticleFactory(title=f"Hội nghị lần {n}", published=True)

    with django_assert_num_queries(3):
        hits = search("hội nghị")
        page = hits[15:30]
        assert (hits.count(), len(page)) == (20, 5)
        assert page[0].search.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bác sỹ, Kỷ luật, quý, thủy, tuy", "bac si ki luat qui thuy tuy"),
        ("TP.Hà Tĩnh", "tp ha tinh"),
        ("Số 05 - NQ/TU", "so 05 nq tu 05nqtu"),
        ("Ðại hội", "dai hoi"),
    ],
)
def test_plain_words(text, expected):
    assert plain(text) == expected


def test_exact_words():
    assert exact("Hoà bình, THUỶ lợi, bác sỹ") == "hòa bình thủy lợi bác sĩ"


class TestExcerpt:
    def test_the_words_are_marked_as_they_stand(self):
        text = "Chiều nay, Thành uỷ họp. " + "Lời dẫn " * 50 + "Nghị quyết về <b>hòa giải</b> được thông qua."

        html = excerpt(text, parse("hoà giải nghi quyet"))

        assert (
            "<mark>Nghị</mark> <mark>quyết</mark> về &lt;b&gt;<mark>hòa</mark> <mark>giải</mark>&lt;/b"
            in html
        )
        assert html.startswith("… ")

    @pytest.mark.parametrize(
        ("typed", "marked"),
        [
            ("đảng viên", ["Đảng", "viên"]),
            ("dang vien", ["Đăng", "Đảng", "viên"]),
            ("đảng viện", ["Đảng", "viên"]),  # no "viện" in it: the nearest there is
            ("dang viên", ["Đăng", "Đảng", "viên"]),
        ],
    )
    def test_what_was_typed_with_marks_is_marked_as_typed(self, typed, marked):
        html = excerpt("Đăng tin về Đảng, mỗi viên gạch.", parse(typed))

        assert re.findall("<mark>(.*?)</mark>", html) == marked

    def test_without_a_hit_the_beginning(self):
        assert excerpt("Một hai ba", parse("bốn")) == "Một hai ba"
        assert excerpt("", parse("bốn")) == ""
