"""The status of a comment on its author's page."""

from comments.models import State
from comments.thread.author_status import STATUS_OF_STATE, AuthorStatus, states_with


def test_every_state_has_a_status():
    assert set(STATUS_OF_STATE) == set(State)


def test_junk_and_held_comments_look_like_waiting_ones():
    assert states_with(AuthorStatus.WAITING) == {State.PENDING, State.HELD, State.SPAM}


def test_states_with_several_statuses():
    assert states_with(AuthorStatus.SHOWN, AuthorStatus.NOT_SHOWN) == {
        State.APPROVED,
        State.REJECTED,
        State.HIDDEN,
    }
