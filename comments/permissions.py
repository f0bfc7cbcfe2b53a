"""Permissions on comments: `may` for one comment, `visible_to` for lists.

Each right is limited to the sections of the person (`articles.permissions.sections_in_reach`).
"""

from django.db.models import QuerySet

from articles.permissions import sections_in_reach
from newsroom.core.accounts import User
from newsroom.core.roles import Role, grant

from .models import Comment, CommentSettings, OfficialReply
from .models.visibility import CommentQuerySet

RULES = {
    "view": "comments.view_comment",
    "decide": "comments.decide_comment",
    # Notes between moderators and earlier versions of a text: not for the role VIEWER.
    "note": "comments.decide_comment",
    "history": "comments.decide_comment",
    "edit": "comments.edit_comment",
    "see_email": "comments.view_comment_email",
    "draft_reply": "comments.draft_officialreply",
    "approve_reply": "comments.approve_officialreply",
    "ban": "comments.ban_author",
    "export": "comments.export_comment",
    "hold": "comments.add_legalhold",
    "see_statistics": "comments.view_statistics",
}


def may(user: User, act: str, comment: Comment | None = None) -> bool:
    """May `user` do `act` (a key of RULES) to `comment`? Without a comment: to any comment at all?"""
    if not user.is_active or not user.has_perm(RULES["view"]) or not user.has_perm(RULES[act]):
        return False
    reach = sections_in_reach(user)
    return comment is None or reach is None or comment.article.section_id in reach


def may_see_reply(user: User, comment: Comment | None = None) -> bool:
    """Whether `user` has a part in the official reply: drafts it or publishes it."""
    return may(user, "draft_reply", comment) or may(user, "approve_reply", comment)


def may_write_reply(user: User, comment: Comment, reply: OfficialReply | None) -> bool:
    """Whether `user` may write the official reply. Changing a published one also takes the right to publish."""
    is_published = reply is not None and reply.published_at is not None
    return may(user, "draft_reply", comment) and (not is_published or may(user, "approve_reply", comment))


def needs_second_person(user: User, reply: OfficialReply) -> bool:
    """Whether `user` drafted the reply and the settings ask for somebody else to publish it."""
    return reply.drafted_by_id == user.pk and CommentSettings.current().reply_needs_two


def list_replies_needing_second_person(user: User) -> QuerySet[OfficialReply]:
    """The replies that `user` may not publish alone: the list form of needs_second_person(user, reply)."""
    if not CommentSettings.current().reply_needs_two:
        return OfficialReply.objects.none()
    return OfficialReply.objects.filter(drafted_by=user)


def visible_to(user: User) -> CommentQuerySet:
    """The comments that `user` may see: the list form of may(user, "view", comment)."""
    if not may(user, "view"):
        return Comment.objects.none()
    reach = sections_in_reach(user)
    return Comment.objects.all() if reach is None else Comment.objects.filter(article__section__in=reach)


def grant_rights() -> None:
    """Register the rights of each role on comments."""
    view_rights = ("comments.view_comment", "comments.view_statistics")
    moderator_rights = (
        "comments.decide_comment",
        "comments.edit_comment",
        "comments.draft_officialreply",
        "comments.view_wordrule",
        "comments.view_rejectionreason",
    )
    secretary_rights = (
        "comments.view_comment_email",
        "comments.ban_author",
        "comments.view_ban",
        "comments.export_comment",
        "comments.view_sectionpolicy",
        *(f"comments.{act}_wordrule" for act in ("add", "change")),
        *(f"comments.{act}_rejectionreason" for act in ("add", "change")),
        *(f"comments.{act}_datarequest" for act in ("view", "add", "change")),
    )
    approver_rights = (
        "comments.approve_officialreply",
        *(f"comments.{act}_legalhold" for act in ("view", "add", "change")),
    )
    grant(Role.MODERATOR, *view_rights, *moderator_rights)
    grant(Role.SECRETARY, *view_rights, *moderator_rights, *secretary_rights)
    grant(Role.APPROVER, *view_rights, *moderator_rights, *secretary_rights, *approver_rights)
    grant(Role.VIEWER, *view_rights)
    grant(
        Role.ADMINISTRATOR,
        *(f"comments.{act}_commentsettings" for act in ("view", "change")),
        *(f"comments.{act}_consentwording" for act in ("view", "add")),
        *(f"comments.{act}_sectionpolicy" for act in ("view", "add", "change", "delete")),
        *(f"comments.{act}_holiday" for act in ("view", "add", "change", "delete")),
    )
