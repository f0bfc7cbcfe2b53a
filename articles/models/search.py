"""The words of articles as searches compare them."""

from collections.abc import Iterable

from django.db import models

from articles.fields import ARTICLE_FIELDS, ArticleField, FieldKind, SearchPart
from newsroom.core import richtext
from newsroom.core.search_words import index_text, lower_words

LONGEST = 200_000  # characters of a body; PostgreSQL limits a tsvector to 1 MB


class SearchEntryManager(models.Manager["SearchEntry"]):
    def write(self, articles: Iterable) -> None:
        """Write the entries of these articles, with one query."""
        self.bulk_create(
            [SearchEntry(article=article, **search_fields(article)) for article in articles],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["title", "lead", "body", "exact", "text"],
        )


class SearchEntry(models.Model):
    """The words of one article: part by part without marks, with document symbols; and all words with marks.

    On PostgreSQL a generated column makes a weighted tsvector of them; on SQLite triggers keep an FTS5 table in
    step (migration 0001). Excerpts are cut from `text`.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="search"
    )
    title = models.TextField(editable=False)
    lead = models.TextField(editable=False)
    body = models.TextField(editable=False)
    exact = models.TextField(editable=False)
    text = models.TextField(editable=False)

    objects = SearchEntryManager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.article_id)


def search_fields(article) -> dict[str, str]:
    """The fields of the search entry of `article`."""
    title = part_text(article, SearchPart.TITLE)
    lead = f"{part_text(article, SearchPart.LEAD)} {article.number or ''}"
    body = part_text(article, SearchPart.BODY)[:LONGEST]
    return {
        "title": index_text(title),
        "lead": index_text(lead),
        "body": index_text(body),
        "exact": lower_words(f"{title} {lead} {body}"),
        "text": f"{article.lead}\n{body}".strip(),
    }


def part_text(article, part: SearchPart) -> str:
    """The text of all fields that belong to one part of an entry."""
    return " ".join(field_text(article, field) for field in ARTICLE_FIELDS if field.search is part)


def field_text(article, field: ArticleField) -> str:
    if field.kind is FieldKind.BYLINES:
        return article.byline
    text = getattr(article, field.name)
    return richtext.to_text(text) if field.kind is FieldKind.RICH_TEXT else text
