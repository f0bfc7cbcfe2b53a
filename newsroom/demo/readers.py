"""Readers of the demo: they write, like and report; moderators decide. All through the doors that people use."""

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

from .people import read

# Addresses that nobody has (RFC 5737); each reader has one.
FIRST_ADDRESS = ip_address("198.51.100.1")
TEN_YEARS = 3650  # days: the demo's articles are old, and a newcomer is to try the form


class Readers:
    """Comments of the demo, and what became of them."""

    def __init__(self, users):
        self.moderator, self.secretary, self.approver = (
            users[role] for role in (Role.MODERATOR, Role.SECRETARY, Role.APPROVER)
        )
        self.now = timezone.now()
        self.number = 0

    def write_all(self):
        settings = CommentSettings.current()
        settings.close_after_days = TEN_YEARS
        settings.save()
        for row in read("comments"):
            article = Article.objects.public().filter(title__startswith=row.pop("article")).first()
            if article:
                self.write(article, **row)

    def write(self, article, *, name, body, hours=0, recent=None, parent=None, then="", **rest):
        """One comment, `hours` after its article or `recent` hours ago, and what was done with it."""
        at = self.now - timedelta(hours=recent) if recent else article.publish_at + timedelta(hours=hours)
        comment, _secret = receive(self.sent(article, name, body, parent), at=at)
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
        self.answer(comment, rest, decided_at + timedelta(days=1))
        for reply in rest.get("replies", ()):
            self.write(article, parent=comment.pk, **reply)

    def sent(self, article, name, body, parent):
        self.number += 1
        return Sent(
            article_id=article.pk,
            name=name,
            body=body,
            email="",
            consent=ConsentWording.current(),
            address=FIRST_ADDRESS + self.number,
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

    def answer(self, comment, rest, at):
        """The official reply: published, or drafted and waiting for a second person."""
        words = rest.get("answer") or rest.get("drafted")
        if not words:
            return
        offices = list(Office.objects.order_by("id"))
        words = {**words, "office": offices[words["office"]]}
        reply = replies.draft(comment, by=self.secretary, version=0, **words)
        if "answer" in rest:
            replies.publish(reply, by=self.approver, version=reply.version, at=at)
