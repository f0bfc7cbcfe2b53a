"""The queue of moderators: its tabs, filters, counts and pages."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from comments.models import Comment, CommentSettings, State
from comments.permissions import visible_to
from newsroom.core.accounts import User
from newsroom.core.parsing import parse_int
from newsroom.core.text import fold

from .acts import FIRST_DECISIONS, HIDE, KEEP, REOPEN, Decision
from .replies import comments_with_reply_to_publish

OLDEST, NEWEST = ("created_at", "id"), ("-created_at", "-id")


class Tab(NamedTuple):
    """A tab of the queue: the comments that satisfy its condition, in its order."""

    key: str  # in the URL
    label: str | Promise
    condition: Callable[[], Q]
    order: tuple[str, ...] = OLDEST
    folds_copies: bool = False  # near-duplicates are one card; held comments are checked one by one
    decisions: tuple[Decision, ...] = ()  # about all that are ticked


TABS = [
    Tab(
        "cho-duyet",
        _("To decide"),
        lambda: Q(state=State.PENDING),
        folds_copies=True,
        decisions=FIRST_DECISIONS,
    ),
    Tab("bi-giu", _("Held"), lambda: Q(state=State.HELD), decisions=FIRST_DECISIONS),
    Tab(
        "bi-bao",
        _("Reported"),
        lambda: Q(state=State.APPROVED, open_reports__gt=0),
        order=("-open_reports", "id"),
        decisions=(KEEP, HIDE),
    ),
    Tab("da-dang", _("On the site"), lambda: Q(state=State.APPROVED), order=NEWEST, decisions=(HIDE,)),
    Tab(
        "khong-dang",
        _("Not on the site"),
        lambda: Q(state__in=[State.REJECTED, State.HIDDEN]),
        order=NEWEST,
        decisions=(REOPEN,),
    ),
    Tab("rac", _("Junk box"), lambda: Q(state=State.SPAM), order=NEWEST, decisions=(REOPEN,)),
    Tab(
        "cho-tra-loi",
        _("Replies to publish"),
        lambda: Q(pk__in=comments_with_reply_to_publish().values("pk")),
    ),
]
REPORTED = TABS[2]


def get_tab(key: str | None) -> Tab:
    """The tab with this key; the first one for an unknown key."""
    return next((tab for tab in TABS if tab.key == key), TABS[0])


class QueueFilter(NamedTuple):
    """The filters in the URL of the queue: ids as typed, or "" for no filter."""

    section: str = ""
    article: str = ""
    author_of: str = ""  # the id of a comment: all comments of its author
    words: str = ""


def filter_comments(user: User, filters: QueueFilter) -> QuerySet[Comment]:
    """The comments that `user` may see and that pass the filters. Purged comments are left out."""
    seen = visible_to(user).filter(purged_at=None)
    comments = seen
    if (section := parse_int(filters.section)) is not None:
        under = Section.objects.subtree(*Section.objects.filter(pk=section))
        comments = comments.filter(article__section__in=under.values("pk"))
    if (article := parse_int(filters.article)) is not None:
        comments = comments.filter(article=article)
    if (other := parse_int(filters.author_of)) is not None:
        author = seen.filter(pk=other).exclude(author_hash="").values("author_hash")
        comments = comments.filter(author_hash__in=author)
    return comments.filter(match_words(filters.words)) if filters.words else comments


def match_words(words: str) -> Q:
    """A condition: all words stand in the text or the name, ignoring diacritics; or the comment has this number."""
    number = parse_int(words)
    has_number = Q() if number is None else Q(pk=number)
    return has_number | Q(*(Q(search_text__contains=word) for word in fold(words).split()))


def count_tabs(comments: QuerySet[Comment], settings: CommentSettings) -> tuple[dict[str, int], int]:
    """Count the comments in each tab, by key, and those with `reports_to_call` reports or more: one query."""
    counts = {tab.key: Count("pk", filter=tab.condition()) for tab in TABS}
    calling = REPORTED.condition() & Q(open_reports__gte=settings.reports_to_call)
    numbers = comments.aggregate(
        calling=Count("pk", filter=calling), **{key.replace("-", "_"): count for key, count in counts.items()}
    )
    return {key: numbers[key.replace("-", "_")] for key in counts}, numbers["calling"]


def load_page(comments: QuerySet[Comment], tab: Tab, *, number: int, size: int) -> tuple[list[Comment], bool]:
    """Load page `number` (from 1) of a tab, and whether more comments follow.

    Nothing is counted: a page costs the same among 5 and among 5,000 comments.
    """
    rows = comments.filter(tab.condition())
    if tab.folds_copies:
        rows = exclude_later_copies(rows)
    first = (number - 1) * size
    found = list(for_cards(rows).order_by(*tab.order)[first : first + size + 1])
    return found[:size], len(found) > size


def exclude_later_copies(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Keep only the first of each group of near-duplicates among `rows`."""
    return rows.filter(
        ~Exists(rows.filter(pk=OuterRef("near_duplicate_of"))),
        ~Exists(rows.filter(near_duplicate_of=OuterRef("near_duplicate_of"), pk__lt=OuterRef("pk"))),
    )


def for_cards(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Load with each comment what its card shows of it and of the comment that it answers: one query."""
    return comments.select_related(
        "article__section", "parent", "answers_to", "reason", "decided_by", "claimed_by", "official_reply"
    )
