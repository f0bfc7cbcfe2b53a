"""The moves that a person is offered, and how one that was chosen is made."""

from articles.models import Article, Event, State
from articles.permissions import may
from newsroom.core.accounts import User

from . import actions, working_copies
from .transitions import MOVES, Move, state_allows

# The function of each move bears its name.
FUNCTIONS = {
    move: getattr(actions, move.name, None) or getattr(working_copies, move.name) for move in MOVES.values()
}


def make_move(article: Article, move: Move, **details) -> Event:
    """Make `move` with `details`: by, version and what else its function takes. Raises what that raises."""
    return FUNCTIONS[move](article, **details)


def available_moves(article: Article, user: User) -> list[Move]:
    """The moves that `user` can make with `article` now, in the order in which they are offered."""
    return [move for move in MOVES.values() if state_allows(article, move) and may(user, move.needs, article)]


def needs_another_approver(article: Article, user: User) -> bool:
    """Could `user` approve what waits here, had somebody else written it?"""
    return (
        article.state == State.AWAITING
        and may(user, "release", article)
        and not may(user, "publish", article)
    )


def approve(article: Article, **details) -> Event:
    """Publish an article, or put a working copy in its place: what approving means for each."""
    return (working_copies.replace if article.is_working_copy else actions.publish)(article, **details)
