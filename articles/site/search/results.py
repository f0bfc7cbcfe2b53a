"""What a search has found, for a Paginator: counted once, fetched page by page."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property

from articles.models import Article

from .engines import engine, matching
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

    def filter_candidates(self) -> QuerySet:
        """The candidates that match, with their own order and columns."""
        if not self.total:
            return self.candidates.none()
        sql, params = engine().sql(self.query)
        return self.candidates.filter(pk__in=RawSQL(f"SELECT id FROM ({sql}) AS hits", params))  # noqa: S608, S611 -- typed words are parameters

    def _rows(self, **piece):
        try:
            sql, params = matching(self.query, self.candidates, **piece)
        except EmptyResultSet:  # no article can be among the candidates
            return [(0,)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def search(typed, *, at=None, candidates=None, order="relevance") -> Found:
    """Public articles that hold all that was `typed`; those with the marks that were typed come first."""
    public = Article.objects.public(at) if candidates is None else candidates
    return Found(parse(typed), public, order)
