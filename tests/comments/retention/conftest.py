import pytest
import time_machine

from comments import moderation
from comments.mail import subscriptions
from tests.comments.conftest import HERE

from .traces import EARLIER, EMAIL, NAME, NOW, WORDS


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def comment(article, send):
    """Return a comment with every kind of personal data."""
    made, _secret = send(article, EARLIER, name=NAME, email=EMAIL)
    moderation.edit_by_author(made, name=NAME, body=WORDS)
    subscriptions.update_subscription(
        made, email=EMAIL, kinds=["on_decision", "on_reply", "on_answer"], ip=HERE
    )
    subscriptions.confirm_subscription(made.subscription)
    made.refresh_from_db()
    return made
