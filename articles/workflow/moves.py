"""The table of moves: from which states to which, by which right, in which words."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import State


def always(article):
    return True


def is_article(article):
    return not article.is_working_copy


def is_working_copy(article):
    return article.is_working_copy


@dataclass(frozen=True, eq=False)
class Move:
    """One kind of change: its name, the right it needs, from which states to which, and how it is spoken of."""

    name: str
    needs: str
    sources: frozenset
    target: str
    label: str  # on the button
    done: str  # in the timeline and after the act
    asks_reason: bool = False
    applies: Callable = field(default=always)  # what the states alone do not tell


WAITING = frozenset({State.SUBMITTED, State.AWAITING})
UNPUBLISHED = frozenset({State.DRAFT, State.RETURNED}) | WAITING

SUBMIT = Move(
    "submit",
    "submit",
    frozenset({State.DRAFT, State.RETURNED}),
    State.SUBMITTED,
    _("Submit for editing"),
    _("submitted for editing"),
)
WITHDRAW = Move(
    "withdraw",
    "submit",
    frozenset({State.SUBMITTED}),
    State.DRAFT,
    _("Take back"),
    _("taken back by the writer"),
)
PASS_ON = Move(
    "pass_on",
    "review",
    frozenset({State.SUBMITTED}),
    State.AWAITING,
    _("Send for approval"),
    _("sent for approval"),
)
SEND_BACK = Move("send_back", "review", WAITING, State.RETURNED, _("Return"), _("returned"), asks_reason=True)
PUBLISH = Move(
    "publish",
    "publish",
    frozenset({State.AWAITING, State.TAKEN_DOWN}),
    State.PUBLISHED,
    _("Approve and publish"),
    _("published"),
    applies=is_article,
)
PUBLISH_URGENTLY = Move(
    "publish_urgently",
    "publish_urgently",
    UNPUBLISHED,
    State.PUBLISHED,
    _("Publish urgently"),
    _("published urgently"),
    asks_reason=True,
    applies=is_article,
)
COUNTERSIGN = Move(
    "countersign",
    "countersign",
    frozenset({State.PUBLISHED}),
    State.PUBLISHED,
    _("Countersign"),
    _("countersigned"),
    applies=lambda article: article.urgent_by_id is not None,
)
UNSCHEDULE = Move(
    "unschedule",
    "release",
    frozenset({State.PUBLISHED}),
    State.AWAITING,
    _("Cancel the schedule"),
    _("no longer scheduled"),
    applies=lambda article: article.publish_at > timezone.now(),
)
REPLACE = Move(
    "replace",
    "publish",
    frozenset({State.AWAITING}),
    State.MERGED,
    _("Approve and replace the live article"),
    _("put into the live article"),
    applies=is_working_copy,
)
REPLACE_AT_ONCE = Move(
    "replace_at_once",
    "replace_at_once",
    UNPUBLISHED,
    State.MERGED,
    _("Replace the live article now"),
    _("put into the live article without a second person"),
    applies=is_working_copy,
)
TAKE_DOWN = Move(
    "take_down",
    "take_down",
    frozenset({State.PUBLISHED}),
    State.TAKEN_DOWN,
    _("Take down"),
    _("taken down"),
    asks_reason=True,
)
TRASH = Move(
    "trash",
    "trash",
    frozenset({State.DRAFT, State.RETURNED, State.TAKEN_DOWN}),
    State.TRASHED,
    _("Put in the trash"),
    _("put in the trash"),
)
RESTORE = Move(
    "restore",
    "trash",
    frozenset({State.TRASHED}),
    State.DRAFT,  # or taken down: where it came from
    _("Take out of the trash"),
    _("taken out of the trash"),
)

MOVES = {
    move.name: move
    for move in (
        SUBMIT,
        WITHDRAW,
        PASS_ON,
        SEND_BACK,
        PUBLISH,
        PUBLISH_URGENTLY,
        COUNTERSIGN,
        UNSCHEDULE,
        REPLACE,
        REPLACE_AT_ONCE,
        TAKE_DOWN,
        TRASH,
        RESTORE,
    )
}


def is_open(article, move):
    return article.state in move.sources and move.applies(article)
