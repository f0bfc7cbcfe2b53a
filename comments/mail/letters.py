"""Compose and send the queued mails to readers (`outbox` queues them).

Mails are plain text, in Vietnamese, to the one address that was confirmed. A mail that is no longer true when it is
due is dropped. It quotes at most the reader's own text; the mail that asks for confirmation quotes nothing, since it
may go to a stranger.
"""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.limits import QUOTE_LENGTH
from comments.models import Comment, Mail, ModerationEvent, Subscription
from comments.models.subscription import MailKind, MailQuerySet
from comments.thread.author_status import AuthorStatus, states_with
from newsroom.core import mail as core_mail
from newsroom.core.identity import site_url
from newsroom.core.mail import GIVE_UP_AFTER

from .mail_links import LinkPurpose, make_token


def send_after_commit(mail: Mail) -> None:
    """Send one mail right after the transaction; if that fails, `manage.py send_notices` tries again."""
    queue = ReaderMailQueue(Mail.objects.filter(pk=mail.pk))
    # robust: a failure to send must not undo or hide what the request has done.
    transaction.on_commit(partial(core_mail.deliver_now, queue), robust=True)


class ReaderMailQueue:
    """The queue of mails to readers, in the form that `newsroom.core.mail` takes."""

    def __init__(self, mails: MailQuerySet | None = None):
        self.mails = Mail.objects.all() if mails is None else mails

    def to_mail(self, at: datetime):
        return self.mails.due(at)

    @transaction.atomic
    def claim(self, at: datetime) -> "ReaderMail | None":
        """Take the next mail to send, or None. Mails that are no longer true are deleted on the way.

        No other process gets the same mail before RETRY_AFTER has passed.
        """
        # SQLite has no row locks and needs none: it allows one write at a time.
        free = self.to_mail(at).select_for_update(of=["self"], skip_locked=True)
        free = free.select_related("subscription__comment__article__section").order_by("due_at", "id")
        while mail := free.first():
            if about := find_current_comment(mail, at):
                mail.tried_at = at
                mail.save(update_fields=["tried_at"])
                return ReaderMail(mail, about)
            mail.delete()
        return None


def find_current_comment(mail: Mail, at: datetime) -> Comment | None:
    """The comment that a mail is about, if the mail is still true at `at` and still wanted; else None."""
    subscription = mail.subscription
    own = subscription.comment
    if mail.kind == MailKind.CONFIRM:
        return own if subscription.confirmed_at is None else None
    if subscription.confirmed_at is None or own.purged_at:
        return None
    if mail.kind == MailKind.NOT_SHOWN:
        found = Comment.objects.filter(pk=own.pk, state__in=states_with(AuthorStatus.NOT_SHOWN))
        wanted = subscription.on_decision
    elif mail.kind == MailKind.REOPENED:
        found, wanted = Comment.objects.waiting().filter(pk=own.pk), subscription.on_decision
    elif mail.kind == MailKind.SHOWN:
        found, wanted = Comment.objects.public(at).filter(pk=own.pk), subscription.on_decision
    elif mail.kind == MailKind.ANSWER:
        answered = Q(pk=own.pk, official_reply__published_at__isnull=False)
        found, wanted = Comment.objects.public(at).filter(answered), subscription.on_answer
    else:  # a reply of another reader
        reply = ModerationEvent.objects.filter(number=mail.event_number or 0).values("comment")
        found, wanted = Comment.objects.public(at).filter(pk__in=reply), subscription.on_reply
    return found.select_related("article__section", "reason").first() if wanted else None


