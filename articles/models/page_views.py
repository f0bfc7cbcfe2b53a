"""Counts of page views."""

from django.db import models

from .article import Article


class PageViews(models.Model):
    """The number of views of an article on one day. Nothing about the readers is kept."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="page_views", db_index=False)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="page_views_once_a_day")]
        # Most read of the last days.
        indexes = [models.Index(fields=["day", "article", "count"], name="page_views_of_days")]

    def __str__(self):
        return f"{self.article_id}, {self.day}: {self.count}"
