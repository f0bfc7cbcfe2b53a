"""Tiles and counter of comments on the first page of the admin."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from newsroom.core.dashboard import MAX_ROWS, Row, Tile, register_counter, register_tile

from .moderation.replies import comments_with_reply_to_publish
from .moderation.waiting import WaitingClock
from .permissions import list_replies_needing_second_person, may, visible_to


def list_comments_to_decide(user):
    """Comments that wait for a decision of this person, oldest first."""
    return visible_to(user).waiting().order_by("created_at", "id")


def list_replies_to_publish(user):
    """Comments with a drafted reply that this person may publish, oldest draft first."""
    comments = comments_with_reply_to_publish().filter(pk__in=visible_to(user).values("pk"))
    comments = comments.exclude(official_reply__in=list_replies_needing_second_person(user))
    return comments.order_by("official_reply__drafted_at", "id")


@register_counter
def count_waiting_comments(user):
    """The number of comments and replies that wait for this person."""
    decisions = list_comments_to_decide(user).count() if may(user, "decide") else 0
    return decisions + (list_replies_to_publish(user).count() if may(user, "approve_reply") else 0)


@register_tile
def build_comments_tile(user):
    if not may(user, "decide"):
        return None
    clock = WaitingClock()
    comments = list_comments_to_decide(user).select_related("article")
    comments = comments.only("name", "body", "created_at", "article__title")
    rows = [
        Row(
            Truncator(f"{comment.name}: {comment.body}").chars(80),
            reverse("admin:comments_comment_change", args=[comment.pk]),
            f"{clock.format_wait(comment)} · {comment.article.title}",
            clock.is_overdue(comment),
        )
        for comment in comments[:MAX_ROWS]
    ]
    count = list_comments_to_decide(user).count() if len(rows) == MAX_ROWS else len(rows)
    url = reverse("admin:comments_comment_changelist")
    return Tile(_("Comments to decide"), rows, count, url, needs_action=True)


@register_tile
def build_replies_tile(user):
    if not may(user, "approve_reply"):
        return None
    comments = list_replies_to_publish(user)
    comments = list(comments.select_related("official_reply__drafted_by", "official_reply__office"))
    rows = [
        Row(
            Truncator(f"{comment.name}: {comment.body}").chars(80),
            reverse("admin:comments_comment_reply", args=[comment.pk]),
            f"{comment.official_reply.office} · {comment.official_reply.drafted_by}",
        )
        for comment in comments[:MAX_ROWS]
    ]
    url = f"{reverse('admin:comments_comment_changelist')}?muc=cho-tra-loi"
    return (
        Tile(_("Official replies to publish"), rows, len(comments), url, needs_action=True) if rows else None
    )
