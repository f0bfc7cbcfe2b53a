"""Does an article take comments? Asked by the page, and again by whatever receives one."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from articles.models import CommentPolicy, Section
from comments.models import Comment, CommentSettings, SectionPolicy


class Openness(NamedTuple):
    """`policy` says what holds now; `settings` are those of the house, fetched with it."""

    policy: str
    settings: CommentSettings

    @property
    def takes_comments(self):
        return self.policy == CommentPolicy.OPEN

    @property
    def shows_comments(self):
        return self.policy != CommentPolicy.OFF


def openness_of(article, at=None) -> Openness:
    """What holds for `article` at `at`: the strictest of site, section, article and age. Two queries."""
    settings = CommentSettings.current()
    policies = {settings.policy, policy_of_section(article.section), article.comment_policy}
    if CommentPolicy.OFF in policies:
        return Openness(CommentPolicy.OFF, settings)
    too_old = article.publish_at + timedelta(days=settings.close_after_days) <= (at or timezone.now())
    if CommentPolicy.CLOSED in policies or too_old:
        return Openness(CommentPolicy.CLOSED, settings)
    return Openness(CommentPolicy.OPEN, settings)


def policy_of_section(section):
    """That of the nearest section upwards which has one."""
    above = section.path.strip("/").split("/")
    policies = dict(SectionPolicy.objects.filter(section__in=above).values_list("section_id", "policy"))
    return nearest(section.path, policies)


def readable(at=None):
    """The comments that readers find somewhere: public ones, where comments have not been switched off.

    Three queries before its own; `openness_of` says the same of one article.
    """
    if CommentSettings.current().policy == CommentPolicy.OFF:
        return Comment.objects.none()
    policies = dict(SectionPolicy.objects.values_list("section_id", "policy"))
    paths = Section.objects.values_list("pk", "path")
    off = [pk for pk, path in paths if nearest(path, policies) == CommentPolicy.OFF]
    allowed = Comment.objects.public(at).exclude(article__comment_policy=CommentPolicy.OFF)
    return allowed.exclude(article__section__in=off)


def nearest(path, policies):
    """The policy of the nearest section upwards, of the section itself first."""
    above = [int(pk) for pk in path.strip("/").split("/")]
    return next((policies[pk] for pk in reversed(above) if pk in policies), CommentPolicy.OPEN)
