"""The comments that readers may see, as SQL for lists: `Comment.objects.public()`.

`comments.intake.availability` asks the same of one article in Python; tests/comments/models/test_visibility.py
compares the two.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Length
from django.db.models.lookups import StartsWith

from articles.models import Article, CommentPolicy, Section

from .choices import WAITING, State
from .policy import CommentSettings, SectionPolicy

if TYPE_CHECKING:
    from .comment import Comment  # noqa: F401 -- named in a string


def filter_nearest_policy(path: str | OuterRef) -> QuerySet[SectionPolicy]:
    """The policy that holds in a section: its own or that of the nearest section above, as at most one row.

    `path`: Section.path as a string, or an OuterRef to it.
    """
    section_path = path if isinstance(path, OuterRef) else Value(path)
    above = SectionPolicy.objects.filter(StartsWith(section_path, F("section__path")))
    return above.order_by(Length("section__path").desc())[:1]


def articles_showing_comments(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Those of `articles` whose comments are not switched off by the office, the section or the article."""
    section_policy = filter_nearest_policy(OuterRef("path")).values("policy")
    sections_off = Section.objects.annotate(policy=Subquery(section_policy)).filter(policy=CommentPolicy.OFF)
    is_site_off = Exists(CommentSettings.objects.filter(policy=CommentPolicy.OFF))
    is_off = Q(comment_policy=CommentPolicy.OFF) | Q(section__in=sections_off.values("pk")) | Q(is_site_off)
    return articles.exclude(is_off)


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_in_thread(self) -> Self:
        """Approved comments whose root is approved too, or was withdrawn by its author (the replies stay)."""
        has_visible_root = Q(parent=None) | Q(parent__state__in=[State.APPROVED, State.WITHDRAWN])
        return self.filter(has_visible_root, state=State.APPROVED)

    def public(self, at: datetime | None = None) -> Self:
        """Comments that anyone may read at `at` (aware; now if left out). The only such rule.

        They are approved in their thread, and their article is public and has comments not switched off.
        """
        articles = articles_showing_comments(Article.objects.public(at))
        return self.visible_in_thread().filter(article__in=articles.values("pk"))

    def waiting(self) -> Self:
        """Comments without a decision."""
        return self.filter(state__in=WAITING)
