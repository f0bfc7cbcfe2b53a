"""One question to two databases: which of these articles hold the words, and in which order."""

from django.db import connection


class Postgres:
    """Full text over the generated column `vector` (weights A to C), the words with marks apart."""

    @staticmethod
    def phrase(words):
        return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"

    def term(self, term):
        words = self.phrase([term.figures] if term.figures else term.words)
        return f"('{term.symbol}':* | {words})" if term.symbol else words

    def sql(self, query):
        """SQL of the rows that match (id, rank, is_exact, is_phrase), and its parameters."""
        asked = "(" + (" | " if query.is_loose else " & ").join(map(self.term, query.terms)) + ")"
        asked += "".join(f" & !{self.term(term)}" for term in query.excluded)
        exact = " & ".join(map(self.phrase, query.exact))
        sql = """
            SELECT article_id AS id,
                ts_rank_cd('{0, 0.1, 0.4, 1}', vector, to_tsquery('newsroom', %s), 1) AS rank,
                %s <> '' AND to_tsvector('newsroom', exact) @@ to_tsquery('newsroom', %s) AS is_exact,
                vector @@ to_tsquery('newsroom', %s) AS is_phrase
            FROM articles_searchentry WHERE vector @@ to_tsquery('newsroom', %s)
        """
        return sql, [asked, exact, exact, self.phrase(query.as_phrase), asked]


class SQLite:
    """FTS5 with its own rank (bm25: the smaller, the better)."""

    @staticmethod
    def phrase(words):
        return '"' + " ".join(words) + '"'

    def term(self, term):
        words = self.phrase([term.figures] if term.figures else term.words)
        return f'("{term.symbol}"* OR {words})' if term.symbol else words

    def sql(self, query):
        plain = "{title lead body} : "
        asked = plain + "(" + (" OR " if query.is_loose else " AND ").join(map(self.term, query.terms)) + ")"
        if query.excluded:
            asked = f"({asked}) NOT {plain}({' OR '.join(map(self.term, query.excluded))})"
        exact = "exact : (" + " AND ".join(map(self.phrase, query.exact)) + ")" if query.exact else None
        sql = """
            SELECT rowid AS id, -bm25(articles_searchwords, 10, 4, 1, 0) AS rank,
                rowid IN (SELECT rowid FROM articles_searchwords WHERE articles_searchwords MATCH %s) AS is_exact,
                rowid IN (SELECT rowid FROM articles_searchwords WHERE articles_searchwords MATCH %s) AS is_phrase
            FROM articles_searchwords WHERE articles_searchwords MATCH %s
        """
        return sql, [exact or NOTHING, plain + self.phrase(query.as_phrase), asked]


NOTHING = '"khong co tu nay trong bat ky bai nao"'
ORDERS = {
    "relevance": "is_exact DESC, is_phrase DESC, rank DESC, publish_at DESC, c.pk DESC",
    "time": "publish_at DESC, c.pk DESC",
}


def engine():
    return Postgres() if connection.vendor == "postgresql" else SQLite()


def matching(query, candidates, *, order=None, limit=None, offset=0):
    """SQL and parameters for the ids of the articles of `candidates` (a queryset) that match, or for their count."""
    hits, hit_params = engine().sql(query)
    inner, params = candidates.order_by().values("pk", "publish_at").query.sql_with_params()
    columns = "COUNT(*)" if order is None else "c.pk"
    sql = f"SELECT {columns} FROM ({inner}) AS c JOIN ({hits}) AS h ON h.id = c.pk"  # noqa: S608 -- all made here; what is typed is a param
    if order is not None:
        sql += f" ORDER BY {ORDERS[order]} LIMIT {int(limit)} OFFSET {int(offset)}"
    return sql, [*params, *hit_params]
