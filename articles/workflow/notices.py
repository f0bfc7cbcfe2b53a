"""Notices about acts: their kinds, their sentences, and the people who get them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Event, Phase
from newsroom.core.accounts import User
from newsroom.core.dateformat import format_datetime
from newsroom.core.notices import notify, register_kind

from .recipients import (
    approvers_of,
    countersigners_of,
    find_mentioned,
    participants_of,
    reviewers_of,
    writers_of,
)

SCHEDULED_SENTENCE = _("“%(title)s” was approved for %(time)s (%(by)s).")


@dataclass(frozen=True, eq=False)
class Announcement:
    """A notice of an act: its kind (people choose e-mails by kind), its sentence and its recipients."""

    kind: str
    sentence: str | Promise
    recipients: Callable[[Article], Iterable[User]]


SUBMITTED = Announcement("submitted", _("%(by)s submitted “%(title)s” for editing."), reviewers_of)
AWAITING = Announcement("awaiting", _("“%(title)s” waits for your approval (%(by)s)."), approvers_of)
RETURNED = Announcement("returned", _("%(by)s returned “%(title)s”: %(reason)s"), writers_of)
PUBLISHED = Announcement("published", _("“%(title)s” was published (%(by)s)."), participants_of)
REPLACED = Announcement(
    "published", _("The live article “%(title)s” has its new text (%(by)s)."), participants_of
)
URGENT = Announcement(
    "awaiting",
    _("%(by)s published “%(title)s” urgently; it waits for your countersignature: %(reason)s"),
    countersigners_of,
)
TAKEN_DOWN = Announcement("taken_down", _("%(by)s took “%(title)s” down: %(reason)s"), participants_of)
UNSCHEDULED = Announcement("taken_down", _("%(by)s cancelled the schedule of “%(title)s”."), participants_of)
ASSIGNED = Announcement(
    "assigned",
    _("%(by)s put you in charge of “%(title)s”."),
    lambda article: [article.assignee] if article.assignee else [],
)
MENTIONED_SENTENCE = _("%(by)s mentions you at “%(title)s”: %(reason)s")


def register_kinds() -> None:
    """Register the kinds of notices with the core. Kinds that ask for an answer also go by e-mail."""
    register_kind("submitted", _("An article was submitted for editing"))
    register_kind("awaiting", _("An article waits for your approval"))
    register_kind("returned", _("An article came back to you"), by_email=True)
    register_kind("published", _("An article you worked on was published"))
    register_kind("taken_down", _("An article you worked on was taken down"), by_email=True)
    register_kind("mentioned", _("Somebody mentions you"), by_email=True)
    register_kind("assigned", _("You were put in charge of an article"), by_email=True)


def announce(event: Event, announcements: Iterable[Announcement] = ()) -> None:
    """Send the notices of an event, and one to each person named by @username in its reason."""
    article = event.article
    for each in announcements:
        send(event, each.kind, each.recipients(article), choose_sentence(each, article))
    if "@" in event.reason:
        send(event, "mentioned", find_mentioned(event.reason, article), MENTIONED_SENTENCE)


def choose_sentence(announcement: Announcement, article: Article) -> str | Promise:
    """The sentence of an announcement. A scheduled article is not called published."""
    is_scheduled = announcement is PUBLISHED and article.phase() == Phase.SCHEDULED
    return SCHEDULED_SENTENCE if is_scheduled else announcement.sentence


def send(event: Event, kind: str, people: Iterable[User], sentence: str | Promise) -> None:
    """One notice to each of `people`, in the language of each."""
    article = event.article
    time = format_datetime(article.publish_at) if article.publish_at else ""
    words = {"by": event.by, "title": article.title, "reason": event.reason, "time": time}
    url = reverse("admin:articles_article_change", args=[article.replaces_id or article.pk])
    notify(people, kind, LazySentence(sentence, words), url, exclude=event.by)


class LazySentence(Promise):
    """A sentence that is put together in the language of its reader."""

    def __init__(self, sentence: str | Promise, words: dict):
        self.sentence, self.words = sentence, words

    def __str__(self):
        return str(self.sentence) % self.words
