"""What a search has found, for a Paginator: counted once, fetched page by page."""

from django.db import connection
from django.utils.functional import cached_property

from articles.models import Article

from .engines import matching
from .query import parse


class Found:
    """Articles of `candidates` that a query matches, in this order ("relevance" or "time")."""

    def __init__(self, query, candidates, order="relevance"):
        self.query, self.candidates, self.order = query, candidates, order

    @cached_property
    def total(self):
        """How many. Where nothing holds all the words, those that hold some take their place."""
        if not self.query:
            return 0
        total = self._rows()[0][0]
        if not total and (loose := self.query.loosened()):
            self.query = loose
            total = self._rows()[0][0]
        return total

    def count(self):
        return self.total

    __len__ = count

    def __getitem__(self, piece):
        if not self.total:
            return []
        rows = self._rows(order=self.order, limit=piece.stop - piece.start, offset=piece.start)
        ids = [pk for (pk,) in rows]
        by_id = {
            article.pk: article
            for article in Article.objects.for_list().filter(pk__in=ids).select_related("search")
        }
        return [by_id[pk] for pk in ids if pk in by_id]

    def _rows(self, **piece):
        with connection.cursor() as cursor:
            cursor.execute(*matching(self.query, self.candidates, **piece))
            return cursor.fetchall()


def search(typed, *, at=None, candidates=None, order="relevance") -> Found:
    """Public articles that hold all that was `typed`; those with the marks that were typed come first."""
    public = Article.objects.public(at) if candidates is None else candidates
    return Found(parse(typed), public, order)
