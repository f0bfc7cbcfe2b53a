"""The tiles of this room on the dashboard of the admin."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from newsroom.core.accounts import User
from newsroom.core.dashboard import MAX_ROWS, Row, Tile, register_counter, register_tile
from newsroom.core.dateformat import format_date, format_datetime

from .editing.autosave import list_undecided_texts
from .models import Article, Phase
from .permissions import may, visible_to
from .workflow.inbox import count_waiting, is_overdue, list_drafts, list_returned, list_waiting

SHOWN = [
    "title",
    "state",
    "state_since",
    "publish_at",
    "due_on",
    "updated_at",
    "replaces",
    "urgent_by",
    "expires_at",
]


def article_tile(
    articles: QuerySet[Article],
    title: str,
    note: Callable[[Article], str],
    *,
    is_late: Callable[[Article], bool] = lambda article: False,
    is_counted: bool = True,
    needs_action: bool = False,
    **filters: str,
) -> Tile:
    """A tile of articles; one or two queries for any number."""
    rows = [
        Row(
            article.title,
            reverse("admin:articles_article_change", args=[article.pk]),
            note(article),
            is_late(article),
        )
        for article in articles.only(*SHOWN)[:MAX_ROWS]
    ]
    count = articles.count() if is_counted and len(rows) == MAX_ROWS else len(rows) * is_counted
    url = reverse("admin:articles_article_changelist")
    return Tile(title, rows, count, f"{url}?{urlencode(filters)}" if filters else url, needs_action)


def describe_wait(article: Article) -> str:
    words = _("%(state)s, for %(time)s") % {
        "state": _("To be countersigned") if article.urgent_by_id else article.phase().label,
        "time": timesince(article.state_since, depth=1),
    }
    return add_due_date(words, article)


def add_due_date(words: str, article: Article) -> str:
    if not article.due_on:
        return words
    return _("%(words)s · due on %(day)s") % {"words": words, "day": format_date(article.due_on)}


@register_tile
def tile_waiting(user: User) -> Tile | None:
    if not (may(user, "review") or may(user, "publish")):
        return None
    phase = Phase.AWAITING if may(user, "publish") else Phase.SUBMITTED
    return article_tile(
        list_waiting(user),
        _("Waiting for you"),
        describe_wait,
        is_late=is_overdue,
        needs_action=True,
        **{"trang-thai": phase},
    )


@register_counter
def count_waiting_articles(user: User) -> int:
    """The number of articles that wait for `user`."""
    if not may(user, "submit"):
        return 0
    return count_waiting(user)


@register_tile
def tile_returned(user: User) -> Tile | None:
    if not may(user, "submit"):
        return None
    return article_tile(
        list_returned(user),
        _("Returned to you"),
        lambda article: add_due_date(article.why or "", article),
        is_late=is_overdue,
        needs_action=True,
        **{"trang-thai": Phase.RETURNED},
    )


@register_tile
def tile_drafts(user: User) -> Tile | None:
    if not may(user, "submit"):
        return None
    return article_tile(
        list_drafts(user),
        _("Your drafts"),
        lambda article: add_due_date(format_datetime(article.updated_at), article),
        is_late=is_overdue,
        **{"trang-thai": Phase.DRAFT},
    )


@register_tile
def tile_unsaved(user: User) -> Tile | None:
    """The unsaved texts of `user`, also of articles that `user` may no longer see."""
    url = reverse("admin:articles_article_my_texts")
    rows = [
        Row(
            str(unsaved_text) or _("Untitled"),
            f"{url}#text-{unsaved_text.pk}",
            _("kept at %(time)s") % {"time": format_datetime(unsaved_text.saved_at)},
        )
        for unsaved_text in list_undecided_texts(user, MAX_ROWS)
    ]
    return Tile(_("Your unsaved texts"), rows, len(rows), url) if rows else None


@register_tile
def tile_scheduled(user: User) -> Tile | None:
    if not may(user, "view"):
        return None
    soon = visible_to(user).for_phase(Phase.SCHEDULED).order_by("publish_at", "id")
    return article_tile(
        soon,
        _("Scheduled"),
        lambda article: format_datetime(article.publish_at),
        **{"trang-thai": Phase.SCHEDULED},
    )


@register_tile
def tile_live(user: User) -> Tile | None:
    if not may(user, "view"):
        return None
    live = visible_to(user).for_phase(Phase.LIVE).newest()
    return article_tile(
        live,
        _("Just published"),
        lambda article: format_datetime(article.publish_at),
        is_counted=False,
        **{"trang-thai": Phase.LIVE},
    )
