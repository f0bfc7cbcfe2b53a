"""Publication numbers."""

from django.db import models


class NumberSeries(models.Model):
    """The last publication number that was given out in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.last}/{self.year}"
