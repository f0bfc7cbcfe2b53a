"""Mails to readers: plain text, confirmed addresses only, and a minute after what they tell of."""

from datetime import timedelta

from comments.models import Mail, State
from comments.models.subscription import MailKind

PAUSE = timedelta(seconds=60)  # an undone decision sends nothing
# What a state means to whoever wrote the comment. Junk means nothing: it teaches nobody anything.
MEANING = {
    State.PENDING: MailKind.REOPENED,
    State.HELD: MailKind.REOPENED,
    State.APPROVED: MailKind.SHOWN,
    State.REJECTED: MailKind.NOT_SHOWN,
    State.HIDDEN: MailKind.NOT_SHOWN,
}


def tell_of(event, *, at):
    """Queue what a decision means for those who asked to hear of it."""
    comment = event.comment
    if event.act == "approve":
        _queue(comment, "on_decision", MailKind.SHOWN, event, at)
        if comment.answers_to_id:
            _queue(comment.answers_to, "on_reply", MailKind.REPLY, event, at)
    if event.act in ("reject", "hide"):
        _queue(comment, "on_decision", MailKind.NOT_SHOWN, event, at)
    if event.act in ("reopen", "undo"):
        _put_right(comment, event, at)


def tell_of_answer(event, *, at):
    """The office has answered."""
    _queue(event.comment, "on_answer", MailKind.ANSWER, event, at)


def _queue(comment, choice, kind, event, at):
    subscription = getattr(comment, "subscription", None)
    if subscription and subscription.confirmed_at and getattr(subscription, choice):
        Mail.objects.create(
            subscription=subscription, kind=kind, event_number=event.number, due_at=at + PAUSE
        )


def take_back(event):
    """What was queued for this event and has not left."""
    Mail.objects.filter(event_number=event.number, sent_at=None).delete()


def _put_right(comment, event, at):
    """Whoever was told what holds no more is told what holds now; who was told nothing hears nothing."""
    sent = Mail.objects.filter(
        subscription__comment=comment, sent_at__isnull=False, kind__in=MEANING.values()
    )
    told, now = sent.order_by("-sent_at", "-pk").first(), MEANING.get(comment.state)
    if told and now and told.kind != now:
        _queue(comment, "on_decision", now, event, at)
