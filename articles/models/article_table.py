"""The indexes of the table of articles, each with the query that uses it, and the rules that the database holds."""

from django.db import models
from django.db.models import Q

INDEXES = [
    # Lists and feeds: public(), newest first.
    models.Index(fields=["-publish_at", "-id"], condition=Q(state="published"), name="article_newest_public"),
    # The same within a section.
    models.Index(
        fields=["section", "-publish_at", "-id"],
        condition=Q(state="published"),
        name="article_newest_in_section",
    ),
    # The list of articles in the admin: newest work first.
    models.Index(fields=["-updated_at", "-id"], name="article_newest_work"),
    # The tiles of the dashboard: articles of a state, longest wait first.
    models.Index(fields=["state", "state_since", "id"], name="article_waiting"),
    # A person's own work, newest first.
    models.Index(fields=["created_by", "-updated_at", "-id"], name="article_own_work"),
]

CONSTRAINTS = [
    models.CheckConstraint(
        name="article_published_has_time",
        condition=~Q(state="published") | Q(publish_at__isnull=False),
    ),
    models.CheckConstraint(
        name="article_published_has_section",
        condition=~Q(state="published") | Q(section__isnull=False),
    ),
    models.CheckConstraint(
        name="article_published_repost_has_source",
        condition=~Q(state="published", kind="repost") | ~Q(source_name=""),
    ),
    models.UniqueConstraint(
        fields=["replaces"],
        condition=~Q(state__in=["merged", "trashed"]),
        name="article_one_open_working_copy",
    ),
    models.CheckConstraint(
        name="article_working_copy_is_never_live",
        condition=Q(replaces=None) | ~Q(state__in=["published", "taken_down"]),
    ),
    models.CheckConstraint(
        name="article_only_working_copies_merge",
        condition=~Q(state="merged") | Q(replaces__isnull=False),
    ),
    models.CheckConstraint(
        name="article_repost_takes_no_comments", condition=~Q(kind="repost") | Q(comment_policy="off")
    ),
]
