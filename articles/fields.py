"""The table of an article's fields: each list of fields in the code is made from these rows.

A new field is a model field, a migration and one row here; a template only where readers see it.
`tests/articles/test_fields.py` fails while the row is missing.

Stands below the models: imports `newsroom.core` only.
"""

from enum import Enum
from typing import NamedTuple

from newsroom.core import richtext
from newsroom.core.text import normalize, normalize_prose


class FieldKind(Enum):
    """The kind of a field: it decides how the field is typed, kept in a version and compared."""

    LINE = "one line of text"
    URL = "URL"
    PROSE = "plain text with line breaks"
    RICH_TEXT = "sanitised HTML"
    CHOICE = "one of fixed values"
    DATE = "day"
    MOMENT = "day and time"
    FOREIGN_KEY = "one record"
    MANY_TO_MANY = "several records"
    BYLINES = "contributors, in rows of their own"
    PHOTOS = "photos of the body, in rows of their own"


class Fieldset(Enum):
    """The part of the writing form that holds a field."""

    TEXT = "text"
    PLACE_AND_TIME = "place and time"
    CLASSIFICATION = "classification"
    SOURCE = "source"
    CHANGE = "change"  # on working copies only
    ROWS = "rows"  # inline forms


class SearchPart(Enum):
    """The part of a search entry that holds the words of a field, by weight."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"


class Omitted(str):
    """The reason why machines are not told a field."""


class ArticleField(NamedTuple):
    """One field. `api` and `feed` name what publishes it in the API and in feeds, or say why nothing does."""

    name: str
    kind: FieldKind
    fieldset: Fieldset
    search: SearchPart | None
    api: str | Omitted
    feed: str | Omitted


NOT_IN_FEEDS = Omitted("feeds have no place for it")
NOT_TOLD = Omitted("readers are not told beforehand when an article goes")
DESK_ONLY = Omitted("the desk arranges pages of the site with it")

# In the order of the form, which is also the order in which versions are compared.
ARTICLE_FIELDS = [
    ArticleField("title", FieldKind.LINE, Fieldset.TEXT, SearchPart.TITLE, "title", "title"),
    ArticleField("kicker", FieldKind.LINE, Fieldset.TEXT, SearchPart.TITLE, "kicker", NOT_IN_FEEDS),
    ArticleField("lead", FieldKind.PROSE, Fieldset.TEXT, SearchPart.LEAD, "lead", "summary"),
    ArticleField("body", FieldKind.RICH_TEXT, Fieldset.TEXT, SearchPart.BODY, "body_html", "content"),
    ArticleField("photos", FieldKind.PHOTOS, Fieldset.ROWS, None, "body_html", "content"),
    ArticleField("bylines", FieldKind.BYLINES, Fieldset.ROWS, SearchPart.LEAD, "authors", "authors"),
    ArticleField("section", FieldKind.FOREIGN_KEY, Fieldset.PLACE_AND_TIME, None, "section", "tags"),
    ArticleField(
        "secondary_sections", FieldKind.MANY_TO_MANY, Fieldset.PLACE_AND_TIME, None, DESK_ONLY, DESK_ONLY
    ),
    ArticleField(
        "publish_at", FieldKind.MOMENT, Fieldset.PLACE_AND_TIME, None, "published_at", "published_at"
    ),
    ArticleField("event_date", FieldKind.DATE, Fieldset.PLACE_AND_TIME, None, "event_date", NOT_IN_FEEDS),
    ArticleField("expires_at", FieldKind.MOMENT, Fieldset.PLACE_AND_TIME, None, NOT_TOLD, NOT_TOLD),
    ArticleField("cover", FieldKind.FOREIGN_KEY, Fieldset.CLASSIFICATION, None, "cover", "picture"),
    ArticleField("topics", FieldKind.MANY_TO_MANY, Fieldset.CLASSIFICATION, None, "topics", NOT_IN_FEEDS),
    ArticleField("tags", FieldKind.MANY_TO_MANY, Fieldset.CLASSIFICATION, None, "tags", "tags"),
    ArticleField("related", FieldKind.MANY_TO_MANY, Fieldset.CLASSIFICATION, None, DESK_ONLY, DESK_ONLY),
    ArticleField(
        "comment_policy", FieldKind.CHOICE, Fieldset.CLASSIFICATION, None, "comment_count", NOT_IN_FEEDS
    ),
    ArticleField("kind", FieldKind.CHOICE, Fieldset.SOURCE, None, "kind", NOT_IN_FEEDS),
    ArticleField("source_name", FieldKind.LINE, Fieldset.SOURCE, None, "source", NOT_IN_FEEDS),
    ArticleField("source_author", FieldKind.LINE, Fieldset.SOURCE, None, "source", NOT_IN_FEEDS),
    ArticleField("source_url", FieldKind.URL, Fieldset.SOURCE, None, "source", NOT_IN_FEEDS),
    ArticleField("source_published_at", FieldKind.MOMENT, Fieldset.SOURCE, None, "source", NOT_IN_FEEDS),
    ArticleField("change_kind", FieldKind.CHOICE, Fieldset.CHANGE, None, "changed_at", "changed_at"),
    ArticleField("correction_text", FieldKind.PROSE, Fieldset.CHANGE, None, "corrections", NOT_IN_FEEDS),
]

# Columns that no person types, each with the reason.
MACHINE_KEPT = {
    "id": "given by the database",
    "slug": "made from the title on save",
    "state": "changed by articles.workflow alone",
    "state_since": "written with the state",
    "version": "counts the saves",
    "first_published_at": "written by articles.workflow",
    "gone_at": "written by articles.workflow",
    "number": "given at publication",
    "urgent_by": "written by articles.workflow",
    "replaces": "set when a working copy is made",
    "replaces_version": "set when a working copy is made",
    "revised_at": "written when a working copy replaces the live article",
    "assignee": "set by articles.workflow.assignment",
    "due_on": "set by articles.workflow.assignment",
    "created_by": "the person who made the article",
    "created_at": "the moment at which it was made",
    "updated_by": "the person who last saved it",
    "updated_at": "the moment at which it was last saved",
    "comment_count": "written by comments.moderation",
    "byline": "made from the bylines",
    "rendered_body": "made from the body and its photos",
    "contents": "made from the headings of the body",
    "sanitizer_version": "says by which rules the body was cleaned",
}

# The form in which a typed text is stored.
TEXT_RULES = {
    FieldKind.LINE: normalize,
    FieldKind.URL: normalize,
    FieldKind.PROSE: normalize_prose,
    FieldKind.RICH_TEXT: richtext.clean,
}


def select_names(*kinds: FieldKind) -> list[str]:
    """The names of the fields of these kinds, in the order of the table."""
    return [field.name for field in ARTICLE_FIELDS if field.kind in kinds]


def select_fieldset(fieldset: Fieldset) -> list[str]:
    """The names of the fields that this part of the form holds, in the order of the table."""
    return [field.name for field in ARTICLE_FIELDS if field.fieldset == fieldset]
