"""The table of what is done with comments: a `Decision` is offered as a button to moderators, any other `Act` is not.

`base.take`, `base.record`, the forms and the timeline read every column. To add an act, add a row here and a function
that takes and records it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models import WAITING, Comment, State
from comments.thread.author_status import AuthorStatus, states_with


def always(comment: Comment) -> bool:
    return True


def comment_version(comment: Comment) -> int:
    return comment.version


def reply_version(comment: Comment) -> int:
    """The version of the official reply; 0: there is none."""
    reply = getattr(comment, "official_reply", None)
    return reply.version if reply else 0


def has_draft_reply(comment: Comment) -> bool:
    reply = getattr(comment, "official_reply", None)
    return reply is not None and reply.published_at is None


@dataclass(frozen=True, eq=False, kw_only=True)
class Act:
    """Something that is done with a comment: which right it needs, when it is allowed, and how it is recorded."""

    name: str  # in the chain of events
    done: str | Promise = ""  # in the timeline
    needs: str = ""  # a key of permissions.RULES; "": an act of readers or of the clock
    sources: frozenset[str] = frozenset(State)
    applies: Callable[[Comment], bool] = always  # what the states alone do not tell
    allows_purged: bool = False
    # The version that the person must have seen; None: the act does not depend on what has changed meanwhile.
    version_of: Callable[[Comment], int] | None = None
    asks_reason: bool = False
    asks_note: bool = False
    changes_comment: bool = True  # saved with a new version


@dataclass(frozen=True, eq=False, kw_only=True)
class Decision(Act):
    """A decision of a moderator about one or several comments."""

    label: str | Promise  # on the button
    target: str | None = None  # None: the state stays
    needs: str = "decide"
    version_of: Callable[[Comment], int] | None = comment_version


SHOWN = frozenset({State.APPROVED})
TURNED_DOWN = frozenset({State.REJECTED, State.SPAM, State.HIDDEN})

# --- Decisions, in the order of their buttons ---------------------------------------------------

APPROVE = Decision(name="approve", sources=WAITING, target=State.APPROVED, label=_("Show"), done=_("shown"))
REJECT = Decision(
    name="reject",
    sources=WAITING,
    target=State.REJECTED,
    label=_("Do not show"),
    done=_("not shown"),
    asks_reason=True,
)
SPAM = Decision(name="spam", sources=WAITING, target=State.SPAM, label=_("Junk"), done=_("put with the junk"))
HIDE = Decision(
    name="hide",
    sources=SHOWN,
    target=State.HIDDEN,
    label=_("Hide"),
    done=_("hidden"),
    asks_reason=True,
    asks_note=True,
)
REOPEN = Decision(
    name="reopen",
    sources=TURNED_DOWN,
    target=State.PENDING,
    label=_("Take up again"),
    done=_("taken up again"),
    asks_note=True,
)
KEEP = Decision(
    name="keep",
    sources=SHOWN,
    applies=lambda comment: comment.open_reports > 0,
    label=_("Leave it shown"),
    done=_("left shown in spite of reports"),
)
FEATURE = Decision(
    name="feature",
    sources=SHOWN,
    applies=lambda comment: comment.featured_at is None and comment.parent_id is None,
    label=_("Feature"),
    done=_("featured"),
)
UNFEATURE = Decision(
    name="unfeature",
    sources=SHOWN,
    applies=lambda comment: comment.featured_at is not None,
    label=_("No longer feature"),
    done=_("no longer featured"),
)
DECISIONS = {
    decision.name: decision for decision in (APPROVE, REJECT, SPAM, HIDE, REOPEN, KEEP, FEATURE, UNFEATURE)
}
FIRST_DECISIONS = (APPROVE, REJECT, SPAM)  # about a waiting comment

# --- Other acts of moderators -------------------------------------------------------------------

EDIT = Act(
    name="edit",
    needs="edit",
    sources=WAITING | SHOWN,
    version_of=comment_version,
    done=_("edited by the office"),
)
UNDO = Act(name="undo", needs="decide", version_of=comment_version, done=_("decision taken back"))
# A note between moderators is no event.
NOTE = Act(name="note", needs="note", allows_purged=True, asks_note=True, changes_comment=False)
BAN = Act(
    name="ban",
    needs="ban",
    allows_purged=True,
    asks_note=True,
    changes_comment=False,
    done=_("author stopped from commenting"),
)
END_BAN = Act(
    name="ban_ended",
    needs="ban",
    allows_purged=True,
    changes_comment=False,
    done=_("author allowed to comment again"),
)

# --- Official replies ---------------------------------------------------------------------------

DRAFT_REPLY = Act(
    name="reply_drafted",
    needs="draft_reply",
    sources=SHOWN,
    version_of=reply_version,
    changes_comment=False,
    done=_("official reply drafted"),
)
# Drafting over a published reply: readers do not see it until it is published again.
UNPUBLISH_REPLY = Act(
    name="reply_taken",
    needs="approve_reply",
    sources=SHOWN,
    version_of=reply_version,
    done=_("official reply taken from the site to be changed"),
)
PUBLISH_REPLY = Act(
    name="reply_published",
    needs="approve_reply",
    sources=SHOWN,
    applies=has_draft_reply,
    version_of=reply_version,
    done=_("official reply published"),
)
RETURN_REPLY = Act(
    name="reply_returned",
    needs="approve_reply",
    applies=has_draft_reply,
    allows_purged=True,
    version_of=reply_version,
    asks_note=True,
    changes_comment=False,
    done=_("official reply sent back"),
)

# --- Personal data (comments.retention) ---------------------------------------------------------

HOLD = Act(name="hold", needs="hold", asks_note=True, changes_comment=False, done=_("held for an authority"))
END_HOLD = Act(
    name="hold_ended", needs="hold", allows_purged=True, changes_comment=False, done=_("hold ended")
)
ANONYMISE = Act(name="anonymise", needs="export", done=_("made anonymous"))
EXPORT = Act(
    name="export",
    needs="export",
    allows_purged=True,
    changes_comment=False,
    done=_("data given to the person"),
)

# --- Acts of readers and of the clock -----------------------------------------------------------

RECEIVE = Act(name="receive", done=_("received"))  # recorded by comments.intake.reception
EDIT_BY_AUTHOR = Act(
    name="edit_own", sources=states_with(AuthorStatus.WAITING), done=_("edited by its author")
)
WITHDRAW = Act(
    name="withdraw",
    sources=states_with(AuthorStatus.WAITING, AuthorStatus.SHOWN),
    done=_("withdrawn by its author"),
)
PURGE = Act(name="purge", done=_("text purged"))

ACTS = {act.name: act for act in globals().copy().values() if isinstance(act, Act)}


def is_open(comment: Comment, act: Act) -> bool:
    """Whether `act` is possible with the comment as it is now; permissions are not considered."""
    if comment.purged_at and not act.allows_purged:
        return False
    return comment.state in act.sources and act.applies(comment)


def list_open_decisions(comment: Comment) -> list[Decision]:
    return [decision for decision in DECISIONS.values() if is_open(comment, decision)]
