"""Two versions of an article side by side, field by field, as a clerk reads them."""

from typing import NamedTuple

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom.ground import diff, richtext
from newsroom.ground.clock import day, stamp

from .models import Article, ChangeKind, CommentPolicy, Kind

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
]
LABELS = {"photos": _("photos in the article"), "bylines": _("byline")}


class Difference(NamedTuple):
    """One field that differs: its name for people, and how it changed."""

    label: str
    html: str


def differences(old, new):
    """What differs between the contents of two versions (see `history.snapshot`)."""
    found = []
    for name in FIELDS:
        before, after = in_words(name, old.get(name)), in_words(name, new.get(name))
        if before != after:
            found.append(Difference(label(name), diff.as_html(diff.compare(before, after))))
    return found


def label(name):
    return capfirst(LABELS.get(name) or Article._meta.get_field(name).verbose_name)


def in_words(name, value):
    """What a field of a version says, as plain text."""
    if not value:
        return ""
    if name == "body":
        return richtext.to_text(value)
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name in MOMENTS:
        return stamp(parse_datetime(value))
    if name == "event_date":
        return day(parse_date(value))
    if name in THINGS:
        return value["name"]
    if name in LISTS:
        return ", ".join(each["name"] for each in value)
    if name == "bylines":
        return "\n".join(each["printed"] for each in value)
    if name == "photos":
        return "\n".join(photo_in_words(each) for each in value)
    return value


def photo_in_words(photo):
    parts = [photo["caption"], photo["alt"], photo["credit"]]
    return " · ".join(part for part in parts if part) or photo["key"]
