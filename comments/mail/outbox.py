"""Queue and cancel the mails that follow decisions and official replies. `letters` composes and sends them.

Only confirmed addresses get mails.
"""

from datetime import datetime

from comments.limits import SEND_DELAY
from comments.models import Comment, Mail, ModerationEvent, State
from comments.models.subscription import MailKind
from comments.thread.author_status import STATUS_OF_STATE, AuthorStatus

MAIL_KINDS = {
    AuthorStatus.WAITING: MailKind.REOPENED,
    AuthorStatus.SHOWN: MailKind.SHOWN,
    AuthorStatus.NOT_SHOWN: MailKind.NOT_SHOWN,
}


def queue_mails(event: ModerationEvent, *, at: datetime) -> None:
    """Queue the mails that follow from a decision: to its author, and to the author of the comment it replies to."""
    comment = event.comment
    if event.act == "approve":
        _queue(comment, "on_decision", MailKind.SHOWN, event, at)
        if comment.answers_to:
            _queue(comment.answers_to, "on_reply", MailKind.REPLY, event, at)
    if event.act in ("reject", "hide"):
        _queue(comment, "on_decision", MailKind.NOT_SHOWN, event, at)
    if event.act in ("reopen", "undo"):
        _queue_correction(comment, event, at)


def queue_answer_mails(event: ModerationEvent, *, at: datetime) -> None:
    """Queue the mail that says that the office has published its reply."""
    _queue(event.comment, "on_answer", MailKind.ANSWER, event, at)


def cancel_mails(event: ModerationEvent) -> None:
    """Delete the mails of this event that have not been sent."""
    Mail.objects.filter(event_number=event.number, sent_at=None).delete()


def _queue(comment: Comment, choice: str, kind: MailKind, event: ModerationEvent, at: datetime) -> None:
    """Queue one mail if the subscriber is confirmed and has made this `choice` (a field of Subscription)."""
    subscription = getattr(comment, "subscription", None)
    if subscription and subscription.confirmed_at and getattr(subscription, choice):
        Mail.objects.create(
            subscription=subscription, kind=kind, event_number=event.number, due_at=at + SEND_DELAY
        )


def _queue_correction(comment: Comment, event: ModerationEvent, at: datetime) -> None:
    """Send a correction to readers whose last mail is no longer true; no mail to those who got none."""
    sent = Mail.objects.filter(
        subscription__comment=comment, sent_at__isnull=False, kind__in=MAIL_KINDS.values()
    )
    last, kind = sent.order_by("-sent_at", "-pk").first(), _current_mail_kind(comment)
    if last and kind and last.kind != kind:
        _queue(comment, "on_decision", kind, event, at)


def _current_mail_kind(comment: Comment) -> MailKind | None:
    """The mail that is true in the present state; None for junk, so that its sender learns nothing."""
    if comment.state == State.SPAM:
        return None
    return MAIL_KINDS.get(STATUS_OF_STATE[State(comment.state)])
