"""The table of decisions: from which states to which, by which right, in which words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from comments.models import WAITING, State


@dataclass(frozen=True, eq=False)
class Decision:
    """One kind of change: its name, from which states to which (None: it stays), and how it is spoken of."""

    name: str
    sources: frozenset
    target: str | None
    label: str  # on the button
    done: str  # after the act and in the timeline
    asks_reason: bool = False
    asks_note: bool = False


SHOWN = frozenset({State.APPROVED})
TURNED_DOWN = frozenset({State.REJECTED, State.SPAM, State.HIDDEN})

APPROVE = Decision("approve", WAITING, State.APPROVED, _("Show"), _("shown"))
REJECT = Decision("reject", WAITING, State.REJECTED, _("Do not show"), _("not shown"), asks_reason=True)
SPAM = Decision("spam", WAITING, State.SPAM, _("Junk"), _("put with the junk"))
HIDE = Decision("hide", SHOWN, State.HIDDEN, _("Hide"), _("hidden"), asks_reason=True, asks_note=True)
REOPEN = Decision(
    "reopen", TURNED_DOWN, State.PENDING, _("Take up again"), _("taken up again"), asks_note=True
)
# What readers reported stays.
KEEP = Decision("keep", SHOWN, None, _("Leave it shown"), _("left shown in spite of reports"))
FEATURE = Decision("feature", SHOWN, None, _("Feature"), _("featured"))
UNFEATURE = Decision("unfeature", SHOWN, None, _("No longer feature"), _("no longer featured"))

DECISIONS = {
    decision.name: decision for decision in (APPROVE, REJECT, SPAM, HIDE, REOPEN, KEEP, FEATURE, UNFEATURE)
}


def is_open(comment, decision):
    """Can this be decided about the comment as it is?"""
    if comment.purged_at or comment.state not in decision.sources:
        return False
    return {
        "keep": comment.open_reports > 0,
        "feature": comment.featured_at is None and comment.parent_id is None,
        "unfeature": comment.featured_at is not None,
    }.get(decision.name, True)


def list_open_decisions(comment):
    return [decision for decision in DECISIONS.values() if is_open(comment, decision)]
