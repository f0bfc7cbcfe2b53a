"""Limits in the manuals equal those in the code: each sentence is built from the constants."""

from pathlib import Path

import pytest

from articles import limits as article_limits
from articles.site import pageviews
from articles.syndication.api import filters
from comments import limits
from comments.models import CommentSettings
from newsroom.core import mail, notices
from newsroom.strict_env import SECRET_KEY_LENGTH

DOCS = Path(__file__).parents[2] / "docs"


# Small numbers are words in English text.
WORDS = {3: "three", 10: "ten", 20: "twenty"}


def get_default(setting):
    return CommentSettings._meta.get_field(setting).default


SENTENCES = {
    "staff.md": [
        f"không quá {article_limits.LEAD_WORDS} chữ",
        f"Chờ quá {article_limits.OVERDUE_HOURS} giờ",
        f"trong {article_limits.SIMILAR_DAYS} ngày qua",
        f"trong {article_limits.LINK_DAYS} ngày, thu hồi được",
        f"{limits.MAX_UNDOABLE} quyết định gần nhất",
        f"nhiều nhất {limits.LONGEST_BAN_DAYS} ngày",
    ],
    "administrators.md": [
        f"at least {SECRET_KEY_LENGTH} characters",
        f"read more than {notices.KEEP_READ.days} days ago",
        f"| hashes of addresses | {limits.IP_HASH_DAYS} days, or fewer by the settings |",
        f"| comments not shown, junk | {get_default('keep_rejected_days')} days after the decision (setting) |",
        f"| withdrawn comments | {get_default('keep_withdrawn_days')} days (setting) |",
        f"| who liked what | {limits.LIKE_DAYS} days |",
        f"| subscriptions that nobody confirmed | {limits.UNCONFIRMED_PERIOD.days} days |",
        f"| bans | until they end, {limits.LONGEST_BAN_DAYS} days at most |",
        f"acknowledged within {limits.ACKNOWLEDGE_WITHIN} working days",
        f"({WORDS[limits.HELD_IN_BURST]} comments in {WORDS[limits.BURST_PERIOD.seconds // 60]} minutes, "
        f"{WORDS[limits.REFUSED_A_DAY]} a day)",
        f"tried again after {WORDS[mail.RETRY_AFTER.seconds // 60]} minutes; "
        f"after {WORDS[mail.GIVE_UP_AFTER.days]} days it is given up",
        f"{WORDS[limits.CONFIRMATIONS_PER_ADDRESS]} a day to one address at most",
        f"at most {WORDS[limits.CONFIRMATIONS_PER_ADDRESS]} letters that ask to confirm go to one address or for "
        f"one comment, and {WORDS[limits.CONFIRMATIONS_PER_IP]} are asked for from one line",
        f"done within {limits.STOP_WITHIN.days} days",
        f"correcting, deleting within {limits.DO_WITHIN.days}.",
    ],
    "api.md": [f"1 to {filters.MAX_LIMIT}, {filters.DEFAULT_LIMIT} where nothing is said"],
}


@pytest.mark.parametrize(
    ("file", "sentence"),
    [(file, sentence) for file, sentences in SENTENCES.items() for sentence in sentences],
)
def test_manual_states_the_limits_of_the_code(file, sentence):
    text = " ".join((DOCS / file).read_text(encoding="utf-8").split())

    assert sentence in text, f"docs/{file} no longer says: {sentence}"


def test_numbers_spelled_out_in_the_manual_equal_the_code():
    """Mail to readers waits a minute (staff.md); views within the half-hour count once (administrators.md)."""
    assert limits.CONFIRMATION_PERIOD.days == 1  # "in a day"
    assert (limits.SEND_DELAY.seconds, pageviews.REPEAT_WINDOW) == (60, 30 * 60)
