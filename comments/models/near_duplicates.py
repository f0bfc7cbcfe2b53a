"""Where near-copies of a comment are looked up."""

from django.db import models
from django.utils import timezone

from .comment import Comment


class Likeness(models.Model):
    """One of the prints of a comment (`comments.intake.near_duplicates`): comments that share one are compared."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="likenesses")
    print = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [
            # Those with one of these prints, newest first.
            models.Index(fields=["print", "-at"], name="likeness_of_print"),
        ]

    def __str__(self):
        return f"{self.comment_id}: {self.print}"
