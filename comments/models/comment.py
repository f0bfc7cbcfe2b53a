"""Comments of readers on articles, and their earlier versions."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.limits import BODY_LENGTH, EMAIL_LENGTH, NAME_LENGTH
from newsroom.core.fields import Line, Prose
from newsroom.core.text import fold

from .choices import WAITING, State
from .visibility import CommentQuerySet
from .wording import ConsentWording, RejectionReason
from .words import WordRule


class Comment(models.Model):
    """A comment or a reply to one (`parent`, always a root). Its state is changed by `comments.moderation` alone.

    IP addresses are stored only as keyed hashes, for a limited time (`comments.retention.purge`).
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="replies",
    )
    # The parent of a reply to a reply is the root; this is the reply that it answers.
    answers_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    name = Line(_("full name"), max_length=NAME_LENGTH)
    email = models.EmailField(_("e-mail"), max_length=EMAIL_LENGTH, blank=True)
    body = Prose(_("comment"), validators=[MaxLengthValidator(BODY_LENGTH)])
    consent = models.ForeignKey(
        ConsentWording, verbose_name=_("agreed to"), on_delete=models.PROTECT, related_name="+"
    )

    state = models.CharField(_("state"), max_length=10, choices=State, editable=False)
    hold_reasons = models.JSONField(default=list, editable=False)  # codes of comments.intake.hold_reasons
    word_rules = models.ManyToManyField(WordRule, editable=False, related_name="comments")
    version = models.PositiveIntegerField(default=1, editable=False)

    created_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    reason = models.ForeignKey(
        RejectionReason,
        verbose_name=_("reason"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    published_at = models.DateTimeField(_("shown since"), null=True, editable=False)
    edited_at = models.DateTimeField(_("edited by the office at"), null=True, editable=False)
    featured_at = models.DateTimeField(_("featured since"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered by the office at"), null=True, editable=False)
    purged_at = models.DateTimeField(_("purged at"), null=True, editable=False)

    # Written on each change, so that reading needs no counts.
    search_text = models.TextField(editable=False, default="")  # name and text, folded
    like_count = models.PositiveIntegerField(default=0, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)  # visible_in_thread()
    open_reports = models.PositiveIntegerField(default=0, editable=False)

    # Hashes of the secret link and of the author's cookie key (comments.intake.reader_keys).
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    author_hash = models.CharField(max_length=64, blank=True, editable=False)
    receipt_nonce = models.CharField(max_length=32, editable=False)
    # Keyed hashes of the sender's IP address (comments.intake.ip_hashes); the purge blanks them.
    ip_hash = models.CharField(max_length=64, blank=True, editable=False)
    ip_network_hash = models.CharField(max_length=64, blank=True, editable=False)
    ip_ban_hash = models.CharField(max_length=64, blank=True, editable=False)
    # The comment that leads the group of near-duplicates; a group is decided together.
    near_duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="near_duplicates"
    )
    text_digest = models.CharField(max_length=64, blank=True, editable=False)
    digest_key = models.CharField(max_length=64, blank=True, editable=False)  # dropped when purged

    # The moderator who is looking at the comment: a hint to others, never a lock.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader comment")
        verbose_name_plural = _("reader comments")
        default_permissions = ["view"]
        permissions = [
            ("decide_comment", "Can decide on comments"),
            ("edit_comment", "Can edit the text of comments"),
            ("view_comment_email", "Can see the e-mail of readers"),
            ("ban_author", "Can stop somebody from commenting"),
            ("export_comment", "Can export comments and personal data"),
            ("view_statistics", "Can see the statistics of comments"),
        ]
        indexes = [
            # The list and the count under an article, newest first.
            models.Index(fields=["article", "state", "-published_at", "-id"], name="comment_of_article"),
            # The queue of a state, oldest first.
            models.Index(fields=["state", "created_at", "id"], name="comment_waiting"),
            # Statistics of a period.
            models.Index(fields=["created_at"], name="comment_received"),
            # The rate limit of one IP address; "the same network".
            models.Index(fields=["ip_hash", "created_at"], name="comment_of_ip"),
            models.Index(fields=["ip_network_hash", "created_at"], name="comment_of_ip_network"),
            # Other comments of the same author.
            models.Index(fields=["author_hash", "created_at"], name="comment_of_author"),
            # The same text again.
            models.Index(fields=["text_digest", "created_at"], name="comment_of_text"),
            # Reported comments.
            models.Index(
                fields=["-open_reports", "id"], condition=Q(open_reports__gt=0), name="comment_reported"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_body_fits", condition=LessThanOrEqual(Length("body"), BODY_LENGTH)
            ),
            models.CheckConstraint(
                name="comment_name_fits", condition=LessThanOrEqual(Length("name"), NAME_LENGTH)
            ),
            models.CheckConstraint(
                name="comment_approved_has_time",
                condition=~Q(state="approved") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_purged_is_empty",
                condition=Q(purged_at=None)
                | Q(
                    name="", body="", email="", author_hash="", text_digest="", digest_key="", search_text=""
                ),
            ),
            models.CheckConstraint(name="comment_not_own_parent", condition=~Q(parent=F("id"))),
        ]

    def __str__(self):
        return f"{self.name}: {self.body[:60]}"

    def save(self, **kwargs):
        self.search_text = fold(f"{self.name} {self.body}")
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("comments:permalink", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state in WAITING

    @property
    def anchor(self):
        """The fragment of its URL on the page of the article."""
        return f"y-kien-{self.pk}"

    def is_public(self, at: datetime | None = None) -> bool:
        return Comment.objects.public(at).filter(pk=self.pk).exists()


class Revision(models.Model):
    """The name and text of a comment before a change by its author (`by` is None) or by the office."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    name = Line(max_length=NAME_LENGTH)
    body = Prose()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = Prose(blank=True)

    class Meta:
        ordering = ["at", "id"]
        default_permissions = ()

    def __str__(self):
        return f"{self.comment_id}, {self.at}"
