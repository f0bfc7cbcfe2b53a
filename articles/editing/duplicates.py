"""Duplicates: recent articles with nearly the same title, shown before an article is submitted."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from articles.limits import SIMILAR_DAYS
from articles.models import Article
from articles.permissions import visible_to
from newsroom.core.accounts import User
from newsroom.core.text import fold, normalize, unify_tones

MAX_COMPARED = 2_000
# Share of common syllables from which two titles are of one event. Measured:
#
#   Jaccard  difflib
#     0.92     0.97   Gặp mặt (các) cơ quan báo chí nhân ngày Báo chí Cách mạng Việt Nam
#     0.85     0.92   (Thành phố) khai mạc hè và phát động tháng hành động vì trẻ em
#     0.93     0.55   Ban Tuyên giáo … tổ chức Hội nghị … / Hội nghị … do Ban Tuyên giáo … tổ chức
#     0.78     0.88   Khai mạc / Bế mạc Đại hội Đoàn phường Nam Hà: two events
#     0.75     0.86   Thông báo lịch cắt điện / nước tuần này: two events
#     0.21     0.33   the closest two of the 41 titles of the demo
#
# difflib misses a title turned round and would let 0.88 through, so syllables are compared as a set.
SIMILARITY_THRESHOLD = 0.8
WORD = re.compile(r"\w+")
NUMERAL = re.compile(r"\d\w*|[IVXL]+")
# The word after one of these is a number, too: thứ hai, tháng Tư, lần đầu.
ORDINAL_NOUNS = {"thứ", "tháng", "quý", "lần", "khóa", "đợt", "kỳ"}


def find_similar(article: Article, *, by: User, at: datetime) -> list[Article]:
    """Articles of the last SIMILAR_DAYS that `by` may see and whose title is the same or nearly the same, newest first.

    Marks and capitals do not matter. Titles that differ in a number ("tháng 5", "tháng 6") or in a name
    ("phường Nam Hà", "phường Bắc Hà") are about different events. One query; compares the newest MAX_COMPARED.
    """
    return find_similar_to_each([article], by=by, at=at)[0]


def find_similar_to_each(articles: list[Article], *, by: User, at: datetime) -> list[list[Article]]:
    """The lists of `find_similar` for several articles, in their order, with one query."""
    since = at - timedelta(days=SIMILAR_DAYS)
    recent = Q(created_at__gte=since) | Q(publish_at__gte=since)
    others = visible_to(by).on_the_desk().filter(recent, replaces=None)
    others = others.only("title", "state", "publish_at", "expires_at", "created_at").order_by("-id")[
        :MAX_COMPARED
    ]
    titles = [(other, ComparedTitle(other.title)) for other in others]
    return [
        [
            other
            for other, its_title in titles
            if other.pk not in get_own_ids(article) and title.is_like(its_title)
        ]
        for article, title in ((article, ComparedTitle(article.title)) for article in articles)
    ]


def get_own_ids(article: Article) -> set[int]:
    """The ids of the article and, for a working copy, of the live article."""
    return {pk for pk in (article.pk, article.replaces_id) if pk is not None}


class ComparedTitle:
    """The words, numbers and names of a title, prepared for comparison."""

    def __init__(self, text):
        words = [word.lstrip("0") or "0" for word in WORD.findall(unify_tones(normalize(text)))]
        self.folded = fold(" ".join(words))
        self.syllables = set(self.folded.split())
        self.numbers = Counter(find_numbers(words))
        # With their marks, so that "đầu năm" does not contain the name "Nam Hà".
        self.marked = {word.lower() for word in words}
        names = [] if text.isupper() else words[1:]
        self.names = {word.lower() for word in names if word[0].isupper()}

    def is_like(self, other):
        if not self.folded or self.folded == other.folded:
            return bool(self.folded)
        common = len(self.syllables & other.syllables)
        if common < SIMILARITY_THRESHOLD * len(self.syllables | other.syllables):
            return False
        return not self._has_other_numbers(other) and not self._has_other_names(other)

    def _has_other_numbers(self, other):
        return bool(self.numbers and other.numbers) and self.numbers != other.numbers

    def _has_other_names(self, other):
        """Has each a name that the other lacks? A word that only one of them has does not make another event."""
        return bool(self.names - other.marked) and bool(other.names - self.marked)


def find_numbers(words: list[str]) -> Iterator[str]:
    """Numerals, and words such as "hai" after "thứ"."""
    for before, word in zip(["", *words], words, strict=False):
        if NUMERAL.fullmatch(word) or before.lower() in ORDINAL_NOUNS:
            yield fold(word)
