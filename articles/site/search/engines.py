"""The SQL of a search for PostgreSQL and for SQLite: which articles match, and in which order."""

from django.db import connection
from django.db.models import QuerySet

from .query import Query


class Postgres:
    """Full-text search in the generated column `vector` (weights A to C); words with diacritics lie in `exact`."""

    @staticmethod
    def phrase(words):
        return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"

    def term(self, term):
        words = self.phrase([term.figures] if term.figures else term.words)
        return f"('{term.symbol}':* | {words})" if term.symbol else words

    def hits_sql(self, query: Query) -> tuple[str, list]:
        """SQL of the matching rows (id, rank, is_exact, is_phrase), and its parameters."""
        expression = "(" + (" | " if query.is_loose else " & ").join(map(self.term, query.terms)) + ")"
        expression += "".join(f" & !{self.term(term)}" for term in query.excluded)
        exact = " & ".join(map(self.phrase, query.exact))
        sql = """
            SELECT article_id AS id,
                ts_rank_cd('{0, 0.1, 0.4, 1}', vector, to_tsquery('newsroom', %s), 1) AS rank,
                %s <> '' AND to_tsvector('newsroom', exact) @@ to_tsquery('newsroom', %s) AS is_exact,
                vector @@ to_tsquery('newsroom', %s) AS is_phrase
            FROM articles_searchentry WHERE vector @@ to_tsquery('newsroom', %s)
        """
        return sql, [expression, exact, exact, self.phrase(query.as_phrase), expression]


class SQLite:
    """FTS5, ranked by bm25 (smaller is better)."""

    @staticmethod
    def phrase(words):
        return '"' + " ".join(words) + '"'

    def term(self, term):
        words = self.phrase([term.figures] if term.figures else term.words)
        return f'("{term.symbol}"* OR {words})' if term.symbol else words

    def hits_sql(self, query: Query) -> tuple[str, list]:
        plain = "{title lead body} : "
        expression = (
            plain + "(" + (" OR " if query.is_loose else " AND ").join(map(self.term, query.terms)) + ")"
        )
        if query.excluded:
            expression = f"({expression}) NOT {plain}({' OR '.join(map(self.term, query.excluded))})"
        exact = "exact : (" + " AND ".join(map(self.phrase, query.exact)) + ")" if query.exact else None
        sql = """
            SELECT rowid AS id, -bm25(articles_searchwords, 10, 4, 1, 0) AS rank,
                rowid IN (SELECT rowid FROM articles_searchwords WHERE articles_searchwords MATCH %s) AS is_exact,
                rowid IN (SELECT rowid FROM articles_searchwords WHERE articles_searchwords MATCH %s) AS is_phrase
            FROM articles_searchwords WHERE articles_searchwords MATCH %s
        """
        return sql, [exact or NO_MATCH, plain + self.phrase(query.as_phrase), expression]


NO_MATCH = '"khong co tu nay trong bat ky bai nao"'
ORDERS = {
    "relevance": "is_exact DESC, is_phrase DESC, rank DESC, publish_at DESC, c.pk DESC",
    "time": "publish_at DESC, c.pk DESC",
}


def get_engine() -> "Postgres | SQLite":
    return Postgres() if connection.vendor == "postgresql" else SQLite()


def match_sql(
    query: Query,
    candidates: QuerySet,
    *,
    order: str | None = None,
    limit: int = 0,
    offset: int = 0,
) -> tuple[str, list]:
    """SQL and its parameters: the ids of the candidates that match, in this order; without `order`, their count."""
    hits, hit_params = get_engine().hits_sql(query)
    inner, params = candidates.order_by().values("pk", "publish_at").query.sql_with_params()
    columns = "COUNT(*)" if order is None else "c.pk"
    sql = f"SELECT {columns} FROM ({inner}) AS c JOIN ({hits}) AS h ON h.id = c.pk"  # noqa: S608 -- all parts are made here; typed words are parameters
    if order is not None:
        sql += f" ORDER BY {ORDERS[order]} LIMIT {int(limit)} OFFSET {int(offset)}"
    return sql, [*params, *hit_params]
