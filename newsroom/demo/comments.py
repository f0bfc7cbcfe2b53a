"""The demo's comments: received, liked, reported, decided and answered through the domain functions."""

from datetime import timedelta
from ipaddress import ip_address

from django.utils import timezone

from articles.models import Article, Office
from comments import moderation
from comments.intake import reactions, reader_keys
from comments.intake.reception import Sent, receive
from comments.models import Comment, CommentSettings, ConsentWording, RejectionReason
from comments.moderation import replies
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

    def write_comment(self, article, *, name, body, hours=0, recent=None, parent=None, then="", **rest):
        """Write one comment, `hours` after its article or `recent` hours ago, and all that follows it.

        `then` is the decision, `rest` the likes, reports, official answer and replies of a row of comments.json.
        """
        at = self.now - timedelta(hours=recent) if recent else article.publish_at + timedelta(hours=hours)
        comment, _secret = receive(self.make_submission(article, name, body, parent), at=at)
        decided_at = at + timedelta(hours=2)
        if then:
            self.decide(comment, then, decided_at)
        if rest.get("featured"):
            self.decide(comment, "feature", decided_at)
        for number in range(rest.get("likes", 0)):
            visitor = f"{comment.pk:016x}{number:016x}"
            reactions.like(comment.pk, visitor=visitor, address=FIRST_ADDRESS + number, at=self.now)
        for number, grievance in enumerate(rest.get("reported", ())):
            reactions.report(
                comment.pk, grievance=grievance, text="", address=FIRST_ADDRESS + number, at=self.now
            )
        self.write_official_reply(comment, rest, decided_at + timedelta(days=1))
        for reply in rest.get("replies", ()):
            self.write_comment(article, parent=comment.pk, **reply)

    def make_submission(self, article, name, body, parent):
        self.reader_count += 1
        return Sent(
            article_id=article.pk,
            name=name,
            body=body,
            email="",
            consent=ConsentWording.current(),
            address=FIRST_ADDRESS + self.reader_count,
            key=reader_keys.new_key(),
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

    def write_official_reply(self, comment, rest, at):
        """Publish the official reply, or leave it drafted for the approver."""
        words = rest.get("answer") or rest.get("drafted")
        if not words:
            return
        offices = list(Office.objects.order_by("id"))
        words = {**words, "office": offices[words["office"]]}
        reply = replies.draft(comment, by=self.secretary, version=0, **words)
        if "answer" in rest:
            replies.publish(reply, by=self.approver, version=reply.version, at=at)
