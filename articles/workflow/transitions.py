"""The table of acts: a `Move` changes the state of an article, any other `Act` keeps it.

`base.take`, `base.record` and `forms.MoveForm` enforce every column. To add a move, add a row here and a function of
its name to `actions`; forms, buttons and batch actions follow the row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.limits import TRASH_DAYS
from articles.models import APPROVERS_TURN, UNPUBLISHED, WAITING, WRITERS_TURN, Article, Phase, State

from . import notices
from .notices import Announcement


def always(article: Article) -> bool:
    return True


def is_article(article: Article) -> bool:
    return not article.is_working_copy


def is_working_copy(article: Article) -> bool:
    return article.is_working_copy


def state_before_trash(article: Article) -> State:
    return State(article.events.filter(move=TRASH.name).latest().source)


@dataclass(frozen=True, eq=False, kw_only=True)
class Act:
    """Something that a person does with an article: the right it needs and the states in which it can be done."""

    name: str
    needs: str  # a key of permissions.RULES
    sources: frozenset[State]
    applies: Callable[[Article], bool] = always  # a condition beside the state
    asks_reason: bool = False
    asks_version: bool = True  # refused where the article has changed since the person opened it
    done: str | Promise = ""  # in the timeline


class Style(StrEnum):
    """The look of the button of a move: a class of `static/admin/newsroom.css`."""

    PLAIN = "plain"
    ONWARD = "onward"  # green: brings the article nearer to its readers
    GRAVE = "grave"  # an outline only: takes something back or leaves somebody out


@dataclass(frozen=True, eq=False, kw_only=True)
class Move(Act):
    """An act that changes the state."""

    target: State | Callable[[Article], State]  # a function where it depends on the past of the article
    label: str | Promise  # on the button
    style: Style = Style.PLAIN  # of the button
    consequence: str | Promise = ""  # for others: the confirmation page says it
    announces: tuple[Announcement, ...] = ()
    asks_time: bool = False  # the form asks when the article is to be published
    is_reviewed: bool = False  # brings a text before readers: errors stop it, warnings are confirmed
    empties_slots: bool = False  # takes the article from readers: the form names the slots it leaves


TEXT_REPLACED = _("Readers get this text in place of the old one, at the same address.")

SUBMIT = Move(
    name="submit",
    needs="submit",
    sources=WRITERS_TURN,
    target=State.SUBMITTED,
    label=_("Submit for editing"),
    style=Style.ONWARD,
    done=_("submitted for editing"),
    announces=(notices.SUBMITTED,),
)
WITHDRAW = Move(
    name="withdraw",
    needs="submit",
    sources=frozenset({State.SUBMITTED}),
    target=State.DRAFT,
    label=_("Take back"),
    done=_("taken back by the writer"),
)
PASS_ON = Move(
    name="pass_on",
    needs="review",
    sources=frozenset({State.SUBMITTED}),
    target=State.AWAITING,
    label=_("Send for approval"),
    style=Style.ONWARD,
    done=_("sent for approval"),
    announces=(notices.AWAITING,),
)
SEND_BACK = Move(
    name="send_back",
    needs="review",
    sources=WAITING,
    target=State.RETURNED,
    label=_("Return"),
    style=Style.GRAVE,
    consequence=_("The writer gets the article back with what you write here."),
    done=_("returned"),
    asks_reason=True,
    announces=(notices.RETURNED,),
)
PUBLISH = Move(
    name="publish",
    needs="publish",
    sources=APPROVERS_TURN,
    applies=is_article,
    target=State.PUBLISHED,
    label=_("Approve and publish"),
    style=Style.ONWARD,
    done=_("published"),
    announces=(notices.PUBLISHED,),
    is_reviewed=True,
    asks_time=True,
)
PUBLISH_URGENTLY = Move(
    name="publish_urgently",
    needs="publish_urgently",
    sources=UNPUBLISHED,
    applies=is_article,
    target=State.PUBLISHED,
    label=_("Publish urgently"),
    style=Style.GRAVE,
    consequence=_("Readers get it now. It stays marked until somebody else countersigns."),
    done=_("published urgently"),
    asks_reason=True,
    announces=(notices.PUBLISHED, notices.URGENT),
    is_reviewed=True,
)
COUNTERSIGN = Move(
    name="countersign",
    needs="countersign",
    sources=frozenset({State.PUBLISHED}),
    applies=lambda article: article.urgent_by_id is not None,
    target=State.PUBLISHED,
    label=_("Countersign"),
    done=_("countersigned"),
)
UNSCHEDULE = Move(
    name="unschedule",
    needs="release",
    sources=frozenset({State.PUBLISHED}),
    applies=lambda article: article.phase() == Phase.SCHEDULED,
    target=State.AWAITING,
    label=_("Cancel the schedule"),
    style=Style.GRAVE,
    done=_("no longer scheduled"),
    announces=(notices.UNSCHEDULED,),
    empties_slots=True,
)
REPLACE = Move(
    name="replace",
    needs="publish",
    sources=frozenset({State.AWAITING}),
    applies=is_working_copy,
    target=State.MERGED,
    label=_("Approve and replace the live article"),
    style=Style.ONWARD,
    consequence=TEXT_REPLACED,
    done=_("put into the live article"),
    announces=(notices.REPLACED,),
    is_reviewed=True,
)
REPLACE_AT_ONCE = Move(
    name="replace_at_once",
    needs="replace_at_once",
    sources=UNPUBLISHED,
    applies=is_working_copy,
    target=State.MERGED,
    label=_("Replace the live article now"),
    style=Style.ONWARD,
    consequence=TEXT_REPLACED,
    done=_("put into the live article without a second person"),
    announces=(notices.REPLACED,),
    is_reviewed=True,
)
TAKE_DOWN = Move(
    name="take_down",
    needs="take_down",
    sources=frozenset({State.PUBLISHED}),
    target=State.TAKEN_DOWN,
    label=_("Take down"),
    style=Style.GRAVE,
    consequence=_("Readers will no longer see this article. Nothing is deleted."),
    done=_("taken down"),
    asks_reason=True,
    announces=(notices.TAKEN_DOWN,),
    empties_slots=True,
)
TRASH = Move(
    name="trash",
    needs="trash",
    sources=WRITERS_TURN | {State.TAKEN_DOWN},
    target=State.TRASHED,
    label=_("Put in the trash"),
    style=Style.GRAVE,
    consequence=format_lazy(
        _("It can be taken out again. After {days} days it may be deleted for good."), days=TRASH_DAYS
    ),
    done=_("put in the trash"),
    empties_slots=True,
)
RESTORE = Move(
    name="restore",
    needs="trash",
    sources=frozenset({State.TRASHED}),
    target=state_before_trash,
    label=_("Take out of the trash"),
    done=_("taken out of the trash"),
)

# In the order of the buttons.
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

ASSIGN = Act(name="assign", needs="assign", sources=frozenset(State), done=_("put in charge"))
NOTE = Act(
    name="note",
    needs="share",
    sources=frozenset(State),
    asks_reason=True,
    asks_version=False,
    done=_("noted"),
)
BEGIN_CORRECTION = Act(
    name="begin_correction", needs="correct", sources=frozenset({State.PUBLISHED}), asks_version=False
)
DELETE = Act(name="delete", needs="empty_trash", sources=frozenset({State.TRASHED}))

ACTS = {act.name: act for act in (*MOVES.values(), ASSIGN, NOTE, BEGIN_CORRECTION, DELETE)}


def state_allows(article: Article, act: Act) -> bool:
    """Do the state and the condition of the act allow it, whoever does it?"""
    return article.state in act.sources and act.applies(article)
