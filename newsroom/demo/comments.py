"""The demo's comments: received, liked, reported, decided and answered through the domain functions."""

from datetime import timedelta
from ipaddress import ip_address

from django.utils import timezone

from articles.models import Article, Office
from comments import moderation
from comments.intake import reactions, reader_keys
from comments.intake.reception import Submission, receive
from comments.models import Comment, CommentSettings, ConsentWording, RejectionReason
from comments.moderation import replies as official_replies
from newsroom.core.roles import Role

from .data import read_json

# Each reader has one address of a block that is kept for documentation (RFC 5737).
FIRST_ADDRESS = ip_address("198.51.100.1")
CLOSE_AFTER_DAYS = 3650  # ten years: comments stay open although the demo's articles are old


class CommentLoader:
    """Writes comments as readers, decides on them as the moderator, answers as secretary and approver."""

    def __init__(self, users):
        self.moderator, self.secretary, self.approver = (
            users[role] for role in (Role.MODERATOR, Role.SECRETARY, Role.APPROVER)
        )
        self.now = timezone.now()
        self.reader_count = 0

    def load_comments(self):
        settings = CommentSettings.current()
        settings.close_after_days = CLOSE_AFTER_DAYS
        settings.save()
        for row in read_json("comments"):
            article = Article.objects.public().filter(title__startswith=row.pop("article")).first()
            if article:
                self.write_comment(article, **row)

    def write_comment(
        self,
        article,
        *,
        name,
        body,
        hours_after=0,
        hours_ago=None,
        parent=None,
        decision=None,
        is_featured=False,
        likes=0,
        reports=(),
        official_reply=None,
        official_reply_draft=None,
        replies=(),
    ):
        """Write one comment, `hours_after` its article or `hours_ago`, and all that follows it.

        `reports` are reasons. An official reply is published, its draft waits for the approver.
        """
        at = article.publish_at + timedelta(hours=hours_after)
        if hours_ago:
            at = self.now - timedelta(hours=hours_ago)
        comment, _secret = receive(self.make_submission(article, name, body, parent), at=at)
        decided_at = at + timedelta(hours=2)
        if decision:
            self.decide(comment, decision, decided_at)
        if is_featured:
            self.decide(comment, "feature", decided_at)
        self.add_reactions(comment, likes, reports)
        if official_reply:
            self.publish_official_reply(comment, official_reply, decided_at + timedelta(days=1))
        if official_reply_draft:
            self.draft_official_reply(comment, official_reply_draft)
        for reply in replies:
            self.write_comment(article, parent=comment.pk, **reply)

    def make_submission(self, article, name, body, parent):
        self.reader_count += 1
        return Submission(
            article_id=article.pk,
            name=name,
            body=body,
            email="",
            consent=ConsentWording.current(),
            ip=FIRST_ADDRESS + self.reader_count,
            key=reader_keys.generate_key(),
            parent_id=parent,
        )

    def decide(self, comment, name, at):
        current = Comment.objects.get(pk=comment.pk)
        moderation.decide(
            current,
            moderation.DECISIONS[name],
            by=self.moderator,
            version=current.version,
            reason=RejectionReason.objects.first(),
            at=at,
        )

    def add_reactions(self, comment, likes, reports):
        for number in range(likes):
            visitor = f"{comment.pk:016x}{number:016x}"
            reactions.like(comment.pk, visitor=visitor, ip=FIRST_ADDRESS + number, at=self.now)
        for number, reason in enumerate(reports):
            reactions.report(comment.pk, reason=reason, text="", ip=FIRST_ADDRESS + number, at=self.now)

    def draft_official_reply(self, comment, row):
        """`row` has the body, the signer and the office, as a number in the order of offices.json."""
        office = Office.objects.order_by("id")[row["office"]]
        return official_replies.draft(comment, by=self.secretary, version=0, **{**row, "office": office})

    def publish_official_reply(self, comment, row, at):
        reply = self.draft_official_reply(comment, row)
        official_replies.publish(reply, by=self.approver, version=reply.version, at=at)
