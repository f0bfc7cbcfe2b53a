"""Proofreading: mistakes that are found, and correct Vietnamese that looks similar."""

import re
import unicodedata

import pytest

from newsroom.core.proofreading import (
    find_date_styles,
    find_doubled_words,
    find_impossible_dates,
    find_wrong_weekdays,
)
from newsroom.demo.data import read_json
from newsroom.demo.sample_article import read_sample

SIZE = 200_000


def words_of(row):
    """Return the texts of a demo article, one per line."""
    lines = [row["title"], row.get("lead", "")]
    for block in row["blocks"]:
        ((_kind, content),) = block.items()
        if isinstance(content, dict):
            content = [content["caption"], content["alt"]]
        for part in [content] if isinstance(content, str) else content:
            lines += [part] if isinstance(part, str) else part
    return "\n".join(lines)


SAMPLE = read_sample()
REAL_TEXTS = [
    "\n".join([SAMPLE.title, SAMPLE.lead, *(words for _kind, words in SAMPLE.body)]),
    *map(words_of, read_json("articles")),
]


@pytest.mark.parametrize("text", REAL_TEXTS)
def test_real_articles_give_no_false_alarm(text):
    assert len(text.split()) > 20
    assert find_doubled_words(text) == []
    assert len(find_date_styles(text)) <= 1
    assert find_impossible_dates(text) == []
    assert find_wrong_weekdays(text, year=2023) == []


def test_real_articles_hold_texts_that_could_give_one():
    together = "\n".join(REAL_TEXTS)

    assert len(re.findall(r"\b(\w+) \1\b", together, re.IGNORECASE)) >= 7
    assert len(re.findall(r"[Tt]hứ \w+, \d", together)) >= 3
    assert len(find_date_styles(together)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đây là thành tích của của tập thể.", ["của của"]),
        ("Các các đại biểu đã đã biểu quyết", ["Các các", "đã đã"]),
        ("Nhiệm vụ là là trọng tâm", ["là là"]),
        ("Hội nghị được được tổ chức trong trong hai ngày", ["được được", "trong trong"]),
        ("Ủy ban nhân dân thành phố thành phố đã chỉ đạo", ["thành phố thành phố"]),
        ("Ban Chấp hành Ban Chấp hành Đảng bộ", ["Ban Chấp hành Ban Chấp hành"]),
        ("với với với với", ["với với"]),
        ("và\xa0và", ["và\xa0và"]),
        ("tại tại phường Nam Hà, tại tại xã Thạch Trung", ["tại tại"]),
        ("Ðảng bộ những những năm qua", ["những những"]),
    ],
)
def test_a_doubled_word_is_found(text, found):
    assert find_doubled_words(text) == found
    assert find_doubled_words(unicodedata.normalize("NFD", text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hàng cây xanh xanh, ngày ngày tỏa bóng, đời đời nhớ ơn.",
        "Nhà nhà, người người thi đua; song song với đó, từ từ tháo gỡ.",
        "Rất rất nhiều, luôn luôn, hằng hằng, ầm ầm, đều đều, dần dần, thường thường.",
        "Trong năm năm 2021 - 2025",
        "Hãng hàng không không bay; chuyến bay đến sân bay không không ai biết",
        "Tình hình hiện tại tại phường Nam Hà",
        "Dự án nhà ở ở xã Thạch Trung; quyền tự do do Hiến pháp quy định",
        "Trang thiết bị bị hỏng; hồ sơ kèm theo theo mẫu; bên trong trong tuần này",
        "Những kết quả đạt được được ghi nhận; cánh cò bay là là mặt nước",
        "Nhân dân góp công của của mọi nhà",
        "Ra ra vào vào, cuối cùng cùng nhau về đích",
        "Đây là kết quả của, của chúng ta",
        "đã được. Được sự quan tâm",
        "trồng rừng và\nVà giữ rừng",
        "tại - tại",
        "từng bước từng bước vươn lên, rất nhiều rất nhiều",
        "tuyên truyền, vận động; tuyên truyền miệng",
        "thành phố, thành phố",
        "0239 385 0239 385",
        "",
    ],
)
def test_good_vietnamese_is_no_doubled_word(text):
    assert find_doubled_words(text) == []
    assert find_doubled_words(unicodedata.normalize("NFD", text)) == []


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        ("ngày 26/06/2023 và ngày 26/6/2023", ["26/06/2023", "26/6/2023"]),
        ("26/6/2023, 26-6-2023, 26.6.2023.", ["26/6/2023", "26-6-2023", "26.6.2023"]),
        ("Ngày 26 tháng 6 năm 2023; 27/6/2023", ["Ngày 26 tháng 6 năm 2023", "27/6/2023"]),
        ("05/6/2023 và 5/6/2023", ["05/6/2023", "5/6/2023"]),
        ("05/06/2023, 5/6/2023", ["05/06/2023", "5/6/2023"]),
        ("05/6/2023, 24/07/2023", ["05/6/2023", "24/07/2023"]),
        ("5/06/2023 rồi 6/6/2023", ["5/06/2023", "6/6/2023"]),
    ],
)
def test_mixed_styles_of_dates_are_found(text, examples):
    assert sorted(find_date_styles(text).values()) == sorted(examples)
    assert find_date_styles(unicodedata.normalize("NFD", text)) == find_date_styles(text)


