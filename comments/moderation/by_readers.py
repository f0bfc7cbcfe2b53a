"""Acts of authors on their own comments, through the secret link. Authors have no account: events have no `by`."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comments.errors import TooLate
from comments.intake import near_duplicates, texts
from comments.intake.hold_reasons import find_text_reasons
from comments.intake.word_rules import match_rules
from comments.limits import EDITABLE_FOR
from comments.models import Comment, CommentSettings, ModerationEvent, Revision, State

from .acts import EDIT_BY_AUTHOR, WITHDRAW, is_open
from .base import lock_comment, lock_with_copies, record


def may_edit(comment: Comment, at: datetime | None = None) -> bool:
    at = at or timezone.now()
    return is_open(comment, EDIT_BY_AUTHOR) and at < comment.created_at + EDITABLE_FOR


def may_withdraw(comment: Comment) -> bool:
    return is_open(comment, WITHDRAW)


@transaction.atomic
def edit_by_author(comment: Comment, *, name: str, body: str, at: datetime | None = None) -> ModerationEvent:
    """Change name and text while the comment waits, within EDITABLE_FOR. Raises TooLate or ValidationError."""
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
    reasons = find_text_reasons(name, body, rules)
    locked.hold_reasons = list(dict.fromkeys([*locked.hold_reasons, *reasons]))
    if locked.hold_reasons and locked.is_waiting:
        locked.state = State.HELD  # a clean text never releases a comment that was held
    locked.word_rules.add(*rules)
    return record(locked, EDIT_BY_AUTHOR, source=source, by=None, at=at, rules=rules)


@transaction.atomic
def withdraw(comment: Comment, *, at: datetime | None = None) -> ModerationEvent:
    """Take a comment off the site for good. If it has replies, a placeholder stays. Raises TooLate."""
    locked = lock_comment(comment.pk)
    if not may_withdraw(locked):
        raise TooLate
    source, locked.state = locked.state, State.WITHDRAWN
    locked.featured_at = None
    return record(locked, WITHDRAW, source=source, by=None, at=at)
