"""Notes that colleagues leave for each other in the timeline of an article."""

from django.db import transaction

from articles.models import Article, Event
from newsroom.core.accounts import User

from . import notices
from .base import take, write_event
from .transitions import NOTE


@transaction.atomic
def add_note(article: Article, *, by: User, text: str) -> Event:
    """Leave a note in the timeline; @name tells that person. Raises NotAllowed or ReasonMissing."""
    event = write_event(take(article, NOTE, by=by, version=None, reason=text), NOTE, by=by, reason=text)
    notices.announce(event)
    return event
