"""Review: the errors and warnings of an article, for the panel of the form and for the workflow.

An error stops publication; a warning needs one confirming click. Nothing is changed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.fields import ARTICLE_FIELDS, ArticleField, FieldKind, Fieldset
from articles.limits import LEAD_WORDS, TITLE_WORDS
from articles.models import Article, CommentPolicy, Kind, Photo
from newsroom.core import proofreading, richtext
from newsroom.core.text import count_syllables

from . import link_check

SOURCE_AHEAD = timedelta(hours=1)  # Decree 147/2024: an aggregated item comes an hour after its source


class Level(models.TextChoices):
    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


@dataclass(frozen=True)
class Finding:
    """One error or warning; `place` is the id of the element in the article's form to jump to."""

    code: str
    level: Level
    sentence: str | Promise
    place: str


def error(code: str, place: str, sentence: Any, **words: object) -> Finding:
    return Finding(code, Level.ERROR, format_lazy(sentence, **words), place)


def warning(code: str, place: str, sentence: Any, **words: object) -> Finding:
    return Finding(code, Level.WARNING, format_lazy(sentence, **words), place)


def review(article: Article, *, at: datetime) -> list[Finding]:
    """The errors, then the warnings, of the stored article if it were published at `at`.

    At most six queries for any number of photos and links.
    """
    photos = load_photos(article)
    return [*find_errors(article, at=at, photos=photos), *find_warnings(article, at=at, photos=photos)]


def find_errors(article: Article, *, at: datetime, photos: dict[str, Photo] | None = None) -> list[Finding]:
    """The findings that stop publication at `at`. At most three queries."""
    return [
        *check_parts(article),
        *(check_source(article, at) if article.kind == Kind.REPOST else check_byline(article)),
        *check_times(article, at),
        *check_alt_texts(article, load_photos(article) if photos is None else photos),
    ]


def find_warnings(article: Article, *, at: datetime, photos: dict[str, Photo] | None = None) -> list[Finding]:
    """The findings that a person must confirm. At most three queries."""
    return [
        *check_lengths(article),
        *check_spelling(article, at),
        *check_photos(article, load_photos(article) if photos is None else photos),
        *check_links(article, at),
        *check_backdating(article, at),
    ]


def load_photos(article: Article) -> dict[str, Photo]:
    """The photos of the body and the cover, by key."""
    keys = {image.key for image in richtext.find_images(article.body)}
    photos = Photo.objects.filter(Q(key__in=keys) | Q(pk=article.cover_id)).defer("search_text")
    return {photo.key: photo for photo in photos}


def get_publication_time(article: Article, at: datetime) -> datetime:
    """The time at which readers get the article if it is published at `at`."""
    return article.publish_at or at


# --- Errors -------------------------------------------------------------------------------------


def check_parts(article: Article) -> Iterator[Finding]:
    if not article.title:
        yield error("no_title", "id_title", _("There is no title."))
    if not article.lead:
        yield error("no_lead", "id_lead", _("There is no lead."))
    if not article.body:
        yield error("no_body", "id_body", _("There is no body."))
    if not article.section:
        yield error("no_section", "id_section", _("No section is chosen."))
    elif article.section.closed_on:
        sentence = _("The section “{section}” is closed: choose another.")
        yield error("closed_section", "id_section", sentence, section=article.section)


def check_byline(article: Article) -> Iterator[Finding]:
    if not article.bylines.exists():
        yield error("no_byline", "bylines-group", _("There is no byline."))


def check_source(article: Article, at: datetime) -> Iterator[Finding]:
    """Decree 147/2024, article 28: reposts from other sites."""
    if not article.source_name:
        yield error("no_source_name", "id_source_name", _("A repost needs the name of its source."))
    if not article.source_author:
        yield error("no_source_author", "id_source_author", _("A repost needs its author at the source."))
    if not article.source_url:
        yield error("no_source_url", "id_source_url", _("A repost needs its address at the source."))
    if not article.source_published_at:
        sentence = _("A repost needs the time at which the source published it.")
        yield error("no_source_time", "id_source_published_at_0", sentence)
    elif get_publication_time(article, at) < article.source_published_at + SOURCE_AHEAD:
        sentence = _("A repost may appear one hour after its source at the earliest.")
        yield error("repost_too_early", "id_publish_at_0", sentence)
    if article.comment_policy != CommentPolicy.OFF:
        yield error("repost_with_comments", "id_comment_policy", _("A repost takes no comments."))


