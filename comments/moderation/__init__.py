"""The only door through which a comment changes its state.

Every act asks permission, locks the row, compares versions, and seals one event. The moderators' screen, bulk
decisions, the readers' status page, commands and tests all come through here. (New ones come in by `reception`.)
"""

from .base import lock_comment, lock_comments, record, take, update_comment_counts
from .by_readers import edit_by_author, may_edit, may_withdraw, withdraw
from .decisions import (
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
from .transitions import decide, edit, list_undoable, parse_batch, undo

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
