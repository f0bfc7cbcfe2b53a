"""The results of a search, for a Paginator: counted once, loaded page by page."""

from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property

from articles.models import Article

from .engines import get_engine, match_sql
from .query import Query, parse_query


class SearchResults:
    """The articles of `candidates` that match a query, ordered by "relevance" or "time"."""

    def __init__(self, query: Query, candidates: QuerySet, order: str = "relevance"):
        self.query, self.candidates, self.order = query, candidates, order

    @cached_property
    def total(self) -> int:
        """The number of results. Where no article has all terms, `query` becomes loose: articles with any of them."""
        if not self.query:
            return 0
        total = self._rows()[0][0]
        if not total and (loose := self.query.loosen()):
            self.query = loose
            total = self._rows()[0][0]
        return total

    def count(self) -> int:
        return self.total

    __len__ = count

    def __getitem__(self, piece: slice) -> list[Article]:
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
        sql, params = get_engine().hits_sql(self.query)
        return self.candidates.filter(pk__in=RawSQL(f"SELECT id FROM ({sql}) AS hits", params))  # noqa: S608, S611 -- typed words are parameters

    def _rows(self, **piece):
        try:
            sql, params = match_sql(self.query, self.candidates, **piece)
        except EmptyResultSet:  # no article can be among the candidates
            return [(0,)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def search(
    text: str,
    *,
    at: datetime | None = None,
    candidates: QuerySet | None = None,
    order: str = "relevance",
) -> SearchResults:
    """The articles with all words of `text`; those with the same diacritics come first.

    `candidates` are the articles to search, by default the public ones at `at`. `order` is "relevance" or "time".
    """
    articles = Article.objects.public(at) if candidates is None else candidates
    return SearchResults(parse_query(text), articles, order)
