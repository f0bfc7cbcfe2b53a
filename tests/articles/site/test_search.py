"""Search finds a word in every spelling, on both databases."""

import re
import unicodedata
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, SearchEntry
from articles.site.search import excerpt, parse_query, search
from newsroom.core.legacy_fonts import TCVN3, convert_legacy
from newsroom.core.search_words import fold_words, index_text, lower_words
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def search_titles(typed, **options):
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
def test_words_are_found_in_every_spelling(articles, typed):
    assert search_titles(typed)[0] == articles[0]


DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"  # Word's own among them


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "Nghị định số 13/2023/NĐ-CP",
            ["13/2023", "13/2023/NĐ", "13/2023/nd-cp", "132023ndcp", "Nghị định 13/2023", "NĐ-CP 13/2023"],
        ),
        ("Họp 17/4/2023", ["17/4/2023", "17/04/2023", "17.04.2023", "4/2023", "04/2023", "17/04", "17/4"]),
        ("Họp 07/04/2023", ["7/4/2023", "07/04/2023", "7-4-2023", "4/2023", "04/2023", "7/4", "07/4"]),
        (
            "26/6/2023 - Thành ủy",
            [
                "26/6/2023",
                "26/06/2023",
                "6/2023",
                "tháng 6/2023",
                "thang 06/2023",
                "ngày 26/6/2023",
                "2023 - Thành ủy",
                "Thành ủy 2023",
                "26/6/2023 - Thành ủy",
                '"26/6/2023 - Thành ủy"',
            ],
        ),
        *(
            (
                f"Nghị quyết 05{dash}NQ/TU",
                [
                    "05-NQ/TU",
                    "05nqtu",
                    "05-nq/tu",
                    "05 - nq/tu",
                    "05NQ/TU",
                    "05NQ-TU",
                    "05-NQ",
                    "05nq",
                    "5-NQ/TU",
                    "5nqtu",
                    "05\u2011NQ/TU",
                    "05−NQ/TU",
                    "(05-NQ/TU),",
                    '"nghị quyết 05-NQ/TU"',
                    '"05-NQ/TU"',
                ],
            )
            for dash in [" - ", *DASHES]
        ),
        ("Nhiệm kỳ 2020 - 2025", ["2020-2025", "2020–2025", "nhiem ky 2020 - 2025"]),
        ("Từ 5-7/6/2023, chi 1.234.567 đồng", ["5-7/6/2023", "7/6/2023", "6/2023", "1.234.567", "1.234"]),
        ("Nghị quyết 05NQ/TU", ["05-NQ/TU", "05nqtu", "5NQ-TU"]),
        ("Nghị quyết 5-NQ/TU", ["05-NQ/TU", "05nqtu", "5nqtu"]),
    ],
)
def test_numbers_dates_and_symbols_are_found_in_every_notation(text, questions):
    """The match is strict, not a loose match for lack of a better one."""
    other = "Số 15-NQ/TU, 113/2023/QĐ, ngày 7/14/2022 và 126/16."
    for title, body in (("Bài cần tìm", text), ("Bài khác", other)):
        ArticleFactory(title=title, lead="Sáng nay.", body=f"<p>{body}</p>", published=True)

    for typed in questions:
        hits = search(typed)
        assert ([article.title for article in hits[0:5]], hits.query.is_loose) == (["Bài cần tìm"], False), (
            typed
        )


@pytest.mark.parametrize("typed", ["-05-NQ/TU", '-"05-NQ/TU"', "-05nqtu", "-05 - NQ/TU", "-5NQ/TU", "-05-NQ"])
def test_a_document_symbol_can_be_excluded(articles, typed):
    ArticleFactory(title="Phiên thường kỳ khác", body="<p>Số 06-NQ/TU.</p>", published=True)

    assert search_titles(f"phiên thường kỳ {typed}") == ["Phiên thường kỳ khác"]
    assert search_titles(f"{typed} phiên thường kỳ") == ["Phiên thường kỳ khác"]


def test_rerender_renews_outdated_search_entries(articles):
    SearchEntry.objects.update(body="so 05 nq tu 05nqtu", exact="", title="")

    call_command("rerender")

    assert search_titles("5-NQ/TU đảng bộ") == articles[:1]


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
def test_stored_text_in_any_spelling_is_found_by_the_same_words(articles, stored, field):
    ArticleFactory(
        **{"title": "Bài cần tìm", field: f"<p>{stored}</p>" if field == "body" else stored}, published=True
    )
    mine = Article.objects.latest("pk").title
    without_marks = "hoa nhac cua dang uy thuy loi loe"

    for typed in [*SPELLINGS.values(), without_marks, f'"{OLD}"', f'"{NEW}"', f'"{without_marks}"']:
        assert search_titles(typed)[:1] == [mine], typed


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
def test_search_understands_phrases_and_exclusions(articles, typed, numbers):
    assert search_titles(typed) == [articles[number] for number in numbers]


