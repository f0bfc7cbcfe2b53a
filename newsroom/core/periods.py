"""The only rule of what is in force at a moment: bans, legal holds, slots, alerts, banners, preview links.

A period begins with its first moment and ends before its last; one without an end lasts until somebody ends it.
"Now" may be handed in as `at`, so that a preview can show another time. Articles have a rule of their own:
`Article.objects.public()`.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PeriodMixin(models.Model):
    """A model whose rows are in force for a time. The attributes name its fields; None: it has no such field."""

    period_start: str | None = None
    period_end: str = "until"
    period_revoked: str | None = None

    class Meta:
        abstract = True

    def is_in_force(self, at: datetime | None = None) -> bool:
        """The rule of `PeriodQuerySet.filter_in_force` for one row that has been fetched."""
        at = at or timezone.now()
        start, end, revoked = (
            getattr(self, name) if name else None
            for name in (self.period_start, self.period_end, self.period_revoked)
        )
        return not revoked and (start is None or start <= at) and (end is None or end > at)


class PeriodQuerySet(models.QuerySet):
    """Rows of a model with `PeriodMixin`. `at` is aware; now if left out."""

    model: Any

    def filter_in_force(self, at: datetime | None = None):
        """Rows that have begun and have neither ended nor been revoked."""
        at = at or timezone.now()
        start, end, revoked = self.model.period_start, self.model.period_end, self.model.period_revoked
        condition = Q(**{f"{end}__gt": at})
        if self.model._meta.get_field(end).null:
            condition |= Q(**{end: None})
        if start:
            condition &= Q(**{f"{start}__lte": at})
        if revoked:
            condition &= Q(**{revoked: None})
        return self.filter(condition)

    def filter_upcoming(self, at: datetime | None = None):
        """Rows that have not begun."""
        return self.filter(**{f"{self.model.period_start}__gt": at or timezone.now()})

    def filter_past(self, at: datetime | None = None):
        """Rows whose end has passed."""
        return self.filter(**{f"{self.model.period_end}__lte": at or timezone.now()})


class Period(PeriodMixin):
    """A record that is shown from one moment to another, or until somebody ends it."""

    period_start, period_end = "starts_at", "ends_at"

    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Left empty: until somebody ends it.")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
            )
        ]

    def clean(self):
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It would end before it begins.")})
