"""What its author may still do with a comment, by the secret link: no account, so `by` is nobody."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments.errors import TooLate
from comments.intake import hold_reasons, near_duplicates, texts
from comments.intake.word_rules import match_rules, select_holding
from comments.models import CommentSettings, Revision, State
from comments.thread.author_status import AuthorStatus, states_with

from .base import lock_comment, lock_with_copies, record

EDITABLE_FOR = timedelta(minutes=15)
# Junk looks to its author like a waiting comment, also in the actions that are offered.
EDITABLE = states_with(AuthorStatus.WAITING)
WITHDRAWABLE = states_with(AuthorStatus.WAITING, AuthorStatus.SHOWN)


def may_edit(comment, at=None):
    at = at or timezone.now()
    return comment.state in EDITABLE and not comment.purged_at and at < comment.created_at + EDITABLE_FOR


def may_withdraw(comment):
    return comment.state in WITHDRAWABLE and not comment.purged_at


@transaction.atomic
def edit_by_author(comment, *, name, body, at=None):
    """Change the words while nobody has decided, within EDITABLE_FOR of sending. Raises TooLate or ValidationError."""
    at = at or timezone.now()
    lock_with_copies(comment)
    locked = lock_comment(comment.pk)
    if not may_edit(locked, at):
        raise TooLate
    name, body = texts.clean_name(name), texts.clean_body(body, CommentSettings.current().body_length)
    Revision.objects.create(comment=locked, name=locked.name, body=locked.body, at=at)
    source, rules = locked.state, match_rules(f"{name}\n{body}")
    locked.name, locked.body = name, body
    near_duplicates.regroup(locked)
    suspicious = [
        *hold_reasons.find_hold_reasons(name, body),
        *([hold_reasons.HoldReason.WORDS] if select_holding(rules) else []),
    ]
    locked.hold_reasons = list(dict.fromkeys([*locked.hold_reasons, *suspicious]))
    if locked.hold_reasons and locked.is_waiting:
        locked.state = State.HELD  # a clean text never frees one that was held
    locked.word_rules.add(*rules)
    return record(locked, "edit_own", source=source, by=None, at=at, rules=rules)


@transaction.atomic
def withdraw(comment, *, at=None):
    """Take an own comment back; where others have answered it, a line stands in its place. Raises TooLate."""
    locked = lock_comment(comment.pk)
    if not may_withdraw(locked):
        raise TooLate
    source, locked.state = locked.state, State.WITHDRAWN
    locked.featured_at = None
    return record(locked, "withdraw", source=source, by=None, at=at)
