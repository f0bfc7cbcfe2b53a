"""What a careful reader would stumble over in a Vietnamese text: doubled words, dates that do not add up.

Every function takes plain text (NFC), runs in time linear in its length, and gives the words it found.
"""

import re
from datetime import date
from typing import NamedTuple

# Words that nobody doubles on purpose. Doubling is grammar in Vietnamese ("xanh xanh", "ngày ngày", "từ từ",
# "luôn luôn"), so only these count; none of them is doubled in the demo's 42 articles.
NEVER_DOUBLED = frozenset(
    [
        "và",
        "của",
        "các",
        "là",
        "được",
        "trong",
        "những",
        "tại",
        "cho",
        "với",
        "đã",
        "sẽ",
        "bị",
        "bởi",
        "do",
        "ở",
        "về",
        "trên",
        "dưới",
        "theo",
        "để",
        "thì",
        "mà",
        "cũng",
        "rằng",
        "như",
        "đến",
        "khi",
        "hoặc",
        "cùng",
        "nhưng",
        "vào",
        "này",
        "đó",
        "nhằm",
        "qua",
        "cả",
        "hay",
        "vì",
        "nếu",
        "giữa",
        "ngoài",
    ]
)
# "từng bước từng bước" is said on purpose.
SAID_TWICE = frozenset(["từng", "càng", "vừa"])
LONGEST_RUN = 4
PAUSE = re.compile(r"[^\w\s]+|\n+")

NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\w/-])")
SPELLED = re.compile(r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)

WEEKDAYS = {
    **dict(zip(("hai", "ba", "tư", "năm", "sáu", "bảy"), range(6), strict=True)),
    **{str(number + 2): number for number in range(6)},
}
SPOKEN = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
WEEKDAY_AND_DATE = re.compile(
    r"(?P<before>\b\w+\s+)?\b(?:thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ\s+nhật))\b"
    r"\s*[,(]?\s*(?:ngày\s+)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?(?!\d)",
    re.IGNORECASE,
)
# "lần thứ 5 (3/2/2023)" counts, it names no weekday.
COUNTED = {"lần", "khóa", "khoá", "kỳ", "hạng", "bài", "đợt", "năm", "người"}


class WrongWeekday(NamedTuple):
    """A weekday that is not that of its date: the words, and what it should be."""

    words: str
    right: str


def doubled_words(text):
    """Words or runs of words that stand twice in a row by mistake: "của của", "thành phố thành phố"."""
    found = []
    for part in PAUSE.split(text):
        words = part.split()
        lower = [word.lower() for word in words]
        for start, word in enumerate(lower):
            if word in NEVER_DOUBLED and lower[start + 1 : start + 2] == [word]:
                found.append(" ".join(words[start : start + 2]))
            for length in range(2, LONGEST_RUN + 1):
                run = lower[start : start + length]
                is_twice = run == lower[start + length : start + 2 * length]
                if is_twice and len(set(run)) > 1 and run[0] not in SAID_TWICE:
                    found.append(" ".join(words[start : start + 2 * length]))
    return found


def date_styles(text):
    """One example of each way in which full dates are written, if there is no single way that fits them all.

    05/6/2023 is right by Decree 30/2020 (days below 10 and the months 1 and 2 have a zero); 05/06/2023 and
    5/6/2023 are others. A date such as 26/12/2023 fits all three.
    """
    examples = {}
    fitting = {"decree", "padded", "bare"}
    for match in NUMERIC.finditer(text):
        day, separator, month, _year = match.groups()
        fitting &= ways_of(day, month)
        examples.setdefault((separator, frozenset(ways_of(day, month))), match[0])
    separators = {separator for separator, _ways in examples}
    if spelled := SPELLED.search(text):
        examples["spelled"] = spelled[0]
    is_mixed = len(separators) > 1 or not fitting or (spelled and separators)
    return list(examples.values()) if is_mixed else []


def ways_of(day, month):
    """The ways of writing zeros that this day and month could follow."""
    return {
        way
        for way, (least_day, least_month) in {"decree": (10, 3), "padded": (10, 10), "bare": (0, 0)}.items()
        if len(day) == (2 if int(day) < least_day else len(str(int(day))))
        and len(month) == (2 if int(month) < least_month else len(str(int(month))))
    }


def impossible_dates(text):
    """Dates that no calendar has: 31/6/2023."""
    return [match[0] for match in NUMERIC.finditer(text) if day_of(match[4], match[3], match[1]) is None]


def wrong_weekdays(text, year):
    """Weekdays that are not those of their dates; a date without its year is read as one of `year`."""
    found = []
    for match in WEEKDAY_AND_DATE.finditer(text):
        if (match["before"] or "").strip().lower() in COUNTED:
            continue
        when = day_of(match["year"] or year, match["month"], match["day"])
        said = 6 if match["sunday"] else WEEKDAYS[match["weekday"].lower()]
        if when and when.weekday() != said:
            words = match[0].removeprefix(match["before"] or "")
            found.append(WrongWeekday(words, SPOKEN[when.weekday()]))
    return found


def day_of(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
