"""Which comments a moderator looks at: the tabs, how many stand in each, and those of one page."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from comments.models import State
from comments.permissions import visible_to
from newsroom.core.parsing import parse_int
from newsroom.core.text import fold

from .acts import FIRST_DECISIONS, HIDE, KEEP, REOPEN
from .replies import comments_with_reply_to_publish

OLDEST, NEWEST = ("created_at", "id"), ("-created_at", "-id")


class Tab(NamedTuple):
    """Comments that ask for the same kind of look. Copies of one text are one card where a decision is open."""

    key: str  # in the address
    label: str
    condition: Callable[[], Q]
    order: tuple = OLDEST
    folds_copies: bool = False  # of what is held each is looked at by itself
    decisions: tuple = ()  # about several at once


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


def get_tab(key):
    """The tab of that key; the first for anything else."""
    return next((tab for tab in TABS if tab.key == key), TABS[0])


class QueueFilter(NamedTuple):
    """What the address of the page narrows the list to."""

    section: str = ""
    article: str = ""
    author_of: str = ""  # a comment: the others of whoever wrote it
    words: str = ""


def filter_comments(user, filters: QueueFilter):
    """The comments that `user` may see, narrowed; those of a purged text have nothing left to look at."""
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


def match_words(words):
    """All of the words in the text or the name, with or without their marks; or the number of a comment."""
    number = parse_int(words)
    found = Q() if number is None else Q(pk=number)
    return found | Q(*(Q(search_text__contains=word) for word in fold(words).split()))


def count_tabs(comments, settings):
    """How many stand in each tab, by key, and how many of the reported ones call for somebody: one query."""
    counts = {tab.key: Count("pk", filter=tab.condition()) for tab in TABS}
    calling = REPORTED.condition() & Q(open_reports__gte=settings.reports_to_call)
    numbers = comments.aggregate(
        calling=Count("pk", filter=calling), **{key.replace("-", "_"): count for key, count in counts.items()}
    )
    return {key: numbers[key.replace("-", "_")] for key in counts}, numbers["calling"]


def load_page(comments, tab, *, number, size):
    """The comments of one page of a tab, with all that a card shows of each, and whether more follow.

    Nothing is counted: a page costs the same among 5 and among 5,000.
    """
    rows = comments.filter(tab.condition())
    if tab.folds_copies:
        rows = exclude_later_copies(rows)
    first = (number - 1) * size
    found = list(for_cards(rows).order_by(*tab.order)[first : first + size + 1])
    return found[:size], len(found) > size


def exclude_later_copies(rows):
    """Of near-copies only the first among `rows`."""
    return rows.filter(
        ~Exists(rows.filter(pk=OuterRef("near_duplicate_of"))),
        ~Exists(rows.filter(near_duplicate_of=OuterRef("near_duplicate_of"), pk__lt=OuterRef("pk"))),
    )


def for_cards(comments):
    """With all that a card shows of the comment itself and of what it answers: one query."""
    return comments.select_related(
        "article__section", "parent", "answers_to", "reason", "decided_by", "claimed_by", "official_reply"
    )
