"""The month calendar of publications, also for print."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.permissions import may
from articles.workflow import calendar

from .base import ArticlePagesMixin


class CalendarMixin(ArticlePagesMixin):
    """Adds the month calendar to ArticleAdmin."""

    def get_urls(self):
        return [self.make_list_path("calendar", self.calendar_view, "calendar"), *super().get_urls()]

    def calendar_view(self, request):
        """The month ?thang=2026-11, or this month, with the articles that this person may see."""
        if not may(request.user, "view"):
            raise Http404
        month = parse_month(request.GET.get("thang", ""))
        before, after = calendar.neighbouring_months(month.year, month.month)
        return self.render_page(
            request,
            "calendar",
            _("Calendar"),
            month=month,
            weeks=calendar.list_month(request.user, month.year, month.month),
            before=before,
            after=after,
            today=timezone.localdate(),
        )


def parse_month(words):
    """The first day of "2026-11", or of this month for an empty text. Raises Http404 for any other text."""
    if not words:
        return timezone.localdate().replace(day=1)
    try:
        month = date.fromisoformat(f"{words}-01")
    except ValueError:
        raise Http404 from None
    if not 1990 <= month.year <= 2100:
        raise Http404
    return month
