"""Whom an act concerns, and what they are told."""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.permissions import is_in_reach, may
from newsroom.core.accounts import User
from newsroom.core.dateformat import format_datetime
from newsroom.core.notices import notify, register_kind

SUBMITTED, AWAITING, RETURNED = "submitted", "awaiting", "returned"
PUBLISHED, TAKEN_DOWN, MENTIONED, ASSIGNED = "published", "taken_down", "mentioned", "assigned"
# What is said in other words, to those who are told of the kind it stands beside.
SCHEDULED, REPLACED, URGENT, UNSCHEDULED = "scheduled", "replaced", "urgent", "unscheduled"
NAMED = re.compile(r"(?<![\w@.])@([\w.+-]{1,150})")
MOST_NAMES = 20

# Which kind of notice follows which move; other moves concern nobody but the one who makes them.
KIND_OF = {
    "submit": SUBMITTED,
    "pass_on": AWAITING,
    "send_back": RETURNED,
    "publish": PUBLISHED,
    "publish_urgently": PUBLISHED,
    "replace": PUBLISHED,
    "replace_at_once": PUBLISHED,
    "take_down": TAKEN_DOWN,
    "unschedule": TAKEN_DOWN,
}
SENTENCES = {
    SUBMITTED: _("%(by)s submitted “%(title)s” for editing."),
    AWAITING: _("“%(title)s” waits for your approval (%(by)s)."),
    RETURNED: _("%(by)s returned “%(title)s”: %(reason)s"),
    PUBLISHED: _("“%(title)s” was published (%(by)s)."),
    SCHEDULED: _("“%(title)s” was approved for %(time)s (%(by)s)."),
    REPLACED: _("The live article “%(title)s” has its new text (%(by)s)."),
    URGENT: _("%(by)s published “%(title)s” urgently; it waits for your countersignature: %(reason)s"),
    UNSCHEDULED: _("%(by)s cancelled the schedule of “%(title)s”."),
    TAKEN_DOWN: _("%(by)s took “%(title)s” down: %(reason)s"),
    MENTIONED: _("%(by)s mentions you at “%(title)s”: %(reason)s"),
    ASSIGNED: _("%(by)s put you in charge of “%(title)s”."),
}


def register_kinds():
    """Tell the ground which notices this room sends; those that ask for an answer also go by e-mail."""
    register_kind(SUBMITTED, _("An article was submitted for editing"))
    register_kind(AWAITING, _("An article waits for your approval"))
    register_kind(RETURNED, _("An article came back to you"), by_email=True)
    register_kind(PUBLISHED, _("An article you worked on was published"))
    register_kind(TAKEN_DOWN, _("An article you worked on was taken down"), by_email=True)
    register_kind(MENTIONED, _("Somebody mentions you"), by_email=True)
    register_kind(ASSIGNED, _("You were put in charge of an article"), by_email=True)


def tell(event):
    """Notices about an event: to whom it concerns, and to whom its words name with @."""
    if kind := KIND_OF.get(event.move):
        send(event, kind, concerned(event, kind), SENTENCES[wording(event, kind)])
    if event.move == "publish_urgently":
        send(event, AWAITING, countersigners(event.article), SENTENCES[URGENT])
    if "@" in event.reason:
        send(event, MENTIONED, named_in(event.reason, event.article), SENTENCES[MENTIONED])


def wording(event, kind):
    """The sentence of a kind that says what really happened: what is planned for tomorrow is not published."""
    if event.move == "publish" and event.article.publish_at > timezone.now():
        return SCHEDULED
    if event.move in ("replace", "replace_at_once"):
        return REPLACED
    return UNSCHEDULED if event.move == "unschedule" else kind


def send(event, kind, people, sentence):
    """One notice each, in the language of each."""
    time = format_datetime(event.article.publish_at) if event.article.publish_at else ""
    words = {"by": event.by, "title": event.article.title, "reason": event.reason, "time": time}
    url = reverse("admin:articles_article_change", args=[event.article.replaces_id or event.article_id])
    notify(people, kind, Said(sentence, words), url, exclude=event.by)


class Said:
    """A sentence that is put together in the language of whoever reads it."""

    def __init__(self, sentence, words):
        self.sentence, self.words = sentence, words

    def __str__(self):
        return str(self.sentence) % self.words


def concerned(event, kind):
    article = event.article
    if kind == SUBMITTED:
        return [person for person in holders("review_article") if is_in_reach(person, article)]
    if kind == AWAITING:
        return [person for person in holders("publish_article") if may(person, "publish", article)]
    if kind == RETURNED:
        return writers_of(article)
    took_part = User.objects.filter(pk__in=article.events.values("by"))
    return [*writers_of(article), *(person for person in took_part if may(person, "view", article))]


def countersigners(article):
    return [person for person in holders("publish_article") if may(person, "countersign", article)]


def holders(codename):
    return User.objects.with_perm(
        f"articles.{codename}", backend="django.contrib.auth.backends.ModelBackend", include_superusers=False
    ).order_by("pk")


def writers_of(article):
    return [person for person in (article.created_by, article.assignee) if person]


def named_in(text, article):
    """The people whom @name names, if they may see the article: a notice must not tell of what is hidden."""
    names = NAMED.findall(text)[:MOST_NAMES]
    people = User.objects.filter(username__in=names, is_active=True)
    return [person for person in people if may(person, "view", article)]
