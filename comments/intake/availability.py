"""Whether an article shows comments and takes new ones.

`comments.models.visibility` asks the first in SQL, for the comments of many articles;
tests/comments/models/test_visibility.py compares the two.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from articles.models import Article, CommentPolicy, Section
from comments.models import CommentSettings
from comments.models.visibility import filter_nearest_policy


class Availability(NamedTuple):
    """The policy in force for an article, and the settings of the office, fetched with it."""

    policy: str
    settings: CommentSettings

    @property
    def takes_comments(self) -> bool:
        return self.policy == CommentPolicy.OPEN

    @property
    def shows_comments(self) -> bool:
        return self.policy != CommentPolicy.OFF


def get_availability(article: Article, at: datetime | None = None) -> Availability:
    """The strictest policy of office, section, article and age (`close_after_days`) at `at`. Two queries."""
    at = at or timezone.now()
    settings = CommentSettings.current()
    policies = {settings.policy, get_section_policy(article.section), article.comment_policy}
    if CommentPolicy.OFF in policies:
        return Availability(CommentPolicy.OFF, settings)
    is_old = (article.publish_at or at) + timedelta(days=settings.close_after_days) <= at
    if CommentPolicy.CLOSED in policies or is_old:
        return Availability(CommentPolicy.CLOSED, settings)
    return Availability(CommentPolicy.OPEN, settings)


def get_section_policy(section: Section | None) -> str:
    """The policy of the section, or of the nearest section above that has one; open if none has."""
    nearest = filter_nearest_policy(section.path if section else "").first()
    return nearest.policy if nearest else CommentPolicy.OPEN
