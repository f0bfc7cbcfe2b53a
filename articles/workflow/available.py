"""Which function makes which move, and which moves a person is offered."""

from articles.models import State
from articles.permissions import may

from . import transitions
from .moves import (
    COUNTERSIGN,
    PASS_ON,
    PUBLISH,
    PUBLISH_URGENTLY,
    REPLACE,
    REPLACE_AT_ONCE,
    RESTORE,
    SEND_BACK,
    SUBMIT,
    TAKE_DOWN,
    TRASH,
    UNSCHEDULE,
    WITHDRAW,
    is_open,
)
from .working_copies import replace, replace_at_once

ACTS = {
    SUBMIT: transitions.submit,
    WITHDRAW: transitions.withdraw,
    PASS_ON: transitions.pass_on,
    SEND_BACK: transitions.send_back,
    PUBLISH: transitions.publish,
    PUBLISH_URGENTLY: transitions.publish_urgently,
    COUNTERSIGN: transitions.countersign,
    UNSCHEDULE: transitions.unschedule,
    REPLACE: replace,
    REPLACE_AT_ONCE: replace_at_once,
    TAKE_DOWN: transitions.take_down,
    TRASH: transitions.trash,
    RESTORE: transitions.restore,
}


def open_moves(article, user):
    """The moves that `user` can make with `article` now, in the order in which they are offered."""
    return [move for move in ACTS if is_open(article, move) and may(user, move.needs, article)]


def needs_another(article, user):
    """Could `user` approve what waits here, had somebody else written it?"""
    return (
        article.state == State.AWAITING
        and may(user, "release", article)
        and not may(user, "publish", article)
    )


def approve(article, **details):
    """Publish an article, or put a working copy in its place: what approving means for each."""
    return (replace if article.is_working_copy else transitions.publish)(article, **details)
