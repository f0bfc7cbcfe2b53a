"""What an article lacks or what looks wrong in it: one list, asked by the panel and by the workflow.

Errors keep an article from its readers; a warning needs one confirming click. Nothing is changed here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import LEAD_LENGTH, Article, CommentPolicy, Kind, Photo
from newsroom.core import proofreading, richtext
from newsroom.core.text import count_syllables

from . import link_check

TITLE_LENGTH = 20  # syllables
SOURCE_AHEAD = timedelta(hours=1)  # Decree 147/2024: an aggregated item comes an hour after its source


class Level(models.TextChoices):
    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


@dataclass(frozen=True)
class Finding:
    """One line of the list; `place` is the id of the element to jump to in the article's form."""

    code: str
    level: Level
    sentence: str | Promise
    place: str


def error(code, place, sentence, **words):
    return Finding(code, Level.ERROR, format_lazy(sentence, **words), place)


def warning(code, place, sentence, **words):
    return Finding(code, Level.WARNING, format_lazy(sentence, **words), place)


def review(article: Article, *, at) -> list[Finding]:
    """All there is to say about the article, as it was last saved, if it were released at `at`.

    Errors first. At most six queries, whatever the number of photos and links.
    """
    photos = photos_of(article)
    return [*errors(article, at=at, photos=photos), *warnings(article, at=at, photos=photos)]


def errors(article: Article, *, at, photos=None) -> list[Finding]:
    """What stands between the article and its readers. At most three queries."""
    return [
        *missing_parts(article),
        *(missing_source(article, at) if article.kind == Kind.REPOST else missing_byline(article)),
        *impossible_times(article, at),
        *missing_alt(article, photos_of(article) if photos is None else photos),
    ]


def warnings(article: Article, *, at, photos=None) -> list[Finding]:
    """What should be looked at once more. At most three queries."""
    return [
        *long_parts(article),
        *slips(article, at),
        *missing_pictures(article, photos_of(article) if photos is None else photos),
        *broken_links(article, at),
        *backdating(article, at),
    ]


def photos_of(article):
    """The photos that the article shows, by key."""
    keys = {image.key for image in richtext.find_images(article.body)}
    photos = Photo.objects.filter(Q(key__in=keys) | Q(pk=article.cover_id)).defer("search_text")
    return {photo.key: photo for photo in photos}


def goes_live(article, at):
    """When readers would have it."""
    return article.publish_at or at


# --- Errors -------------------------------------------------------------------------------------


def missing_parts(article):
    if not article.title:
        yield error("no_title", "id_title", _("There is no title."))
    if not article.lead:
        yield error("no_lead", "id_lead", _("There is no lead."))
    if not article.body:
        yield error("no_body", "id_body", _("There is no body."))
    if not article.section_id:
        yield error("no_section", "id_section", _("No section is chosen."))
    elif article.section.closed_on:
        sentence = _("The section “{section}” is closed: choose another.")
        yield error("closed_section", "id_section", sentence, section=article.section)


def missing_byline(article):
    if not article.bylines.exists():
        yield error("no_byline", "bylines-group", _("There is no byline."))


def missing_source(article, at):
    """Decree 147/2024, article 28, on items taken from other sites."""
    if not article.source_name:
        yield error("no_source_name", "id_source_name", _("A repost needs the name of its source."))
    if not article.source_author:
        yield error("no_source_author", "id_source_author", _("A repost needs its author at the source."))
    if not article.source_url:
        yield error("no_source_url", "id_source_url", _("A repost needs its address at the source."))
    if not article.source_published_at:
        sentence = _("A repost needs the time at which the source published it.")
        yield error("no_source_time", "id_source_published_at_0", sentence)
    elif goes_live(article, at) < article.source_published_at + SOURCE_AHEAD:
        sentence = _("A repost may appear one hour after its source at the earliest.")
        yield error("repost_too_early", "id_publish_at_0", sentence)
    if article.comment_policy != CommentPolicy.OFF:
        yield error("repost_with_comments", "id_comment_policy", _("A repost takes no comments."))


