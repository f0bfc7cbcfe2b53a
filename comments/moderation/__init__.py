"""The only door through which a comment changes its state.

Every act asks permission, locks the row, compares versions, and seals one event. The moderators' screen, bulk
decisions, the readers' status page, commands and tests all come through here. (New ones come in by `reception`.)
"""

from .base import locked_row, locked_rows, record, recount, take
from .by_readers import edit_own, may_edit, may_withdraw, withdraw
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
    open_decisions,
)
from .transitions import batch_of, decide, edit, undo, undoable

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
    "batch_of",
    "decide",
    "edit",
    "edit_own",
    "is_open",
    "locked_row",
    "locked_rows",
    "may_edit",
    "may_withdraw",
    "open_decisions",
    "record",
    "recount",
    "take",
    "undo",
    "undoable",
    "withdraw",
]