def test_typed_marks_rank_first_and_words_without_marks_find_all(articles):
    assert search_titles("đăng")[0] == articles[1]
    assert search_titles("đảng")[0] == articles[0]
    assert set(search_titles("dang")) == {articles[0], articles[1]}


def test_order_by_time_puts_the_newest_first(articles):
    assert search_titles("hà", order="time") == [articles[2], articles[3]]


def test_search_finds_public_articles_alone():
    ArticleFactory(title="Bản nháp về công viên")
    ArticleFactory(
        title="Hẹn giờ về công viên", publish_at=timezone.now() + timedelta(days=1), published=True
    )

    assert search_titles("công viên") == []


def test_changed_and_deleted_texts_are_no_longer_found(articles):
    article = Article.objects.get(title=articles[2])
    article.title = "Khai mạc giải bóng đá"
    article.save()
    assert search_titles("karaoke") == []
    assert search_titles("bóng đá") == ["Khai mạc giải bóng đá"]

    Article.objects.filter(pk=article.pk).update(title="x")
    article.events.all().delete()
    article.delete()
    assert search_titles("bóng đá") == []


def test_results_are_counted_and_fetched_page_by_page(django_assert_num_queries):
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
        ("Số 05 - NQ/TU", "so 5 nq tu"),
        ("Ðại hội", "dai hoi"),
        ("18:00 ngày 05/06/2023, 1.000.000 đồng", "18 00 ngay 5 6 2023 1 000 000 dong"),
    ],
)
def test_words_are_folded_to_plain_letters(text, expected):
    assert fold_words(text) == expected


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Số 05 - NQ/TU", ["5nqtu"]),
        *((f"Số 05{dash}NQ/TU", ["5nqtu"]) for dash in "-/\u2010\u2011\u2012\u2013\u2014\u2212"),
        ("05NQ/TU, 05-nq/tu, 05 – NQ / TU", ["5nqtu"] * 3),
        ("13/2023/NĐ-CP và 13/2023/NÐ-CP", ["132023ndcp"] * 2 + ["13q2023"] * 2),
        ("08-QĐi/TW, 1813/QĐ-TTg, 12/TTr-UBND", ["8qditw", "1813qdttg", "12ttrubnd"]),
        ("Luật số 31/2024/QH15, Kết luận 21-KL/TW", ["312024qh15", "21kltw", "31q2024"]),
        (
            "Ngày 26/06/2023 - Thành ủy; tháng 6/2023 - THÀNH ỦY; 26/6 - Ban Tuyên giáo; 2023 – Đoàn",
            ["26q6", "6q2023", "26q6q2023", "6q2023", "26q6"],
        ),
        ("5-7/6, 2020 - 2025, 18h30, 5km", ["5q7", "7q6", "5q7q6", "2020q2025"]),
    ],
)
def test_symbols_and_joined_figures_are_indexed_as_single_words(text, keys):
    assert index_text(text) == " ".join([fold_words(text), *keys])


def test_exact_words_keep_marks_in_one_spelling():
    assert lower_words("Hoà bình, THUỶ lợi, bác sỹ") == "hòa bình thủy lợi bác sĩ"


class TestExcerpt:
    def test_found_words_are_marked(self):
        text = "Chiều nay, Thành uỷ họp. " + "Lời dẫn " * 50 + "Nghị quyết về <b>hòa giải</b> được thông qua."

        html = excerpt(text, parse_query("hoà giải nghi quyet"))

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
    def test_words_typed_with_marks_mark_only_the_same_marks(self, typed, marked):
        html = excerpt("Đăng tin về Đảng, mỗi viên gạch.", parse_query(typed))

        assert re.findall("<mark>(.*?)</mark>", html) == marked

    @pytest.mark.parametrize(
        ("typed", "marked"),
        [
            ("05-NQ/TU", "05 NQ TU"),
            ("5nqtu", "05 NQ TU"),
            ("13/2023/NĐ", "13 2023 NĐ CP"),
            ("13/2023", "13 2023"),
            ("7/4/2023", "07 04 2023"),
            ("04/2023", "04 2023"),
            ('"ngày 7/4"', "ngày 07 04"),
            ("tu", "TU"),
        ],
    )
    def test_symbols_and_dates_are_marked_whole_and_similar_ones_are_not(self, typed, marked):
        text = "Trong 7 hay 4 ngày: ngày 07/04/2023, theo Nghị quyết 05\u2011NQ/TU và 13/2023/NĐ-CP; 5 NQ, số 2023."

        assert re.findall("<mark>(.*?)</mark>", excerpt(text, parse_query(typed))) == marked.split()

    def test_excerpt_without_a_match_is_the_beginning(self):
        assert excerpt("Một hai ba", parse_query("bốn")) == "Một hai ba"
        assert excerpt("", parse_query("bốn")) == ""
