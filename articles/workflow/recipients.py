"""The people who get the notice of an act, each kind with one query.

The conditions are `permissions.may` for many people and one article; a test compares the two.
"""

import re

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.limits import MOST_MENTIONS
from articles.models import Article, Byline, Event, Remit, Section
from newsroom.core.accounts import User

MENTION = re.compile(r"(?<![\w@.])@([\w.+-]{1,150})")


def reviewers_of(article: Article) -> QuerySet[User]:
    """The people whose role lets them review the article."""
    return role_holders("review_article").filter(reach_to(article.section))


def approvers_of(article: Article) -> QuerySet[User]:
    """The people whose role lets them publish the article, without its authors unless APPROVER_MAY_BE_AUTHOR is set."""
    people = role_holders("publish_article").filter(reach_to(article.section))
    if article.is_working_copy:
        people = people.filter(reach_to(article.replaces.section))
    return people if settings.APPROVER_MAY_BE_AUTHOR else people.exclude(authorship_of(article))


def countersigners_of(article: Article) -> QuerySet[User]:
    """The people who may countersign an urgent publication."""
    return approvers_of(article).exclude(pk=article.urgent_by_id)


def writers_of(article: Article) -> list[User]:
    """The person who began it, and the one in charge."""
    return [person for person in (article.created_by, article.assignee) if person]


def participants_of(article: Article) -> list[User]:
    """The writers, and all people with an event in the timeline who may still see the article."""
    took_part = Q(pk__in=Event.objects.filter(article=article).values("by"))
    return [*writers_of(article), *viewers_of(article).filter(took_part)]


def find_mentioned(text: str, article: Article) -> QuerySet[User]:
    """The people named by @username in `text` who may see the article."""
    return viewers_of(article).filter(username__in=MENTION.findall(text)[:MOST_MENTIONS])


def viewers_of(article: Article) -> QuerySet[User]:
    """The people who may see the article."""
    own = Q(pk__in=[article.created_by_id, article.assignee_id])
    reached = Q(pk__in=holders("view_any_article").values("pk")) & reach_to(article.section)
    return holders("view_article").filter(own | reached)


def holders(codename: str, *, with_superusers: bool = True) -> QuerySet[User]:
    return User.objects.with_perm(
        f"articles.{codename}",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=with_superusers,
    ).order_by("pk")


def role_holders(codename: str) -> QuerySet[User]:
    """The people who hold a right by their role. Superusers have all rights, but do not get all notices."""
    return holders(codename, with_superusers=False)


def reach_to(section: Section | None) -> Q:
    """A condition on people: no remit, or a remit that includes `section` (see permissions.is_in_reach)."""
    remits = Remit.objects.filter(person=OuterRef("pk"))
    unlimited = Q(~Exists(remits))
    if section is None:
        return unlimited
    ancestors = [int(pk) for pk in section.path.strip("/").split("/")]
    return unlimited | Q(Exists(remits.filter(section__in=ancestors)))


def authorship_of(article: Article) -> Q:
    """A condition on people: the authors of `article` (see permissions.is_author)."""
    in_byline = Byline.objects.filter(article=article, author__user=OuterRef("pk"))
    handed_in = Event.objects.filter(article=article, move="submit", by=OuterRef("pk"))
    return Q(pk=article.created_by_id) | Q(Exists(in_byline)) | Q(Exists(handed_in))
