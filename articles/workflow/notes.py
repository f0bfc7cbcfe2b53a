"""What colleagues write to each other beside an article."""

from django.db import transaction

from articles.models import Article, Event
from articles.permissions import may

from . import NotAllowed, given, notices


@transaction.atomic
def note(article, *, by, text):
    """Leave a note in the article's timeline; @name tells that person. Raises NotAllowed or ReasonMissing."""
    stored = Article.objects.get(pk=article.pk)
    if not may(by, "share", stored):
        raise NotAllowed
    event = Event.objects.create(
        article=stored,
        move="note",
        source=stored.state,
        target=stored.state,
        version=stored.version,
        by=by,
        reason=given(text),
    )
    notices.tell(event)
    return event
