"""What a list was asked for: filters, how many, and after which article to go on."""

import re
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from articles.models import Article
from newsroom.core.dateformat import local_midnight
from newsroom.core.parsing import parse_int

from .responses import QueryError

MOST, USUAL = 100, 20
CURSOR = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")  # microseconds since 1970, the number of the article
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def in_section(articles, value, tree):
    section = next((each for each in tree.by_id.values() if each.slug == value), None)
    if section is None:
        raise QueryError(gettext("There is no section “%(slug)s”.") % {"slug": value})
    return articles.in_sections(tree.ids_under(section.pk))


def by_author(articles, value, tree):
    signed = Article.objects.public().filter(bylines__author=number(value)).values("pk")
    return articles.filter(pk__in=signed)


def on_topic(articles, value, tree):
    return articles.filter(topics=number(value))


def since(articles, value, tree):
    return articles.filter(publish_at__gte=midnight(value))


def until(articles, value, tree):
    return articles.filter(publish_at__lt=midnight(value, days=1))


def after(articles, value, tree):
    """Those older than the article that the cursor names: a key, so the last page costs what the first does."""
    found = CURSOR.fullmatch(value)
    if not found:
        sentence = gettext("“%(value)s” is no cursor. Take it from “next” of the page before.")
        raise QueryError(sentence % {"value": value})
    moment, pk = EPOCH + int(found[1]) * MICROSECOND, int(found[2])
    return articles.filter(Q(publish_at__lt=moment) | Q(publish_at=moment, pk__lt=pk))


def cursor_of(article):
    return f"{(article.publish_at - EPOCH) // MICROSECOND}-{article.pk}"


# The names in the address, what each does, and how the OpenAPI document speaks of it.
FILTERS = {
    "chuyen-muc": (
        in_section,
        {"type": "string"},
        "Đường dẫn (slug) của chuyên mục; tính cả chuyên mục con.",
    ),
    "tac-gia": (by_author, {"type": "integer"}, "Số của tác giả (authors.id)."),
    "chuyen-de": (on_topic, {"type": "integer"}, "Số của chuyên đề (topics.id)."),
    "tu": (since, {"type": "string", "format": "date"}, "Đăng từ ngày này (năm-tháng-ngày, giờ Việt Nam)."),
    "den": (until, {"type": "string", "format": "date"}, "Đăng đến hết ngày này."),
    "truoc": (
        after,
        {"type": "string", "pattern": f"^{CURSOR.pattern}$"},
        "Con trỏ, lấy từ next của trang trước.",
    ),
}
LIMIT = "gioi-han"


def narrowed(articles, query, tree):
    """The articles asked for. Raises QueryError for what cannot be asked."""
    for name, value in given(query, {*FILTERS, LIMIT}).items():
        if name != LIMIT:
            articles = FILTERS[name][0](articles, value, tree)
    return articles


def limit_of(query):
    limit = parse_int(query.get(LIMIT, str(USUAL)))
    if limit is None or not 1 <= limit <= MOST:
        raise QueryError(
            gettext("“%(name)s” is a number from 1 to %(most)s.") % {"name": LIMIT, "most": MOST}
        )
    return limit


def given(query, known):
    """The parameters; a wrong or a double one is an error, as an answer to another question would be."""
    for name, values in query.lists():
        if name not in known:
            raise QueryError(gettext("There is no parameter “%(name)s”.") % {"name": name})
        if len(values) > 1:
            raise QueryError(gettext("“%(name)s” is given twice.") % {"name": name})
    return query.dict()


def number(value):
    found = parse_int(value)
    if found is None:
        raise QueryError(gettext("“%(value)s” is no number.") % {"value": value})
    return found


def midnight(value, days=0):
    """The beginning of a day here, or of one after it."""
    try:
        day = parse_date(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
        day = day and day + timedelta(days=days)
        start = day and local_midnight(day)
        return start.astimezone(UTC)
    except (ValueError, OverflowError, AttributeError):
        raise QueryError(gettext("“%(value)s” is no date such as 2026-11-25.") % {"value": value}) from None
