"""The comparison of two versions of an article, field by field, in plain words."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.byline import join_name
from articles.fields import ARTICLE_FIELDS, TEXT_RULES, FieldKind, Fieldset
from newsroom.core import richtext, text_diff
from newsroom.core.dateformat import format_date, format_datetime

from .history import article_column

KINDS = {field.name: field.kind for field in ARTICLE_FIELDS}
# Compared like fields: the URLs in the body, and the lines that form_rescue could not read into a field.
FIELDS = [*KINDS, "unread"]
FIELDS.insert(FIELDS.index("body") + 1, "links")
LABELS = {
    "unread": _("could not be read"),
    "photos": _("photos in the article"),
    "bylines": _("byline"),
    "links": _("links in the text"),
}
BETWEEN_CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")


class Difference(NamedTuple):
    """One field that differs: its label and the marked change."""

    label: str
    html: str


def compare_contents(old: dict, new: dict) -> list[Difference]:
    """The fields that differ between the contents of two versions (see `history.snapshot`)."""
    differences = []
    old, new = add_links(old), add_links(new)
    for name in FIELDS:
        before, after = describe_value(name, old.get(name)), describe_value(name, new.get(name))
        if before != after:
            differences.append(
                Difference(get_label(name), text_diff.diff_html(text_diff.diff_texts(before, after)))
            )
        elif name == "body" and old.get(name) != new.get(name) and old["links"] == new["links"]:
            differences.append(
                Difference(get_label(name), format_html("<em>{}</em>", _("Only its layout was changed.")))
            )
    return differences


def describe_content(content: dict) -> list[tuple[str, str]]:
    """Pairs of label and words for each field that is not empty."""
    content = add_links(content)
    return [(get_label(name), words) for name in FIELDS if (words := describe_value(name, content.get(name)))]


class TextPart(NamedTuple):
    """One text of an article in plain words; `is_labelled` unless its place in the article tells what it is."""

    name: str
    label: str
    words: str
    is_labelled: bool


def describe_texts(content: dict) -> list[TextPart]:
    """The fields of a content that hold text and are not empty, in the order of the table."""
    return [
        TextPart(field.name, get_label(field.name), words, field.fieldset is not Fieldset.TEXT)
        for field in ARTICLE_FIELDS
        if field.kind in TEXT_RULES and (words := describe_value(field.name, content.get(field.name)))
    ]


def add_links(content: dict) -> dict:
    """The content of a version and, as "links", the URLs in its body, which its words do not show."""
    return {**content, "links": richtext.find_links(content.get("body") or "")}


def get_label(name: str) -> str:
    return capfirst(str(LABELS.get(name) or article_column(name).verbose_name))


def describe_value(name: str, value: Any) -> str:
    """The value of a field of a version as plain text."""
    if not value:
        return ""
    match KINDS.get(name):
        case FieldKind.RICH_TEXT:
            return body_to_text(value)
        case FieldKind.CHOICE:
            return str(dict(article_column(name).flatchoices)[value])
        case FieldKind.MOMENT:
            return format_datetime(datetime.fromisoformat(value))
        case FieldKind.DATE:
            return format_date(date.fromisoformat(value))
        case FieldKind.FOREIGN_KEY:
            return value["name"]
        case FieldKind.MANY_TO_MANY:
            return ", ".join(each["name"] for each in value)
        case FieldKind.BYLINES:
            return "\n".join(join_name(each["printed_name"], each["printed_office"]) for each in value)
        case FieldKind.PHOTOS:
            return "\n".join(describe_photo(each) for each in value)
        case None:  # links and unread
            return "\n".join(value)
        case _:
            return value


def body_to_text(html: str) -> str:
    """A body as plain text: one line for each block and each row of a table."""
    return richtext.to_text(BETWEEN_CELLS.sub(" | ", html))


def describe_photo(photo: dict) -> str:
    parts = [photo["caption"], photo["alt"], photo["credit"]]
    return " · ".join(part for part in parts if part) or photo["key"]
