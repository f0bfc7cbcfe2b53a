"""What an author learns of a comment, by the secret link: where it stands, and all that is kept of it.

Both are lists of what is given out, not of what is left out: no hash, no code of a suspicion, no name of a moderator.
"""

from comments.models import Comment, Subscription
from comments.thread.author_status import AuthorStatus, author_status
from newsroom.core.dateformat import iso_time
from newsroom.core.identity import site_url


def of(comment: Comment) -> dict:
    """All that is kept of a comment and belongs to its author, to be taken away as JSON."""
    status = author_status(comment)
    article = comment.article
    is_told = status == AuthorStatus.NOT_SHOWN and comment.reason
    return {
        "ho-ten": comment.name,
        "email": comment.email,
        "y-kien": comment.body,
        "cac-ban-truoc": [
            {"ho-ten": each.name, "y-kien": each.body, "den": when(each.at)}
            for each in comment.revisions.all()
        ],
        "bai-viet": site_url(article.get_absolute_url()) if article.is_public() else "",
        "gui-luc": when(comment.created_at),
        "tinh-trang": str(status.label),
        "ly-do": comment.reason.text_for_reader if is_told else "",
        "dang-luc": when(comment.published_at),
        "co-quan-bien-tap-luc": when(comment.edited_at),
        "luot-thich": comment.like_count,
        "tra-loi-cua-co-quan": answer_to(comment, status),
        "dong-y": {"noi-dung": comment.consent.text, "luc": when(comment.created_at)},
        "thong-bao-email": notices_of(comment),
        "dau-vet-dia-chi-mang": bool(comment.ip_hash),  # kept as a keyed hash, for a time
    }


def when(moment):
    return iso_time(moment) if moment else None


def answer_to(comment, status):
    if status != AuthorStatus.SHOWN or not comment.answered_at:
        return None
    reply = comment.official_reply
    return {
        "noi-dung": reply.body,
        "co-quan": reply.printed_office,
        "nguoi-ky": reply.signer,
        "chuc-vu": reply.signer_title,
        "luc": when(reply.published_at),
    }


def notices_of(comment):
    subscription = Subscription.objects.filter(comment=comment).first()
    if subscription is None:
        return None
    return {
        "email": subscription.email,
        "xac-nhan-luc": when(subscription.confirmed_at),
        "khi-co-quyet-dinh": subscription.on_decision,
        "khi-ban-doc-tra-loi": subscription.on_reply,
        "khi-co-quan-tra-loi": subscription.on_answer,
    }
