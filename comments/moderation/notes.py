"""What moderators write to each other: beside a comment, or beside all comments of one author."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from comments.errors import NotAllowed, NoteMissing
from comments.models import ModeratorNote
from comments.permissions import may, visible_to


def add_note(comment, *, by, text, about_author=False, at=None) -> ModeratorNote:
    """Leave a note. Raises NotAllowed or NoteMissing."""
    if not may(by, "note", comment):
        raise NotAllowed
    if not text.strip():
        raise NoteMissing
    author = comment.author_hash if about_author else ""
    return ModeratorNote.objects.create(
        comment=comment, author_hash=author, text=text, by=by, at=at or timezone.now()
    )


def load_notes(comments, user):
    """The notes beside each of `comments` (by id), oldest first: one query.

    A note about an author shows beside all that this person wrote, to those who may see the comment at which it
    was written.
    """
    if not may(user, "note"):
        return {}
    hashes = {comment.author_hash for comment in comments} - {""}
    concerns = Q(comment__in=[comment.pk for comment in comments]) | Q(author_hash__in=hashes)
    notes = ModeratorNote.objects.filter(concerns, comment__in=visible_to(user).values("pk")).select_related(
        "by"
    )
    own, of_author = defaultdict(list), defaultdict(list)
    for each in notes.order_by("at", "id"):
        (of_author[each.author_hash] if each.author_hash else own[each.comment_id]).append(each)
    return {
        comment.pk: sorted(
            own[comment.pk] + (of_author[comment.author_hash] if comment.author_hash else []),
            key=lambda each: (each.at, each.pk),
        )
        for comment in comments
    }
