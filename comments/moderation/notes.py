"""Notes between moderators, beside one comment or beside all comments of one author."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments.models import Comment, ModeratorNote
from comments.permissions import may, visible_to
from newsroom.core.accounts import User

from .acts import NOTE
from .base import take


@transaction.atomic
def add_note(
    comment: Comment, *, by: User, text: str, about_author: bool = False, at: datetime | None = None
) -> ModeratorNote:
    """Add a note. Raises NotAllowed or NoteMissing."""
    take(comment, NOTE, by=by, note=text)
    author = comment.author_hash if about_author else ""
    at = at or timezone.now()
    return ModeratorNote.objects.create(comment=comment, author_hash=author, text=text, by=by, at=at)


def load_notes(comments: Collection[Comment], user: User) -> dict[int, list[ModeratorNote]]:
    """The notes to show beside each of `comments` (by id), oldest first: one query.

    A note about an author shows beside all comments of that author, to people who may see the comment at which it
    was written.
    """
    if not may(user, "note"):
        return {}
    hashes = {comment.author_hash for comment in comments} - {""}
    concerned = Q(comment__in=[comment.pk for comment in comments]) | Q(author_hash__in=hashes)
    notes = ModeratorNote.objects.filter(concerned, comment__in=visible_to(user).values("pk"))
    of_comment, of_author = defaultdict(list), defaultdict(list)
    for note in notes.select_related("by").order_by("at", "id"):
        (of_author[note.author_hash] if note.author_hash else of_comment[note.comment_id]).append(note)
    return {
        comment.pk: sorted(
            of_comment[comment.pk] + (of_author[comment.author_hash] if comment.author_hash else []),
            key=lambda note: (note.at, note.pk),
        )
        for comment in comments
    }
