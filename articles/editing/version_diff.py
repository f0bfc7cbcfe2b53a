"""Two versions of an article side by side, field by field, as a clerk reads them."""

import re
from typing import NamedTuple

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ChangeKind, CommentPolicy, Kind
from newsroom.core import richtext, text_diff
from newsroom.core.dateformat import format_date, format_datetime

CHOICES = {"kind": Kind, "comment_policy": CommentPolicy, "change_kind": ChangeKind}
MOMENTS = {"publish_at", "expires_at", "source_published_at"}
THINGS = {"section", "cover"}
LISTS = {"secondary_sections", "topics", "tags", "related"}
# In the order of the form.
FIELDS = [
    "title",
    "kicker",
    "lead",
    "body",
    "links",
    "photos",
    "bylines",
    "section",
    "secondary_sections",
    "publish_at",
    "event_date",
    "expires_at",
    "cover",
    "topics",
    "tags",
    "related",
    "comment_policy",
    "kind",
    "source_name",
    "source_author",
    "source_url",
    "source_published_at",
    "change_kind",
    "correction_text",
    "unread",
]
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
    if name == "body":
        return body_in_words(value)
    if name in ("links", "unread"):
        return "\n".join(value)
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name in MOMENTS:
        return format_datetime(parse_datetime(value))
    if name == "event_date":
        return format_date(parse_date(value))
    if name in THINGS:
        return value["name"]
    if name in LISTS:
        return ", ".join(each["name"] for each in value)
    if name == "bylines":
        return "\n".join(each["printed"] for each in value)
    if name == "photos":
        return "\n".join(photo_in_words(each) for each in value)
    return value


def body_in_words(html):
    """A body as plain text, one block a line; a row of a table is one, too."""
    return richtext.to_text(BETWEEN_CELLS.sub(" | ", html))


def photo_in_words(photo):
    parts = [photo["caption"], photo["alt"], photo["credit"]]
    return " · ".join(part for part in parts if part) or photo["key"]
