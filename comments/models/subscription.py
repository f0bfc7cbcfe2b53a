"""Readers who want to hear by e-mail what becomes of their comment."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment

RETRIED = timedelta(minutes=10)  # a mail that did not go out
GIVEN_UP = timedelta(days=3)  # a mail that would be no news


class Subscription(models.Model):
    """Which news of one comment go to an address; none before it was confirmed from that address."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="subscription")
    email = models.EmailField(_("e-mail"), max_length=254)
    on_decision = models.BooleanField(_("when my comment is shown or not"), default=True)
    on_reply = models.BooleanField(_("when a reader answers me"), default=False)
    on_answer = models.BooleanField(_("when the office answers me"), default=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.comment_id}, {self.asked_at}"


class News(models.TextChoices):
    CONFIRM = "confirm", _("Please confirm")
    SHOWN = "shown", _("Your comment is shown")
    NOT_SHOWN = "not_shown", _("Your comment is not shown")
    REOPENED = "reopened", _("Your comment is looked at again")
    REPLY = "reply", _("A reader answered you")
    ANSWER = "answer", _("The office answered you")


class MailQuerySet(models.QuerySet):
    def due(self, at):
        return self.filter(due_at__lte=at, due_at__gt=at - GIVEN_UP, sent_at=None).filter(
            Q(tried_at=None) | Q(tried_at__lte=at - RETRIED)
        )


class Mail(models.Model):
    """One mail to a reader, waiting for its time: an undone decision takes it back before it has left."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="mails")
    news = models.CharField(max_length=10, choices=News)
    event_number = models.PositiveBigIntegerField(null=True)  # what it tells of; undoing that takes it back
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # The next to send: due(), oldest first.
            models.Index(fields=["due_at", "id"], condition=Q(sent_at=None), name="reader_mail_to_send"),
        ]

    def __str__(self):
        return f"{self.news}: {self.subscription_id}"


class Asked(models.Model):
    """An address was asked to confirm: counted for a day, so that nobody makes us write to strangers.

    It outlives the subscription, which whoever asked may end at once to ask again. Counted are the letters to one
    address, for one comment, and from one line.
    """

    address_hash = models.CharField(max_length=64)  # of the e-mail (comments.intake.ip_hashes.for_ban)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    # Of where it was asked from (comments.intake.ip_hashes); "": from where many share one address.
    sender_hash = models.CharField(max_length=64, blank=True, db_default="")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["at"], name="asked_lately")
        ]  # how many today; there are no older ones

    def __str__(self):
        return f"{self.at}"
