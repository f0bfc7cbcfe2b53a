"""What waits on the desk: the tiles of this room."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from newsroom.core.dashboard import MAX_ROWS, Row, Tile, register_counter, register_tile
from newsroom.core.dateformat import format_date, format_datetime

from .editing.autosave import list_undecided_texts
from .models import WAITING, WRITERS_TURN, Article, Event, Phase, State
from .permissions import approvable_by, in_reach, may, visible_to
from .workflow import SEND_BACK

# Who waits longer than a day is waited for too long.
PATIENCE = timedelta(hours=24)
SHOWN = ["title", "state", "state_since", "publish_at", "due_on", "updated_at", "replaces", "urgent_by"]


def made_of(
    articles, title, note, *, is_late=lambda article: False, is_counted=True, needs_action=False, **filters
):
    """A tile of articles: one or two queries, however many there are."""
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


def turn_of(user):
    """What waits for this person, as a condition on what is visible.

    Counted for every page of the admin: each part of it has an index (a test reads the plan).
    """
    turn = Q(state__in=[])
    if may(user, "review"):
        turn |= Q(state=State.SUBMITTED) & in_reach(user)
    if may(user, "publish"):
        turn |= Q(state=State.AWAITING) & approvable_by(user)
    if may(user, "countersign"):
        # Of an index, SQLite reads "greater than" but not "is not null".
        turn |= Q(urgent_by__gt=0) & ~Q(urgent_by=user) & approvable_by(user)
    return turn


def waiting_for(user):
    """The articles that wait for this person, longest first."""
    return visible_to(user).filter(turn_of(user)).order_by("state_since", "id")


def is_overdue(article, at=None):
    """Past its day, or waiting for longer than a day."""
    at = at or timezone.now()
    if article.due_on and article.due_on < timezone.localdate(at):
        return True
    return article.state in WAITING and at - article.state_since > PATIENCE


def how_long(article):
    words = _("%(state)s, for %(time)s") % {
        "state": _("To be countersigned") if article.urgent_by_id else article.get_state_display(),
        "time": timesince(article.state_since, depth=1),
    }
    return due(words, article)


def due(words, article):
    if not article.due_on:
        return words
    return _("%(words)s · due on %(day)s") % {"words": words, "day": format_date(article.due_on)}


@register_tile
def waiting(user):
    if not (may(user, "review") or may(user, "publish")):
        return None
    state = State.AWAITING if may(user, "publish") else State.SUBMITTED
    return made_of(
        waiting_for(user), _("Waiting for you"), how_long,
        is_late=is_overdue, needs_action=True, **{"trang-thai": state},
    )  # fmt: skip


def returned_to(user):
    """What came back to this person, or was put into these hands after it came back."""
    return own(user).filter(state=State.RETURNED)


@register_counter
def count_waiting_articles(user):
    """How many articles wait for this person."""
    if not may(user, "submit"):
        return 0
    came_back = Q(state=State.RETURNED) & owned_by(user)
    return visible_to(user).filter(turn_of(user) | came_back).count()


@register_tile
def returned(user):
    if not may(user, "submit"):
        return None
    reason = Event.objects.filter(article=OuterRef("pk"), move=SEND_BACK.name).order_by("-id")
    mine = returned_to(user).annotate(why=Subquery(reason.values("reason")[:1]))
    return made_of(
        mine.order_by("state_since"), _("Returned to you"), lambda article: due(article.why or "", article),
        is_late=is_overdue, needs_action=True, **{"trang-thai": State.RETURNED},
    )  # fmt: skip


@register_tile
def drafts(user):
    if not may(user, "submit"):
        return None
    mine = own(user).filter(state=State.DRAFT).order_by("-updated_at", "-id")
    return made_of(
        mine, _("Your drafts"), lambda article: due(format_datetime(article.updated_at), article),
        is_late=is_overdue, **{"trang-thai": State.DRAFT},
    )  # fmt: skip


@register_tile
def unsaved(user):
    """What this person typed and did not save: the article may be out of sight, the text never is."""
    url = reverse("admin:articles_article_mine")
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
def scheduled(user):
    if not may(user, "view"):
        return None
    soon = visible_to(user).for_phase(Phase.SCHEDULED).order_by("publish_at", "id")
    return made_of(
        soon,
        _("Scheduled"),
        lambda article: format_datetime(article.publish_at),
        **{"trang-thai": Phase.SCHEDULED},
    )


@register_tile
def just_published(user):
    if not may(user, "view"):
        return None
    live = visible_to(user).for_phase(Phase.LIVE).newest()
    return made_of(
        live, _("Just published"), lambda article: format_datetime(article.publish_at),
        is_counted=False, **{"trang-thai": Phase.LIVE},
    )  # fmt: skip


def own(user):
    """What this person writes: begun, or put into these hands."""
    return Article.objects.filter(owned_by(user), state__in=WRITERS_TURN)


def owned_by(user):
    return Q(created_by=user) | Q(assignee=user)
