"""How long comments wait for a decision, and which have waited for too long."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import CommentSettings

from . import worktime

HOUR, MINUTE = 3600, 60  # seconds


class WaitingClock:
    """Waits as of one moment; the days off and the due time are fetched once for all of them."""

    def __init__(self, at=None, settings=None):
        self.at = at or timezone.now()
        self.due_after = (settings or CommentSettings.current()).due_after_hours
        self.days_off = worktime.load_holidays(since=timezone.localdate(self.at - worktime.LONGEST))

    def seconds(self, comment):
        return worktime.working_time(comment.created_at, self.at, self.days_off).total_seconds()

    def is_overdue(self, comment):
        return self.seconds(comment) > self.due_after * HOUR

    def format_wait(self, comment):
        """ "3 working hours", "20 working minutes"."""
        seconds = self.seconds(comment)
        if seconds < MINUTE:
            return _("just now")
        if seconds < HOUR:
            minutes = int(seconds / MINUTE)
            return ngettext("%(n)d working minute", "%(n)d working minutes", minutes) % {"n": minutes}
        hours = int(seconds / HOUR)
        return ngettext("%(n)d working hour", "%(n)d working hours", hours) % {"n": hours}
