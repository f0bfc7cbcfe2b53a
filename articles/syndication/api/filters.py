"""The query parameters of the list of articles: filters, page size, and the cursor of the next page."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from articles.models import Article, SectionTree
from articles.models.querysets import ArticleQuerySet
from newsroom.core.cursors import decode_moment, encode_moment
from newsroom.core.dateformat import local_midnight
from newsroom.core.parsing import parse_int

from .responses import QueryError

MAX_LIMIT, DEFAULT_LIMIT = 100, 20  # articles of one page
CURSOR = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")  # microseconds since 1970, the number of the article


def filter_section(articles: ArticleQuerySet, value: str, tree: SectionTree) -> ArticleQuerySet:
    section = tree.find_by_slug(value)
    if section is None:
        raise QueryError(gettext("There is no section “%(slug)s”.") % {"slug": value})
    return articles.filter_by_section(section)


def filter_author(articles: ArticleQuerySet, value: str, tree: SectionTree) -> ArticleQuerySet:
    return articles.filter_by_byline(author=parse_number(value))


def filter_topic(articles: ArticleQuerySet, value: str, tree: SectionTree) -> ArticleQuerySet:
    return articles.filter(topics=parse_number(value))


def filter_first_day(articles: ArticleQuerySet, value: str, tree: SectionTree) -> ArticleQuerySet:
    return articles.filter(publish_at__gte=parse_day_start(value))


def filter_last_day(articles: ArticleQuerySet, value: str, tree: SectionTree) -> ArticleQuerySet:
    return articles.filter(publish_at__lt=parse_day_start(value, days=1))


def filter_cursor(articles: ArticleQuerySet, value: str, tree: SectionTree) -> ArticleQuerySet:
    """The articles after the cursor in the list. It is a key, so that the last page costs what the first one does."""
    match = CURSOR.fullmatch(value)
    if not match:
        sentence = gettext("“%(value)s” is no cursor. Take it from “next” of the page before.")
        raise QueryError(sentence % {"value": value})
    moment, pk = decode_moment(int(match[1])), int(match[2])
    return articles.filter(Q(publish_at__lt=moment) | Q(publish_at=moment, pk__lt=pk))


def article_cursor(article: Article) -> str:
    return f"{encode_moment(article.publish_at)}-{article.pk}"


# The names in the URL: the function that filters, its JSON Schema and its description in the OpenAPI document.
FILTERS = {
    "chuyen-muc": (
        filter_section,
        {"type": "string"},
        "Đường dẫn (slug) của chuyên mục; tính cả chuyên mục con.",
    ),
    "tac-gia": (filter_author, {"type": "integer"}, "Số của tác giả (authors.id)."),
    "chuyen-de": (filter_topic, {"type": "integer"}, "Số của chuyên đề (topics.id)."),
    "tu": (
        filter_first_day,
        {"type": "string", "format": "date"},
        "Đăng từ ngày này (năm-tháng-ngày, giờ Việt Nam).",
    ),
    "den": (filter_last_day, {"type": "string", "format": "date"}, "Đăng đến hết ngày này."),
    "truoc": (
        filter_cursor,
        {"type": "string", "pattern": f"^{CURSOR.pattern}$"},
        "Con trỏ, lấy từ next của trang trước.",
    ),
}
LIMIT = "gioi-han"


def apply_filters(articles: ArticleQuerySet, query: QueryDict, tree: SectionTree) -> ArticleQuerySet:
    """The articles that match all filters of the query. Raises QueryError."""
    for name, value in check_parameters(query, {*FILTERS, LIMIT}).items():
        if name != LIMIT:
            articles = FILTERS[name][0](articles, value, tree)
    return articles


def parse_limit(query: QueryDict) -> int:
    """The size of a page. Raises QueryError."""
    limit = parse_int(query.get(LIMIT, str(DEFAULT_LIMIT)))
    if limit is None or not 1 <= limit <= MAX_LIMIT:
        raise QueryError(
            gettext("“%(name)s” is a number from 1 to %(most)s.") % {"name": LIMIT, "most": MAX_LIMIT}
        )
    return limit


def check_parameters(query: QueryDict, known: Iterable[str]) -> dict[str, str]:
    """The parameters by name. Raises QueryError for an unknown or a repeated one: ignoring it would answer another
    question than was asked.
    """
    for name, values in query.lists():
        if name not in known:
            raise QueryError(gettext("There is no parameter “%(name)s”.") % {"name": name})
        if len(values) > 1:
            raise QueryError(gettext("“%(name)s” is given twice.") % {"name": name})
    return {name: str(value) for name, value in query.items()}


def parse_number(value: str) -> int:
    number = parse_int(value)
    if number is None:
        raise QueryError(gettext("“%(value)s” is no number.") % {"value": value})
    return number


def parse_day_start(value: str, days: int = 0) -> datetime:
    """Local midnight of a day written as 2026-11-25, or of the day `days` later, in UTC. Raises QueryError."""
    try:
        day = parse_date(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
        day = day and day + timedelta(days=days)
        start: Any = day and local_midnight(day)
        return start.astimezone(UTC)
    except (ValueError, OverflowError, AttributeError):
        raise QueryError(gettext("“%(value)s” is no date such as 2026-11-25.") % {"value": value}) from None
