"""What a careful reader would stumble over, and what he would not."""

import json
from pathlib import Path

import pytest

from newsroom.ground import proofreading

DEMO = Path(__file__).parents[2] / "newsroom/demo/articles.json"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thực hiện nghị quyết của của Thành ủy", ["của của"]),
        ("Các các đồng chí dự hội nghị", ["Các các"]),
        ("trên địa bàn thành phố thành phố Hà Tĩnh", ["thành phố thành phố"]),
        ("tổ chức hội nghị tổ chức hội nghị giao ban", ["tổ chức hội nghị tổ chức hội nghị"]),
        ("Cờ hoa xanh xanh đỏ đỏ, ngày ngày, từ từ, luôn luôn", []),
        ("Đi từng bước từng bước, vừa làm vừa học", []),
        ("nhà nhà, người người thi đua", []),
        ("Việc đó là của họ. Của ai thì người ấy giữ", []),
        ("Báo cáo của, của Ban Thường vụ", []),
        ("", []),
    ],
)
def test_doubled_words(text, found):
    assert proofreading.doubled_words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ngày 26/06/2023 và 5/6/2023", ["26/06/2023", "5/6/2023"]),
        ("Ngày 26/6/2023, sau đó 27-6-2023", ["26/6/2023", "27-6-2023"]),
        ("Ngày 26/6/2023; ngày 27 tháng 6 năm 2023", ["26/6/2023", "ngày 27 tháng 6 năm 2023"]),
        ("Decree 30: 05/6/2023, 26/6/2023, 01/02/2023, 12/12/2023", []),
        ("05/06/2023 và 26/12/2023", []),
        ("5/6/2023 và 26/12/2023", []),
        ("ngày 5 tháng 6 năm 2023 và ngày 26 tháng 6 năm 2023", []),
        ("Nghị định 13/2023/NĐ-CP, ngày 17/4/2023", []),
    ],
)
def test_date_styles(text, found):
    assert proofreading.date_styles(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thứ Hai, ngày 27/06/2023", [("Thứ Hai, ngày 27/06/2023", "thứ Ba")]),
        ("sáng thứ 2 ngày 27-6-2023", [("thứ 2 ngày 27-6-2023", "thứ Ba")]),
        ("Chủ nhật 26/6", [("Chủ nhật 26/6", "thứ Hai")]),
        ("Thứ Hai, ngày 26/06/2023 18:15", []),
        ("sáng thứ Sáu (23/6/2023)", []),
        ("thứ tư 28.6.2023; Thứ Bảy, 24/6; chủ nhật 25/6", []),
        ("họp lần thứ 5 (27/6/2023)", []),
        ("Ra quân “Ngày Chủ nhật xanh”", []),
        ("thứ Hai, ngày 31/6/2023", []),
    ],
)
def test_weekdays(text, found):
    assert proofreading.wrong_weekdays(text, 2023) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("từ 31/6/2023 đến 30/02/2024", ["31/6/2023", "30/02/2024"]), ("29/02/2024, 31/12/2023", [])],
)
def test_impossible_dates(text, found):
    assert proofreading.impossible_dates(text) == found


def strings(value):
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


@pytest.mark.parametrize(
    "article", json.loads(DEMO.read_text(encoding="utf-8")), ids=lambda row: row["title"][:20]
)
def test_no_false_alarm_on_real_texts(article):
    text = "\n".join([article["title"], article.get("lead", ""), *strings(article["blocks"])])
    year = int((article.get("publish_at") or "2023")[:4])

    assert proofreading.doubled_words(text) == []
    assert proofreading.date_styles(text) == []
    assert proofreading.impossible_dates(text) == []
    assert proofreading.wrong_weekdays(text, year) == []


@pytest.mark.parametrize(
    "piece", ["thứ 2 ", "26/06/", "và ", "ngày 26 tháng ", "1" * 50 + "/", "thứ hai, ngày "]
)
def test_a_hostile_text_is_read_to_its_end(piece):
    text = piece * (200_000 // len(piece))

    assert len(proofreading.doubled_words(text)) < len(text)
    assert proofreading.date_styles(text) == []
    assert proofreading.wrong_weekdays(text, 2023) == []
