"""What is missing in an article, and what looks wrong: asked before readers get it.

An error blocks publishing; a warning needs somebody to say that it is right, and that is recorded.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.ground import proofreading, richtext
from newsroom.ground.clock import stamp
from newsroom.ground.text import count_syllables

from .links import broken_links
from .models import CommentPolicy, Kind

LONGEST_TITLE, LONGEST_LEAD = 20, 50  # syllables: a line on a phone; the house's rule for a sapo
# Decree 147/2024 art. 28: an aggregated item comes at least an hour after its source.
AFTER_THE_SOURCE = timedelta(hours=1)
MOST_EXAMPLES = 5


class Level(models.TextChoices):
    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


@dataclass(frozen=True)
class Finding:
    """One thing that was found: what, how bad, in words, and the element of the form where it stands."""

    code: str
    level: str
    sentence: str
    place: str


def review(article, *, at=None):
    """All findings about a stored article that would be published at `at` (now), errors first.

    At most seven queries, however many photos and links there are.
    """
    at = at or timezone.now()
    photos = list(article.photo_uses.select_related("photo"))
    found = [
        *missing(article),
        *repost_rules(article, at),
        *about_photos(article, photos),
        *about_length(article),
        *about_times(article, at),
        *about_words(article, at),
        *about_links(article, at),
    ]
    return sorted(found, key=lambda finding: finding.level != Level.ERROR)


def error(code, sentence, place):
    return Finding(code, Level.ERROR, sentence, place)


def warning(code, sentence, place):
    return Finding(code, Level.WARNING, sentence, place)


def named(sentence, words):
    """A sentence that ends in the words that were found."""
    shown = ", ".join(f"“{each}”" for each in list(words)[:MOST_EXAMPLES])
    return format_lazy("{} {}", sentence, shown)


def missing(article):
    """What no article goes without."""
    is_open = article.section_id and not article.section.closed_on
    signed = article.kind == Kind.REPOST or article.bylines.exists()
    needs = [
        ("no_title", _("No title."), "id_title", article.title),
        ("no_lead", _("No lead."), "id_lead", article.lead),
        ("no_body", _("No body."), "id_body", article.body),
        ("no_section", _("No section, or one that is closed."), "id_section", is_open),
        ("no_byline", _("No byline."), "bylines-group", signed),
    ]
    return [error(code, sentence, place) for code, sentence, place, there in needs if not there]


def repost_rules(article, at):
    """Decree 147/2024: source, author, address and time are named, an hour has passed, and no comments."""
    if article.kind != Kind.REPOST:
        return
    needs = [
        ("no_source", _("A repost needs its source."), "id_source_name", article.source_name),
        (
            "no_source_author",
            _("A repost needs the author at the source."),
            "id_source_author",
            article.source_author,
        ),
        (
            "no_source_url",
            _("A repost needs the address at the source."),
            "id_source_url",
            article.source_url,
        ),
        (
            "no_source_time",
            _("A repost needs the time at the source."),
            "id_source_published_at_0",
            article.source_published_at,
        ),
        (
            "comments_on_repost",
            _("A repost takes no reader comments."),
            "id_comment_policy",
            article.comment_policy == CommentPolicy.OFF,
        ),
    ]
    yield from (error(code, sentence, place) for code, sentence, place, there in needs if not there)
    goes_out = max(article.publish_at or at, at)
    if article.source_published_at and goes_out < article.source_published_at + AFTER_THE_SOURCE:
        earliest = stamp(article.source_published_at + AFTER_THE_SOURCE)
        sentence = format_lazy(
            _("A repost comes an hour after its source: not before {time}."), time=earliest
        )
        yield error("repost_too_early", sentence, "id_publish_at_0")


def about_photos(article, uses):
    if article.cover_id is None:
        yield warning("no_cover", _("No cover photo."), "id_cover")
    bare = [use.photo for use in uses if not use.photo.alt and not use.photo.is_decorative]
    if bare:
        sentence = _("Photos without alt text; describe them, or say that they are decorative:")
        yield error("no_alt", named(sentence, bare), "photo_uses-group")
    if uncaptioned := sum(not use.caption for use in uses):
        sentence = format_lazy(_("Photos without caption: {number}."), number=uncaptioned)
        yield warning("no_caption", sentence, "id_body")


def about_length(article):
    limits = [
        (
            "long_title",
            article.title,
            LONGEST_TITLE,
            "id_title",
            _("The title has {number} syllables, over {most}."),
        ),
        (
            "long_lead",
            article.lead,
            LONGEST_LEAD,
            "id_lead",
            _("The lead has {number} syllables, over {most}."),
        ),
    ]
    for code, text, most, place, sentence in limits:
        if (number := count_syllables(text)) > most:
            yield warning(code, format_lazy(sentence, number=number, most=most), place)


def about_times(article, at):
    planned = article.publish_at
    if article.expires_at and article.expires_at <= (planned or at):
        yield error("expires_first", _("It would expire before it is published."), "id_expires_at_0")
    if (
        planned
        and planned < at - timedelta(minutes=1)
        and not article.is_frozen
        and not article.is_working_copy
    ):
        sentence = format_lazy(_("Its publication time has passed: {time}."), time=stamp(planned))
        yield warning("backdated", sentence, "id_publish_at_0")


def about_words(article, at):
    """Doubled words and dates, in all that readers read."""
    body = richtext.to_text(article.body)
    year = timezone.localtime(article.publish_at or at, timezone.get_default_timezone()).year
    for place, text in (("id_title", article.title), ("id_lead", article.lead), ("id_body", body)):
        if found := proofreading.doubled_words(text):
            yield warning(f"doubled_{place}", named(_("Written twice?"), found), place)
        if found := proofreading.impossible_dates(text):
            yield warning(f"no_such_day_{place}", named(_("There is no such day:"), found), place)
        for wrong in proofreading.wrong_weekdays(text, year):
            sentence = format_lazy(_("“{words}”: that day is {right}."), words=wrong.words, right=wrong.right)
            yield warning(f"weekday_{place}_{wrong.words}", sentence, place)
    if styles := proofreading.date_styles(f"{article.lead}\n{body}"):
        yield warning("date_styles", named(_("Dates are written in several ways:"), styles), "id_body")


def about_links(article, at):
    if broken := broken_links(article.body, at):
        yield warning("broken_links", named(_("Links that lead to no page of ours:"), broken), "id_body")