def impossible_times(article, at):
    if not article.expires_at:
        return
    if article.expires_at <= goes_live(article, at):
        sentence = _("The article would expire before it is published.")
        yield error("expires_before_publication", "id_expires_at_0", sentence)
    elif article.expires_at <= at and not is_expired_already(article):
        # Hiding what readers see is a take-down: it needs that right, and a reason.
        sentence = _("The expiry has passed: nobody would see the article.")
        yield error("expires_at_once", "id_expires_at_0", sentence)


def is_expired_already(article):
    """Is it the copy of an article that has expired, and that its copy leaves so?"""
    return article.is_working_copy and article.replaces.expires_at == article.expires_at


def missing_alt(article, photos):
    sentence = _("The photo “{photo}” has no alt text and is not marked as decorative.")
    in_body = {image.key for image in richtext.find_images(article.body)}
    for photo in photos.values():
        if not photo.alt and not photo.is_decorative:
            place = "photo_uses-group" if photo.key in in_body else "id_cover"
            yield error("no_alt", place, sentence, photo=photo)


# --- Warnings -----------------------------------------------------------------------------------


def long_parts(article):
    sentence = _("The title has {count} words; readers take in {limit}.")
    if (count := count_syllables(article.title)) > TITLE_LENGTH:
        yield warning("long_title", "id_title", sentence, count=count, limit=TITLE_LENGTH)
    sentence = _("The lead has {count} words; the house allows {limit}.")
    if (count := count_syllables(article.lead)) > LEAD_LENGTH:
        yield warning("long_lead", "id_lead", sentence, count=count, limit=LEAD_LENGTH)


def slips(article, at):
    """What a proofreader finds."""
    texts = {
        "id_title": article.title,
        "id_lead": article.lead,
        "id_body": richtext.to_text(article.body),
    }
    year = (article.event_date or timezone.localtime(goes_live(article, at))).year
    for place, text in texts.items():
        for words in proofreading.find_doubled_words(text):
            yield warning("doubled_word", place, _("Written twice: “{words}”."), words=words)
        for words in proofreading.find_impossible_dates(text):
            yield warning("impossible_date", place, _("No calendar has “{words}”."), words=words)
        for words, weekday in proofreading.find_wrong_weekdays(text, year=year):
            sentence = _("“{words}”: that day is a {weekday}.")
            yield warning("wrong_weekday", place, sentence, words=words, weekday=WEEKDAYS[weekday])
    yield from mixed_dates(texts)


def mixed_dates(texts):
    examples = list(proofreading.find_date_styles("\n".join(texts.values())).values())
    if len(examples) > 1:
        place = next((place for place, text in texts.items() if examples[-1] in text), "id_body")
        sentence = _("Dates are written in different ways: {examples}.")
        yield warning("mixed_dates", place, sentence, examples=", ".join(f"“{each}”" for each in examples))


def missing_pictures(article, photos):
    if not article.cover_id:
        yield warning("no_cover", "id_cover", _("There is no cover photo."))
    for number, image in enumerate(richtext.find_images(article.body), start=1):
        if not image.caption and image.key in photos:
            sentence = _("Photo {number} of the body (“{photo}”) has no caption.")
            yield warning("no_caption", "id_body", sentence, number=number, photo=photos[image.key])


def broken_links(article, at):
    for href in link_check.broken(article, at=max(goes_live(article, at), at)):
        sentence = _("The link “{address}” leads to no page that readers can see.")
        yield warning("broken_link", "id_body", sentence, address=href)


def backdating(article, at):
    """Times are typed to the minute; one that readers have seen already is no longer a choice."""
    this_minute = at.replace(second=0, microsecond=0)
    is_settled = article.was_read(at) or article.is_working_copy  # readers know the time already
    if article.publish_at and article.publish_at < this_minute and not is_settled:
        yield warning("backdated", "id_publish_at_0", _("The publication time is in the past."))
