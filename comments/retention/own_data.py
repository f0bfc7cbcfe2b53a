"""The personal data of an author, as an author receives them: through the secret link, or on request.

The functions list what is given out, not what is left out: no hashes, no hold reasons, no names of moderators.
"""

from datetime import datetime

from comments.models import Comment, Subscription
from comments.thread.author_status import AuthorStatus, author_status
from newsroom.core.dateformat import iso_time
from newsroom.core.identity import site_url


def collect_own_data(comment: Comment) -> dict:
    """Everything that is kept of a comment and belongs to its author, for an export as JSON."""
    status = author_status(comment)
    article = comment.article
    reason = comment.reason if status == AuthorStatus.NOT_SHOWN else None
    return {
        "ho-ten": comment.name,
        "email": comment.email,
        "y-kien": comment.body,
        "cac-ban-truoc": [
            {"ho-ten": revision.name, "y-kien": revision.body, "den": format_iso_or_none(revision.at)}
            for revision in comment.revisions.all()
        ],
        "bai-viet": site_url(article.get_absolute_url()) if article.is_public() else "",
        "gui-luc": format_iso_or_none(comment.created_at),
        "tinh-trang": str(status.label),
        "ly-do": reason.text_for_reader if reason else "",
        "dang-luc": format_iso_or_none(comment.published_at),
        "co-quan-bien-tap-luc": format_iso_or_none(comment.edited_at),
        "luot-thich": comment.like_count,
        "tra-loi-cua-co-quan": describe_official_reply(comment, status),
        "dong-y": {"noi-dung": comment.consent.text, "luc": format_iso_or_none(comment.created_at)},
        "thong-bao-email": describe_subscription(comment),
        "dau-vet-dia-chi-mang": bool(comment.ip_hash),  # only that a hash is kept; it cannot be read
    }


def format_iso_or_none(moment: datetime | None) -> str | None:
    return iso_time(moment) if moment else None


def describe_official_reply(comment: Comment, status: AuthorStatus) -> dict | None:
    """The official reply that readers see; None without one."""
    if status != AuthorStatus.SHOWN or not comment.answered_at:
        return None
    reply = comment.official_reply
    return {
        "noi-dung": reply.body,
        "co-quan": reply.printed_office,
        "nguoi-ky": reply.signer,
        "chuc-vu": reply.signer_title,
        "luc": format_iso_or_none(reply.published_at),
    }


def describe_subscription(comment: Comment) -> dict | None:
    subscription = Subscription.objects.filter(comment=comment).first()
    if subscription is None:
        return None
    return {
        "email": subscription.email,
        "xac-nhan-luc": format_iso_or_none(subscription.confirmed_at),
        "khi-co-quyet-dinh": subscription.on_decision,
        "khi-ban-doc-tra-loi": subscription.on_reply,
        "khi-co-quan-tra-loi": subscription.on_answer,
    }
