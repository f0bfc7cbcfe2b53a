"""The mails to readers as they are written and sent: what is still true when its time comes, and nothing else.

Plain text and in Vietnamese, to the one address that confirmed. A mail quotes its reader's own words at most, never
somebody else's; the one that asks to confirm quotes nobody, since it can be sent to a stranger.
"""

from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.models import Comment, Mail, ModerationEvent, State
from comments.models.subscription import GIVE_UP_AFTER, MailKind
from newsroom.core import mail as post
from newsroom.core.identity import site_url

from .mail_links import Act, token_of

QUOTED = 200  # characters


def send_after_commit(mail):
    """Send at once; what cannot be sent stays for `manage.py send_notices`."""
    queue = Queue(Mail.objects.filter(pk=mail.pk))
    # robust: what has just been done stays done, and its page is shown.
    transaction.on_commit(partial(post.deliver_now, queue), robust=True)


class Queue:
    """Mails to readers, for `newsroom.core.mail` to send."""

    def __init__(self, mails=None):
        self.mails = Mail.objects.all() if mails is None else mails

    def to_mail(self, at):
        return self.mails.due(at)

    @transaction.atomic
    def claim(self, at):
        """The next Letter, or None; what is true no more is dropped on the way.

        No other sender gets it before RETRY_AFTER has passed.
        """
        # SQLite has no row locks and needs none: it lets one write at a time.
        free = self.to_mail(at).select_for_update(of=["self"], skip_locked=True)
        free = free.select_related("subscription__comment__article__section").order_by("due_at", "id")
        while mail := free.first():
            if about := told_of(mail, at):
                mail.tried_at = at
                mail.save(update_fields=["tried_at"])
                return Letter(mail, about)
            mail.delete()
        return None


def told_of(mail, at):
    """The comment that a mail tells of, if what it tells still holds at `at` and its reader still wants it."""
    subscription = mail.subscription
    own = subscription.comment
    if mail.kind == MailKind.CONFIRM:
        return own if subscription.confirmed_at is None else None
    if subscription.confirmed_at is None or own.purged_at:
        return None
    if mail.kind == MailKind.NOT_SHOWN:
        told = Comment.objects.filter(pk=own.pk, state__in=[State.REJECTED, State.HIDDEN])
        wanted = subscription.on_decision
    elif mail.kind == MailKind.REOPENED:
        told, wanted = Comment.objects.waiting().filter(pk=own.pk), subscription.on_decision
    elif mail.kind == MailKind.SHOWN:
        told, wanted = Comment.objects.public(at).filter(pk=own.pk), subscription.on_decision
    elif mail.kind == MailKind.ANSWER:
        answered = Q(pk=own.pk, official_reply__published_at__isnull=False)
        told, wanted = Comment.objects.public(at).filter(answered), subscription.on_answer
    else:
        reply = ModerationEvent.objects.filter(number=mail.event_number).values("comment")
        told, wanted = Comment.objects.public(at).filter(pk__in=reply), subscription.on_reply
    return told.select_related("article__section", "reason").first() if wanted else None


class Letter(NamedTuple):
    """One mail on its way, and the comment it tells of."""

    mail: Mail
    about: Comment

    @property
    def label(self):
        """What the log calls it: no address."""
        return f"reader mail {self.mail.pk}"

    def message(self):
        """The mail: whatever a reader typed is one line of plain text in it."""
        with translation.override(settings.LANGUAGE_CODE):
            subject, words = WORDS[self.mail.kind](self)
            end = _("To get no more mail about this comment: %(url)s") % {"url": self.end_url}
            paragraphs = [_("Dear reader,"), *words, end]
        return post.compose_mail(
            subject=subject,
            body="\n\n".join(paragraphs) + "\n",
            to=self.mail.subscription.email,
            # RFC 8058: the mail program's own button.
            **{
                "List-Unsubscribe": f"<{self.end_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )

    def mark_mailed(self, at):
        # The row may have gone meanwhile: a decision undone, a subscription ended.
        Mail.objects.filter(pk=self.mail.pk).update(sent_at=at)

    # --- What the words are made of ------------------------------------------------------------

    @property
    def title(self):
        return self.about.article.title

    @property
    def quote(self):
        words = " ".join(self.about.body.split())
        return f"> {Truncator(words).chars(QUOTED)}"

    @property
    def url(self):
        return site_url(self.about.get_absolute_url())

    @property
    def article_url(self):
        article = self.about.article
        return site_url(article.get_absolute_url() if article.is_public() else "/")

    @property
    def end_url(self):
        return link("unsubscribe", self.mail.subscription, Act.END)


def link(name, subscription, act):
    return site_url(reverse(f"comments:{name}", args=[token_of(subscription, act)]))


def to_confirm(letter):
    words = _(
        "Somebody, probably you, asked for news of a comment under “%(title)s” at this address. If it was you, "
        "confirm here: %(url)s"
    )
    url = link("confirm", letter.mail.subscription, Act.CONFIRM)
    return _("Please confirm your address"), [
        words % {"title": letter.title, "url": url},
        _("If it was not you, do nothing: nothing more will come."),
    ]


def of_showing(letter):
    return _("Your comment is on the site: %(title)s") % {"title": letter.title}, [
        _("Your comment under “%(title)s” can now be read:") % {"title": letter.title},
        letter.quote,
        letter.url,
    ]


def of_not_showing(letter):
    reason = letter.about.reason
    return _("Your comment is not shown: %(title)s") % {"title": letter.title}, [
        _("Your comment under “%(title)s” is not shown on the site.") % {"title": letter.title},
        letter.quote,
        *([_("The reason: %(reason)s") % {"reason": reason.text_for_reader}] if reason else []),
        _("The article: %(url)s") % {"url": letter.article_url},
    ]


def of_reopening(letter):
    return _("Your comment is looked at again: %(title)s") % {"title": letter.title}, [
        _("The office looks once more at your comment under “%(title)s”.") % {"title": letter.title},
        letter.quote,
        _("You will hear what becomes of it."),
    ]


def of_a_reply(letter):
    return _("A reader answered you: %(title)s") % {"title": letter.title}, [
        _("A reader has answered your comment under “%(title)s”. Read the answer here:")
        % {"title": letter.title},
        letter.url,
    ]


def of_an_answer(letter):
    return _("The office answered you: %(title)s") % {"title": letter.title}, [
        _("The office has answered your comment under “%(title)s”. Read the answer here:")
        % {"title": letter.title},
        letter.url,
    ]


WORDS = {
    MailKind.CONFIRM: to_confirm,
    MailKind.SHOWN: of_showing,
    MailKind.NOT_SHOWN: of_not_showing,
    MailKind.REOPENED: of_reopening,
    MailKind.REPLY: of_a_reply,
    MailKind.ANSWER: of_an_answer,
}


def outdated(at=None):
    """Mails that never went out and would be no news."""
    return Mail.objects.filter(sent_at=None, due_at__lte=(at or timezone.now()) - GIVE_UP_AFTER)
