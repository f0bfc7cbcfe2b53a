"""The index in which near-duplicates of a comment are looked up."""

from django.db import models
from django.utils import timezone

from .comment import Comment


class MinHashBand(models.Model):
    """One MinHash band value of a comment. Comments that share a value are compared with each other.

    `comments.intake.near_duplicates` computes the values.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="minhash_bands")
    value = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [
            # Comments with one of these values, newest first.
            models.Index(fields=["value", "-at"], name="minhash_band_value"),
        ]

    def __str__(self):
        return f"{self.comment_id}: {self.value}"
