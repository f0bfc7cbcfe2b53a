"""The page of statistics, with a chart drawn as SVG by the server."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comments.moderation import DECISIONS
from comments.moderation.statistics import DateRange, compute_statistics

from .base import CommentPagesMixin

# Size of the chart in SVG units.
WIDTH, HEIGHT = 720, 160
MOST_DAYS = 62  # of a chart by day; longer ones are drawn by week


class PeriodForm(forms.Form):
    tu = forms.DateField(label=_("From"), required=False, widget=AdminDateWidget)
    den = forms.DateField(label=_("To"), required=False, widget=AdminDateWidget)


class Bar(NamedTuple):
    """A bar of the chart. Numbers are texts, so that no language writes them with a decimal comma."""

    x: str
    y: str
    width: str
    height: str
    kind: str
    title: str


class StatisticsMixin(CommentPagesMixin):
    """Adds the page of statistics to CommentAdmin."""

    def get_urls(self):
        return [
            self.make_list_path("statistics", require_safe(self.statistics), "statistics"),
            *super().get_urls(),
        ]

    def statistics(self, request):
        """Statistics of the days from ?tu=01/11/2026 to &den=30/11/2026; by default the last thirty."""
        self.require_right(request, "see_statistics")
        form = PeriodForm(request.GET or None)
        dates = form.cleaned_data if form.is_bound and form.is_valid() else {}
        period = DateRange.clamp(dates.get("tu"), dates.get("den"))
        if not form.is_bound:
            form = PeriodForm(initial={"tu": period.first, "den": period.last})
        figures = compute_statistics(request.user, period)
        parts = group_by_week(figures.days) if len(figures.days) > MOST_DAYS else figures.days
        most = max((max(came, went) for _day, came, went in parts), default=0)
        return self.render_page(
            request,
            "statistics",
            _("Statistics of comments"),
            form=form,
            figures=figures,
            decided=[(DECISIONS[name].done, count) for name, count in figures.decided.most_common()],
            bars=list(draw_bars(parts, most)),
            most=most,
            width=WIDTH,
            height=HEIGHT,
        )


def group_by_week(days):
    """Sum up seven days each, under the first day."""
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return [(week[0][0], sum(day[1] for day in week), sum(day[2] for day in week)) for week in weeks]


def draw_bars(days, most):
    """Two bars for each day or week: received and decided comments."""
    step = WIDTH / len(days)
    for number, (day, came, went) in enumerate(days):
        for part, (kind, count) in enumerate((("received", came), ("decided", went))):
            height = round(count * HEIGHT / most) if most else 0
            yield Bar(
                x=f"{number * step + part * step * 0.4:.1f}",
                y=str(HEIGHT - height),
                width=f"{max(step * 0.36, 0.8):.1f}",
                height=str(height),
                kind=kind,
                title=f"{day:%d/%m}: {count}",
            )
