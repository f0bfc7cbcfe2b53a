"""Proofreading of plain text: doubled words, mixed styles of dates, impossible dates, wrong weekdays.

Pure functions, in linear time. Each returns the exact words that it found (NFC), each wording once, in the order of the
text. A line break ends a sentence.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

# --- Doubled words ------------------------------------------------------------------------------

# Function words that nobody doubles on purpose, each with the syllables after which it may stand twice, because the
# first is the end of another word: "hiện tại | tại phường", "nhà ở | ở xã", "tự do | do Hiến pháp".
# Not in the table, because doubling is good Vietnamese: từ từ, rất rất, luôn luôn, đều đều, hàng không không bay,
# cuối cùng cùng nhau, ra vào vào lúc; and every word of content (xanh xanh, ngày ngày, năm năm, song song).
NEVER_DOUBLED = {
    **dict.fromkeys(("và", "hoặc", "nhưng", "các", "những", "cho", "với"), frozenset()),
    **dict.fromkeys(("đã", "đang", "sẽ", "cũng", "vẫn", "để", "thì", "mà", "rằng"), frozenset()),
    **dict.fromkeys(("vì", "bởi", "nếu", "như"), frozenset()),
    "được": frozenset({"đạt", "thu", "giành", "nhận", "có"}),  # kết quả đạt được | được ghi nhận
    "là": frozenset({"bay"}),  # bay là là mặt nước
    "của": frozenset({"công"}),  # góp công của | của nhân dân
    "bị": frozenset({"thiết", "chuẩn", "trang", "dự", "quân"}),
    "do": frozenset({"tự", "lý", "lí"}),
    "khi": frozenset({"đôi", "nhiều", "lắm"}),
    "ở": frozenset({"nhà", "chỗ", "nơi", "ăn", "đất", "cư"}),
    "tại": frozenset({"hiện", "tồn", "thực", "đương"}),
    "theo": frozenset({"kèm", "tiếp", "đi", "mang"}),
    "trong": frozenset({"bên", "phía"}),
    "trên": frozenset({"bên", "phía", "cấp"}),
    "dưới": frozenset({"bên", "phía", "cấp"}),
}
# First words of runs that may stand twice: "từng bước từng bước", "rất nhiều rất nhiều".
EMPHATIC = {"từng", "rất", "hàng", "mãi", "muôn"}
LONGEST_RUN = 6
# Syllables with only spaces between them. A punctuation mark or a line break ends the stretch.
STRETCH = re.compile(r"\w+(?:[ \xa0]+\w+)*")
WORD = re.compile(r"\w+")


def find_doubled_words(text: str) -> list[str]:
    """Find a function word, or two to six syllables, written twice: "của của", "thành phố thành phố".

    Reduplication (xanh xanh, ngày ngày) is no error, nor is a repetition across a comma, a dash or a line break.
    """
    text = unicodedata.normalize("NFC", text)
    found = {}
    for stretch in STRETCH.finditer(text):
        words = list(WORD.finditer(text, *stretch.span()))
        small = [word[0].lower() for word in words]
        for start, end in sorted(_doubled(small)):
            found.setdefault(text[words[start].start() : words[end - 1].end()])
    return list(found)


def _doubled(words):
    """Yield (start, end) of each doubling; of a longer repetition, the first two runs."""
    for length in range(1, LONGEST_RUN + 1):
        same = 0
        for index in range(length, len(words)):
            same = same + 1 if words[index] == words[index - length] else 0
            start = index + 1 - 2 * length
            if same == length and _is_slip(words, start, length):
                yield start, index + 1


def _is_slip(words, start, length):
    run = words[start : start + length]
    if length == 1:
        before = words[start - 1] if start else ""
        return run[0] in NEVER_DOUBLED and before not in NEVER_DOUBLED[run[0]]
    repeats_itself = any(
        length % part == 0 and run == run[:part] * (length // part) for part in range(1, length)
    )
    return not repeats_itself and run[0] not in EMPHATIC and run[-1] != "lắm" and all(map(str.isalpha, run))


# --- Dates --------------------------------------------------------------------------------------

# 26/6/2023, 26-6-2023, 26.6.2023; not a part of a longer number or of a document's symbol (12/3/2023/NĐ).
IN_FIGURES = re.compile(
    r"(?<!\d)(?<!\d[./])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>[12]\d{3})"
    r"(?![\d/]|[.-]\d)"
)
IN_WORDS = re.compile(
    r"\bngày[ \xa0](?P<day>\d{1,2})[ \xa0]tháng[ \xa0](?P<month>\d{1,2})[ \xa0]năm[ \xa0](?P<year>[12]\d{3})\b",
    re.IGNORECASE,
)
WORDS_STYLE = "ngày d tháng m năm yyyy"
# Ways to write numbers below ten, as (day, month) -> both as written. "Decree 30": annex I of Decree 30/2020, in which
# a day below 10 and the months 1 and 2 take a zero and no other month does: 05/6/2023, 01/02/2023.
PADDINGS = {
    "d/m/yyyy (Decree 30)": lambda day, month: (f"{day:02}", f"{month:02}" if month < 3 else f"{month}"),
    "dd/mm/yyyy": lambda day, month: (f"{day:02}", f"{month:02}"),
    "d/m/yyyy": lambda day, month: (f"{day}", f"{month}"),
}


def find_date_styles(text: str) -> dict[str, str]:
    """Return the styles of the full dates in `text`, each with its first example. More than one: they are mixed.

    Dates that fit one way of padding are one style: 05/6/2023, 26/6/2023 and 01/02/2023 all follow Decree 30. A day
    that does not exist counts, too.
    """
    text = unicodedata.normalize("NFC", text)
    styles = {}
    in_words = IN_WORDS.search(text)
    if in_words:
        styles[WORDS_STYLE] = in_words[0]
    by_mark = {}
    for found in IN_FIGURES.finditer(text):
        by_mark.setdefault(found["mark"], {}).setdefault(found[0], found)
    for mark, dates in by_mark.items():
        for padding, example in _paddings(list(dates.values())).items():
            styles[padding.replace("/", mark)] = example
    return styles


def _paddings(dates):
    """Return the fewest ways of padding that fit these dates, each with its first example."""
    ways = {}
    while dates:
        way, explained = max(
            ((way, [found for found in dates if _is_padded(found, way)]) for way in PADDINGS),
            key=lambda each: len(each[1]),
        )
        if not explained:  # 5/06/2023
            return {**ways, "d/mm/yyyy": dates[0][0]}
        ways[way] = explained[0][0]
        dates = [found for found in dates if not _is_padded(found, way)]
    return ways


def _is_padded(found, way):
    return PADDINGS[way](int(found["day"]), int(found["month"])) == (found["day"], found["month"])


# --- Impossible dates ---------------------------------------------------------------------------

# Without a year only after "ngày" (otherwise 31/6 may be a fraction). "ngày 24/24 giờ" is no date: month 24.
SHORT_DATE = re.compile(
    r"\bngày[ \xa0](?P<day>\d{1,2})(?:/|[ \xa0]tháng[ \xa0])(?P<month>0?[1-9]|1[0-2])"
    r"(?:[ \xa0]năm[ \xa0](?P<year>[12]\d{3}))?(?![\d/]|[.,-]\d)",
    re.IGNORECASE,
)
LEAP_YEAR = 2024


def find_impossible_dates(text: str) -> list[str]:
    """Find dates that do not exist: "31/6/2023", "ngày 30 tháng 2". 29/2 without a year may exist."""
    text = unicodedata.normalize("NFC", text)
    found = [each for pattern in (IN_FIGURES, IN_WORDS, SHORT_DATE) for each in pattern.finditer(text)]
    found.sort(key=lambda each: each.start())
    return list(dict.fromkeys(each[0] for each in found if _date_of(each, LEAP_YEAR) is None))


def _date_of(found, year):
    """Return the date, in `year` when it names no year; None when it does not exist."""
    try:
        return date(int(found.groupdict().get("year") or year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


# --- Weekdays -----------------------------------------------------------------------------------

WEEKDAY_WORDS = {
    **{"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5},
    **{"2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5},
}
SUNDAY = 6
WEEKDAY_AND_DATE = re.compile(
    r"\b(?:thứ[ \xa0](?P<weekday>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<sunday>chủ[ \xa0]nhật|CN))\b"
    r"[ \xa0]{0,2}[,(–-]?[ \xa0]{0,2}(?:ngày[ \xa0]{1,2})?"
    r"(?P<day>\d{1,2})(?:(?P<mark>[/.-])|[ \xa0]tháng[ \xa0])(?P<month>\d{1,2})"
    r"(?:(?(mark)(?P=mark)|[ \xa0]năm[ \xa0])(?P<year>[12]\d{3}))?(?![\d/]|[.,-]\d)",
    re.IGNORECASE,
)
# "Kỳ họp thứ 5, ngày 12/7" and "mũi thứ 2" are ordinals. A weekday stands first, after a mark or a figure, or after
# one of these words.
BEFORE_WEEKDAY = {"sáng", "trưa", "chiều", "tối", "đêm", "khuya", "hôm", "nay", "qua", "vào", "lúc", "giờ"}
BEFORE_WEEKDAY |= {"từ", "đến", "tới", "trước", "sau", "hết", "cả", "và", "hoặc", "là", "ra"}
LAST_WORD = re.compile(r"[^\W\d_]+[ \xa0]+\Z")
LOOK_BACK = 16  # characters; the longest of those words has five


class WrongWeekday(NamedTuple):
    """The words in the text, and the real weekday of the date (0 is Monday)."""

    words: str
    weekday: int


def find_wrong_weekdays(text: str, *, year: int | None = None) -> list[WrongWeekday]:
    """Find weekdays that do not fit their date: "Thứ Hai, ngày 27/06/2023" was a Tuesday.

    A date without a year is taken to lie in `year`; when `year` is None it is not checked. Impossible dates are left
    to `find_impossible_dates`.
    """
    text = unicodedata.normalize("NFC", text)
    found = {}
    for match in WEEKDAY_AND_DATE.finditer(text):
        if not (match["year"] or (year and match["mark"] in ("/", None))) or not _is_weekday(text, match):
            continue
        when = _date_of(match, year)
        written = SUNDAY if match["sunday"] else WEEKDAY_WORDS[match["weekday"].lower()]
        if when and when.weekday() != written:
            found.setdefault(WrongWeekday(match[0], when.weekday()))
    return list(found)


def _is_weekday(text, match):
    """Whether it is a weekday: neither an ordinal ("lần thứ hai") nor another abbreviation CN."""
    if match["sunday"] and match["sunday"] != "CN":
        return match["sunday"].lower() != "cn"
    before = LAST_WORD.search(text[max(0, match.start() - LOOK_BACK) : match.start()])
    word = before[0].strip().lower() if before else ""
    if word == "ngày":  # "ngày thứ Sáu" is a weekday, "ngày thứ hai của hội nghị" counts
        return bool(match["weekday"]) and match["weekday"].istitle()
    return not word or word in BEFORE_WEEKDAY
