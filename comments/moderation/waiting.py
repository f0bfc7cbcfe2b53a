"""Waiting times of comments, in working hours."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, CommentSettings

from . import worktime

HOUR, MINUTE = 3600, 60  # seconds


class WaitingClock:
    """Waiting times at one moment. Days off and the due time are loaded once for many comments."""

    def __init__(self, at: datetime | None = None, settings: CommentSettings | None = None):
        self.at = at or timezone.now()
        self.due_after = (settings or CommentSettings.current()).due_after_hours
        self.days_off = worktime.load_holidays(since=timezone.localdate(self.at - worktime.LONGEST))

    def working_seconds(self, comment: Comment) -> float:
        return worktime.working_time(comment.created_at, self.at, self.days_off).total_seconds()

    def is_overdue(self, comment: Comment) -> bool:
        """Overdue after CommentSettings.due_after_hours working hours."""
        return self.working_seconds(comment) > self.due_after * HOUR

    def format_wait(self, comment: Comment) -> str:
        """ "3 working hours", "20 working minutes"."""
        seconds = self.working_seconds(comment)
        if seconds < MINUTE:
            return _("just now")
        if seconds < HOUR:
            minutes = int(seconds / MINUTE)
            return ngettext("%(n)d working minute", "%(n)d working minutes", minutes) % {"n": minutes}
        hours = int(seconds / HOUR)
        return ngettext("%(n)d working hour", "%(n)d working hours", hours) % {"n": hours}
