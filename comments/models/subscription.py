"""E-mail notifications to readers about their comments: subscriptions, mails, requests to confirm an address."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from comments.limits import EMAIL_LENGTH
from newsroom.core.mail import GIVE_UP_AFTER, RETRY_AFTER

from .comment import Comment


class Subscription(models.Model):
    """Kinds of mail that one e-mail address gets about one comment. Nothing is sent until the address is confirmed.

    Readers choose the kinds in `comments.intake.forms.NoticesForm`, which has their labels.
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="subscription")
    email = models.EmailField(max_length=EMAIL_LENGTH)
    on_decision = models.BooleanField(default=True)
    on_reply = models.BooleanField(default=False)
    on_answer = models.BooleanField(default=True)
    requested_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.comment_id}, {self.requested_at}"


class MailKind(models.TextChoices):
    """Kinds of mail to readers. Their subjects and texts are in `comments.mail.letters`."""

    CONFIRM = "confirm"
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    REOPENED = "reopened"
    REPLY = "reply"
    ANSWER = "answer"


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, at):
        """Mails to send at `at`: due, not older than GIVE_UP_AFTER, and not tried within RETRY_AFTER."""
        return self.filter(due_at__lte=at, due_at__gt=at - GIVE_UP_AFTER, sent_at=None).filter(
            Q(tried_at=None) | Q(tried_at__lte=at - RETRY_AFTER)
        )


class Mail(models.Model):
    """One mail to a reader. It waits until `due_at`, so that undoing a decision can delete it before it is sent."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=10, choices=MailKind)
    event_number = models.PositiveBigIntegerField(null=True)  # undoing this event deletes the unsent mail
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
        return f"{self.kind}: {self.subscription_id}"


class ConfirmationRequest(models.Model):
    """A confirmation mail that was requested: kept for a day and counted, so that nobody can flood a stranger.

    Limits count per e-mail address, per comment and per IP address. The row outlives the subscription: ending
    a subscription and asking again must not reset the count.
    """

    email_hash = models.CharField(max_length=64)  # comments.intake.ip_hashes.hash_for_ban
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    # Keyed hash of the requesting IP (comments.intake.ip_hashes); "" for networks that many people share.
    ip_hash = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        # The count of one day; the purge deletes older rows.
        indexes = [models.Index(fields=["at"], name="confirmation_request_at")]

    def __str__(self):
        return f"{self.at}"
