"""Notices to staff about official replies: to those who may publish a draft, and back to its writer."""

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, OfficialReply
from comments.permissions import RULES, may
from newsroom.core.accounts import User
from newsroom.core.notices import notify, register_kind

DRAFTED, PUBLISHED, RETURNED = "reply_drafted", "reply_published", "reply_returned"
SENTENCES = {
    DRAFTED: _("{by} drafted an official reply to {name}: it waits for you."),
    PUBLISHED: _("The official reply to {name} was published ({by})."),
    RETURNED: _("{by} returned your official reply to {name}: {why}"),
}


def register_kinds() -> None:
    """Register the kinds of notices with the core. Those that need an act also go by e-mail."""
    register_kind(DRAFTED, _("An official reply waits for publication"), by_email=True)
    register_kind(PUBLISHED, _("An official reply of yours was published"))
    register_kind(RETURNED, _("An official reply of yours came back"), by_email=True)


def notify_about_reply(kind: str, reply: OfficialReply, *, by: User, why: str = "") -> None:
    """Notify the publishers of a draft, or the writer of what became of it."""
    comment = reply.comment
    people = find_publishers(comment) if kind == DRAFTED else [reply.drafted_by]
    sentence = format_lazy(SENTENCES[kind], by=by, name=comment.name, why=why)
    notify(people, kind, sentence, reverse("admin:comments_comment_reply", args=[comment.pk]), exclude=by)


def find_publishers(comment: Comment) -> list[User]:
    """The people who may publish an official reply to the comment."""
    people = User.objects.with_perm(
        RULES["approve_reply"],
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    return [person for person in people.order_by("pk") if may(person, "approve_reply", comment)]
