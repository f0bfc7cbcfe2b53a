"""What searches look in: the words of an article, written down when it is saved."""

from django.db import models

from articles.fields import ARTICLE_FIELDS, FieldKind, SearchPart
from newsroom.core import richtext
from newsroom.core.search_words import index_text, lower_words

LONGEST = 200_000  # characters of a body; a tsvector holds no more than a megabyte


class SearchEntryManager(models.Manager):
    def write(self, articles):
        """Make these articles findable by what they say now, with one query."""
        self.bulk_create(
            [SearchEntry(article=article, **search_fields(article)) for article in articles],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["title", "lead", "body", "exact", "text"],
        )


class SearchEntry(models.Model):
    """The words of one article without marks and its document symbols, part by part, and all words with marks.

    On PostgreSQL a generated column makes a weighted tsvector of them; on SQLite triggers keep an FTS5 table in
    step (migration 0001). `text` is what an excerpt is cut from.
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


def search_fields(article):
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


def part_text(article, part):
    """The words of all fields that stand in one part of an entry."""
    return " ".join(field_text(article, field) for field in ARTICLE_FIELDS if field.search is part)


def field_text(article, field):
    if field.kind is FieldKind.BYLINES:
        return article.byline
    text = getattr(article, field.name)
    return richtext.to_text(text) if field.kind is FieldKind.RICH_TEXT else text