def check_times(article: Article, at: datetime) -> Iterator[Finding]:
    if not article.expires_at:
        return
    if article.expires_at <= get_publication_time(article, at):
        sentence = _("The article would expire before it is published.")
        yield error("expires_before_publication", "id_expires_at_0", sentence)
    elif article.expires_at <= at and not keeps_expired_article_expired(article):
        # Hiding a live article is a take-down, which needs its own right and a reason.
        sentence = _("The expiry has passed: nobody would see the article.")
        yield error("expires_at_once", "id_expires_at_0", sentence)


def keeps_expired_article_expired(article: Article) -> bool:
    """Is it a working copy that leaves the expiry of its expired live article as it is?"""
    live = article.replaces
    return live is not None and live.expires_at == article.expires_at


def check_alt_texts(article: Article, photos: dict[str, Photo]) -> Iterator[Finding]:
    sentence = _("The photo “{photo}” has no alt text and is not marked as decorative.")
    in_body = {image.key for image in richtext.find_images(article.body)}
    for photo in photos.values():
        if not photo.alt and not photo.is_decorative:
            place = "photo_uses-group" if photo.key in in_body else "id_cover"
            yield error("no_alt", place, sentence, photo=photo)


# --- Warnings -----------------------------------------------------------------------------------


def check_lengths(article: Article) -> Iterator[Finding]:
    sentence = _("The title has {count} words; readers take in {limit}.")
    if (count := count_syllables(article.title)) > TITLE_WORDS:
        yield warning("long_title", "id_title", sentence, count=count, limit=TITLE_WORDS)
    sentence = _("The lead has {count} words; the house allows {limit}.")
    if (count := count_syllables(article.lead)) > LEAD_WORDS:
        yield warning("long_lead", "id_lead", sentence, count=count, limit=LEAD_WORDS)


def check_spelling(article: Article, at: datetime) -> Iterator[Finding]:
    texts = {
        f"id_{field.name}": get_plain_text(article, field)
        for field in ARTICLE_FIELDS
        if field.fieldset is Fieldset.TEXT
    }
    year = (article.event_date or timezone.localtime(get_publication_time(article, at))).year
    for place, text in texts.items():
        for words in proofreading.find_doubled_words(text):
            yield warning("doubled_word", place, _("Written twice: “{words}”."), words=words)
        for words in proofreading.find_impossible_dates(text):
            yield warning("impossible_date", place, _("No calendar has “{words}”."), words=words)
        for words, weekday in proofreading.find_wrong_weekdays(text, year=year):
            sentence = _("“{words}”: that day is a {weekday}.")
            yield warning("wrong_weekday", place, sentence, words=words, weekday=WEEKDAYS[weekday])
    yield from check_date_styles(texts)


def get_plain_text(article: Article, field: ArticleField) -> str:
    text = getattr(article, field.name)
    return richtext.to_text(text) if field.kind is FieldKind.RICH_TEXT else text


def check_date_styles(texts: dict[str, str]) -> Iterator[Finding]:
    examples = list(proofreading.find_date_styles("\n".join(texts.values())).values())
    if len(examples) > 1:
        place = next((place for place, text in texts.items() if examples[-1] in text), "id_body")
        sentence = _("Dates are written in different ways: {examples}.")
        yield warning("mixed_dates", place, sentence, examples=", ".join(f"“{each}”" for each in examples))


def check_photos(article: Article, photos: dict[str, Photo]) -> Iterator[Finding]:
    if not article.cover_id:
        yield warning("no_cover", "id_cover", _("There is no cover photo."))
    for number, image in enumerate(richtext.find_images(article.body), start=1):
        if not image.caption and image.key in photos:
            sentence = _("Photo {number} of the body (“{photo}”) has no caption.")
            yield warning("no_caption", "id_body", sentence, number=number, photo=photos[image.key])


def check_links(article: Article, at: datetime) -> Iterator[Finding]:
    for href in link_check.find_broken_links(article, at=max(get_publication_time(article, at), at)):
        sentence = _("The link “{address}” leads to no page that readers can see.")
        yield warning("broken_link", "id_body", sentence, address=href)


def check_backdating(article: Article, at: datetime) -> Iterator[Finding]:
    """Warn of a publication time in the past, compared by minute. Readers know the time of a published article."""
    this_minute = at.replace(second=0, microsecond=0)
    is_settled = article.was_read(at) or article.is_working_copy  # readers know the time
    if article.publish_at and article.publish_at < this_minute and not is_settled:
        yield warning("backdated", "id_publish_at_0", _("The publication time is in the past."))
