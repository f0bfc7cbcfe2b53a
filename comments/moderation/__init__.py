"""Moderation: decisions, edits, undo, bans, notes, official replies, the queue and its statistics.

The only way to change a comment. Every act locks the row, checks permission and version, and writes one event (`base`,
by the table in `acts`). New comments come in through `comments.intake.reception`.

Imports models, permissions, events, intake, thread and mail of this room, `articles` and `newsroom.core`.
"""

from .actions import decide, edit, list_undoable, parse_batch, undo
from .acts import (
    APPROVE,
    DECISIONS,
    FEATURE,
    HIDE,
    KEEP,
    REJECT,
    REOPEN,
    SPAM,
    UNFEATURE,
    Decision,
    is_open,
    list_open_decisions,
)
from .base import lock_comment, lock_comments, record, take, update_comment_counts
from .by_readers import edit_by_author, may_edit, may_withdraw, withdraw

__all__ = [
    "APPROVE",
    "DECISIONS",
    "Decision",
    "FEATURE",
    "HIDE",
    "KEEP",
    "REJECT",
    "REOPEN",
    "SPAM",
    "UNFEATURE",
    "parse_batch",
    "decide",
    "edit",
    "edit_by_author",
    "is_open",
    "lock_comment",
    "lock_comments",
    "may_edit",
    "may_withdraw",
    "list_open_decisions",
    "record",
    "update_comment_counts",
    "take",
    "undo",
    "list_undoable",
    "withdraw",
]
