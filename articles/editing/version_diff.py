"""Two versions of an article side by side, field by field, as a clerk reads them."""

import re
from typing import NamedTuple

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.fields import ARTICLE_FIELDS, FieldKind
from articles.models import Article
from newsroom.core import richtext, text_diff
from newsroom.core.dateformat import format_date, format_datetime

KINDS = {field.name: field.kind for field in ARTICLE_FIELDS}
# Parts of a content that are no fields and are compared like them: addresses in the body, words no field could read.
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
    """One field that differs: its name for people, and how it changed."""

    label: str
    html: str


def differences(old, new):
    """What differs between the contents of two versions (see `history.snapshot`)."""
    found = []
    old, new = with_links(old), with_links(new)
    for name in FIELDS:
        before, after = in_words(name, old.get(name)), in_words(name, new.get(name))
        if before != after:
            found.append(Difference(label(name), text_diff.diff_html(text_diff.diff_texts(before, after))))
        elif name == "body" and old.get(name) != new.get(name) and old["links"] == new["links"]:
            found.append(
                Difference(label(name), format_html("<em>{}</em>", _("Only its layout was changed.")))
            )
    return found


def in_full(content):
    """Each field of a content that says something: its name for people, and its words."""
    content = with_links(content)
    return [(label(name), words) for name in FIELDS if (words := in_words(name, content.get(name)))]


def with_links(content):
    """The content of a version, with the addresses that its body leads to: they do not show in its words."""
    return {**content, "links": richtext.find_links(content.get("body") or "")}


def label(name):
    return capfirst(LABELS.get(name) or Article._meta.get_field(name).verbose_name)


def in_words(name, value):
    """What a field of a version says, as plain text."""
    if not value:
        return ""
    match KINDS.get(name):
        case FieldKind.RICH_TEXT:
            return body_in_words(value)
        case FieldKind.CHOICE:
            return str(dict(Article._meta.get_field(name).choices)[value])
        case FieldKind.MOMENT:
            return format_datetime(parse_datetime(value))
        case FieldKind.DATE:
            return format_date(parse_date(value))
        case FieldKind.FOREIGN_KEY:
            return value["name"]
        case FieldKind.MANY_TO_MANY:
            return ", ".join(each["name"] for each in value)
        case FieldKind.BYLINES:
            return "\n".join(each["printed"] for each in value)
        case FieldKind.PHOTOS:
            return "\n".join(photo_in_words(each) for each in value)
        case None:  # links and unread
            return "\n".join(value)
        case _:
            return value


def body_in_words(html):
    """A body as plain text, one block a line; a row of a table is one, too."""
    return richtext.to_text(BETWEEN_CELLS.sub(" | ", html))


def photo_in_words(photo):
    parts = [photo["caption"], photo["alt"], photo["credit"]]
    return " · ".join(part for part in parts if part) or photo["key"]
