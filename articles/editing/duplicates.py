"""Is somebody writing about this already? A guard to be asked before an article is submitted."""

import re
from collections import Counter
from datetime import timedelta

from django.db.models import Q

from articles.models import Article
from articles.permissions import visible_to
from newsroom.core.text import fold, normalize, unify_tones

WINDOW = timedelta(days=30)
NEWEST = 2_000
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
ALIKE = 0.8
WORD = re.compile(r"\w+")
NUMERAL = re.compile(r"\d\w*|[IVXL]+")
# What stands after these counts too: thứ hai, tháng Tư, lần đầu.
COUNTED = {"thứ", "tháng", "quý", "lần", "khóa", "đợt", "kỳ"}


def similar(article: Article, *, by, at) -> list[Article]:
    """Articles of the last 30 days that `by` may see and whose title is the same or nearly, newest first.

    Marks and capitals do not matter. Titles that differ in a number ("tháng 5", "tháng 6") or in a name
    ("phường Nam Hà", "phường Bắc Hà") tell of different events. One query; of the newest 2,000 articles.
    """
    return similar_to_each([article], by=by, at=at)[0]


def similar_to_each(articles, *, by, at) -> list[list[Article]]:
    """The same for several articles, in their order, with one query."""
    since = at - WINDOW
    recent = Q(created_at__gte=since) | Q(publish_at__gte=since)
    others = visible_to(by).on_the_desk().filter(recent, replaces=None)
    others = others.only("title", "state", "publish_at", "created_at").order_by("-id")[:NEWEST]
    titles = [(other, Title(other.title)) for other in others]
    return [
        [other for other, its_title in titles if other.pk not in itself(article) and title.is_like(its_title)]
        for article, title in ((article, Title(article.title)) for article in articles)
    ]


def itself(article):
    """The article, and the one that it replaces where it is a new version of another."""
    return {article.pk, article.replaces_id} - {None}


class Title:
    """A title as it is compared."""

    def __init__(self, text):
        words = [word.lstrip("0") or "0" for word in WORD.findall(unify_tones(normalize(text)))]
        self.folded = fold(" ".join(words))
        self.syllables = set(self.folded.split())
        self.numbers = Counter(numbers(words))
        # With their marks: "Nam Hà" is no name that "đầu năm" holds.
        self.marked = {word.lower() for word in words}
        names = [] if text.isupper() else words[1:]
        self.names = {word.lower() for word in names if word[0].isupper()}

    def is_like(self, other):
        if not self.folded or self.folded == other.folded:
            return bool(self.folded)
        common = len(self.syllables & other.syllables)
        if common < ALIKE * len(self.syllables | other.syllables):
            return False
        return not self._counts_otherwise(other) and not self._names_another(other)

    def _counts_otherwise(self, other):
        return bool(self.numbers and other.numbers) and self.numbers != other.numbers

    def _names_another(self, other):
        """Each has a name that the other lacks; a word that is merely added or left out names nobody else."""
        return bool(self.names - other.marked) and bool(other.names - self.marked)


def numbers(words):
    for before, word in zip(["", *words], words, strict=False):
        if NUMERAL.fullmatch(word) or before.lower() in COUNTED:
            yield fold(word)
