"""Does an article take comments? Asked by the page, and again by whatever receives one."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from articles.models import CommentPolicy

from .models import CommentSettings, SectionPolicy


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
    above = [int(pk) for pk in section.path.strip("/").split("/")]
    policies = dict(SectionPolicy.objects.filter(section__in=above).values_list("section_id", "policy"))
    return next((policies[pk] for pk in reversed(above) if pk in policies), CommentPolicy.OPEN)