class ReaderMail(NamedTuple):
    """A mail that is being sent, and the comment that it is about."""

    mail: Mail
    about: Comment

    @property
    def label(self) -> str:
        """Its name in the log, without the e-mail address."""
        return f"reader mail {self.mail.pk}"

    def message(self) -> EmailMessage:
        """Compose the mail. Texts typed by readers stand in it as single lines of plain text."""
        with translation.override(settings.LANGUAGE_CODE):
            subject, paragraphs = COMPOSERS[MailKind(self.mail.kind)](self)
            end = _("To get no more mail about this comment: %(url)s") % {"url": self.end_url}
            paragraphs = [_("Dear reader,"), *paragraphs, end]
        return core_mail.compose_mail(
            subject=subject,
            body="\n\n".join(paragraphs) + "\n",
            to=self.mail.subscription.email,
            # RFC 8058: the mail program's own button.
            **{
                "List-Unsubscribe": f"<{self.end_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )

    def mark_mailed(self, at: datetime) -> None:
        # The row may be gone: the decision was undone or the subscription ended while the mail was being sent.
        Mail.objects.filter(pk=self.mail.pk).update(sent_at=at)

    # --- Parts of the text ------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.about.article.title

    @property
    def quote(self) -> str:
        words = " ".join(self.about.body.split())
        return f"> {Truncator(words).chars(QUOTE_LENGTH)}"

    @property
    def url(self) -> str:
        return site_url(self.about.get_absolute_url())

    @property
    def article_url(self) -> str:
        article = self.about.article
        return site_url(article.get_absolute_url() if article.is_public() else "/")

    @property
    def end_url(self) -> str:
        return build_link("unsubscribe", self.mail.subscription, LinkPurpose.END)


def build_link(url_name: str, subscription: Subscription, purpose: LinkPurpose) -> str:
    return site_url(reverse(f"comments:{url_name}", args=[make_token(subscription, purpose)]))


def compose_confirmation(mail: ReaderMail) -> tuple[str, list[str]]:
    words = _(
        "Somebody, probably you, asked for news of a comment under “%(title)s” at this address. If it was you, "
        "confirm here: %(url)s"
    )
    url = build_link("confirm", mail.mail.subscription, LinkPurpose.CONFIRM)
    return _("Please confirm your address"), [
        words % {"title": mail.title, "url": url},
        _("If it was not you, do nothing: nothing more will come."),
    ]


def compose_shown(mail: ReaderMail) -> tuple[str, list[str]]:
    return _("Your comment is on the site: %(title)s") % {"title": mail.title}, [
        _("Your comment under “%(title)s” can now be read:") % {"title": mail.title},
        mail.quote,
        mail.url,
    ]


def compose_not_shown(mail: ReaderMail) -> tuple[str, list[str]]:
    reason = mail.about.reason
    return _("Your comment is not shown: %(title)s") % {"title": mail.title}, [
        _("Your comment under “%(title)s” is not shown on the site.") % {"title": mail.title},
        mail.quote,
        *([_("The reason: %(reason)s") % {"reason": reason.text_for_reader}] if reason else []),
        _("The article: %(url)s") % {"url": mail.article_url},
    ]


def compose_reopened(mail: ReaderMail) -> tuple[str, list[str]]:
    return _("Your comment is looked at again: %(title)s") % {"title": mail.title}, [
        _("The office looks once more at your comment under “%(title)s”.") % {"title": mail.title},
        mail.quote,
        _("You will hear what becomes of it."),
    ]


def compose_reader_reply(mail: ReaderMail) -> tuple[str, list[str]]:
    return _("A reader answered you: %(title)s") % {"title": mail.title}, [
        _("A reader has answered your comment under “%(title)s”. Read the answer here:")
        % {"title": mail.title},
        mail.url,
    ]


def compose_official_reply(mail: ReaderMail) -> tuple[str, list[str]]:
    return _("The office answered you: %(title)s") % {"title": mail.title}, [
        _("The office has answered your comment under “%(title)s”. Read the answer here:")
        % {"title": mail.title},
        mail.url,
    ]


COMPOSERS = {
    MailKind.CONFIRM: compose_confirmation,
    MailKind.SHOWN: compose_shown,
    MailKind.NOT_SHOWN: compose_not_shown,
    MailKind.REOPENED: compose_reopened,
    MailKind.REPLY: compose_reader_reply,
    MailKind.ANSWER: compose_official_reply,
}


def find_outdated_mails(at: datetime | None = None) -> QuerySet[Mail]:
    """Mails that could not be sent for GIVE_UP_AFTER and are no longer news, for the purge."""
    return Mail.objects.filter(sent_at=None, due_at__lte=(at or timezone.now()) - GIVE_UP_AFTER)
