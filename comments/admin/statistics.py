"""The page of statistics, with charts that the server draws."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comments.moderation import DECISIONS
from comments.moderation.statistics import DateRange, compute_statistics

from .base import CommentPagesMixin

# Of the chart, in its own units.
WIDTH, HEIGHT = 720, 160
MOST_DAYS = 62  # beyond that a bar stands for a week


class PeriodForm(forms.Form):
    tu = forms.DateField(label=_("From"), required=False, widget=AdminDateWidget)
    den = forms.DateField(label=_("To"), required=False, widget=AdminDateWidget)


class Bar(NamedTuple):
    """A rectangle of a chart: whole units, as text, so that no language writes them with a comma."""

    x: str
    y: str
    width: str
    height: str
    kind: str
    words: str


class StatisticsMixin(CommentPagesMixin):
    """The part of CommentAdmin that counts."""

    def get_urls(self):
        return [
            self.make_list_path("statistics", require_safe(self.statistics), "statistics"),
            *super().get_urls(),
        ]

    def statistics(self, request):
        """The figures of a period: ?tu=01/11/2026&den=30/11/2026, or the last thirty days."""
        self.must(request, "see_statistics")
        form = PeriodForm(request.GET or None)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        period = DateRange.clamp(asked.get("tu"), asked.get("den"))
        if not form.is_bound:
            form = PeriodForm(initial={"tu": period.first, "den": period.last})
        figures = compute_statistics(request.user, period)
        parts = by_week(figures.days) if len(figures.days) > MOST_DAYS else figures.days
        most = max((max(came, went) for _day, came, went in parts), default=0)
        return self.render_page(
            request,
            "statistics",
            _("Statistics of comments"),
            form=form,
            figures=figures,
            decided=[(DECISIONS[name].done, count) for name, count in figures.decided.most_common()],
            bars=list(bars_of(parts, most)),
            most=most,
            width=WIDTH,
            height=HEIGHT,
        )


def by_week(days):
    """The same, seven days together, under the first of them."""
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return [(week[0][0], sum(day[1] for day in week), sum(day[2] for day in week)) for week in weeks]


def bars_of(days, most):
    """Two bars for each day or week: what came in, what was decided."""
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
                words=f"{day:%d/%m}: {count}",
            )