@pytest.mark.parametrize(
    "text",
    [
        "05/6/2023, 26/6/2023, 01/02/2023",  # Decree 30
        "05/06/2023, 26/06/2023, 01/02/2023, 12/11/2023",
        "5/6/2023, 26/6/2023, 12/11/2023",
        "01/02/2023, 15/10/2023",
        "26/6/2023, ngày 26/6 và 05/6",
        "26-6-2023 đến 30-6-2023",
        "Ngày 26 tháng 6 năm 2023, ngày 05 tháng 7 năm 2023",
        "26/6/2023, Nghị định 12-3-2023/NĐ, máy chủ 10.1.1.2023.5, đạt 17/22, tỷ lệ 1/2.2023",
        "Không có ngày nào.",
    ],
)
def test_dates_in_one_style_are_accepted(text):
    assert len(find_date_styles(text)) <= 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Từ ngày 25 đến ngày 31/6, thành phố", ["ngày 31/6"]),
        ("ngày 31/6/2023; 30.02.2024; 29-2-2023", ["31/6/2023", "30.02.2024", "29-2-2023"]),
        ("Ngày 31 tháng 4 năm 2023", ["Ngày 31 tháng 4 năm 2023"]),
        ("Ngày 30 tháng 2, ngày 29/2 năm 2023", ["Ngày 30 tháng 2", "ngày 29/2 năm 2023"]),
        ("26/13/2023 và 00/5/2023", ["26/13/2023", "00/5/2023"]),
        ("1-31/6/2023", ["31/6/2023"]),
    ],
)
def test_dates_that_do_not_exist_are_found(text, found):
    assert find_impossible_dates(text) == found
    assert find_impossible_dates(unicodedata.normalize("NFD", text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/5/2023, 29/02/2024, ngày 29/2, ngày 30 tháng 6 năm 2023",
        "trực suốt ngày 24/24 giờ; 31/6 chi bộ; đạt 15/15 chỉ tiêu",
        "Quyết định 31/6/2023/QĐ, ngày 31.600 lượt, 131/6/2023",
    ],
)
def test_other_numbers_are_no_impossible_dates(text):
    assert find_impossible_dates(text) == []


MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@pytest.mark.parametrize(
    ("text", "words", "weekday"),
    [
        ("Thứ Hai, ngày 27/06/2023 18:15", "Thứ Hai, ngày 27/06/2023", TUESDAY),
        ("họp vào thứ 2 ngày 27-6-2023.", "thứ 2 ngày 27-6-2023", TUESDAY),
        ("Chủ nhật 26/6/2023", "Chủ nhật 26/6/2023", MONDAY),
        ("sáng thứ Sáu (24/6/2023)", "thứ Sáu (24/6/2023", SATURDAY),
        ("diễn ra thứ Sáu, 24/6/2023", "thứ Sáu, 24/6/2023", SATURDAY),
        ("chiều thứ tư, ngày 29 tháng 6 năm 2023", "thứ tư, ngày 29 tháng 6 năm 2023", THURSDAY),
        ("Sáng thứ Sáu, 24/6, đoàn đến", "thứ Sáu, 24/6", SATURDAY),
        ("ngày thứ Bảy 25.6.2023", "thứ Bảy 25.6.2023", SUNDAY),
        ("tối CN 24/6", "CN 24/6", SATURDAY),
        ("(thứ 7, 30/6/2023)", "thứ 7, 30/6/2023", FRIDAY),
        ("8 giờ 30 thứ Ba – 28/6/2023", "thứ Ba – 28/6/2023", WEDNESDAY),
        ("Thứ Hai, ngày 27 tháng 6", "Thứ Hai, ngày 27 tháng 6", TUESDAY),
    ],
)
def test_wrong_weekday_of_a_date_is_found(text, words, weekday):
    assert find_wrong_weekdays(text, year=2023) == [(words, weekday)]
    assert find_wrong_weekdays(unicodedata.normalize("NFD", text), year=2023) == [(words, weekday)]


@pytest.mark.parametrize(
    "text",
    [
        "Thứ Hai, ngày 26/06/2023 18:15",
        "thứ 4 ngày 28-6-2023, Thứ Tư 28/6/2023, thứ 7, 01/7/2023, thứ Bảy (01/7)",
        "Chủ nhật 25/6/2023, CN 25/6",
        "Sáng thứ Sáu, 23/6",
        "Kỳ họp thứ 5, ngày 27/6/2023; lần thứ hai (27/6/2023); đợt thứ 3 ngày 5/6",
        "Sang ngày thứ hai (27/6/2023), hội nghị",
        "KCN 24/6/2023; chi nhánh CN 24/6/2023",
        "thứ Hai, 31/6/2023",
        "Thứ Hai hằng tuần, thứ 2, 4, 6; thứ Năm 2023",
        "thứ Hai\n27/6/2023",
        "thứ Ba, 3/4/5 hộ; thứ Ba, 3.400 hộ",
    ],
)
def test_correct_weekdays_and_ordinals_are_accepted(text):
    assert find_wrong_weekdays(text, year=2023) == []
    assert find_wrong_weekdays(unicodedata.normalize("NFD", text), year=2023) == []


def test_a_date_without_a_year_is_judged_in_the_year_given():
    assert find_wrong_weekdays("thứ Sáu, 23/6", year=2024) == [("thứ Sáu, 23/6", SUNDAY)]
    assert find_wrong_weekdays("thứ Bảy, 23/6") == []


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "của ",
        "thành phố ",
        "1",
        "1/",
        "12/6/",
        "ngày ",
        "thứ ",
        "thứ 2 ",
        "thứ 2 ngày 1/",
        " ",
        "\xa0,",
        "n\n",
    ],
)
def test_long_hostile_text_is_checked_in_time(piece):
    text = (piece * (SIZE // len(piece))) + "thứ Hai, ngày 27/06/2023 của"

    assert len(find_doubled_words(text)) <= 1
    assert len(find_date_styles(text)) <= 2
    assert find_impossible_dates(text) == []
    assert len(find_wrong_weekdays(text, year=2023)) <= 1
