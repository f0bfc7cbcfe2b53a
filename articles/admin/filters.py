"""Filters of the article list: state, section, author, office, person in charge, period."""

from datetime import timedelta

from django.contrib import admin
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Byline, Office, Phase, Section
from articles.workflow.assignment import writers
from newsroom.core.dateformat import local_midnight
from newsroom.core.parsing import parse_int

URGENT = "urgent"


class ChoiceFilter(admin.SimpleListFilter):
    """A filter as a drop-down, because Django's list of links with dozens of entries fills the screen."""

    template = "admin/articles/filter_choice.html"

    def has_output(self):
        return True

    @property
    def chosen_pk(self):
        """The id that was chosen, or None for all and for invalid values."""
        return parse_int(self.value())

    def choices(self, changelist):
        yield {
            "kept": list_other_parameters(changelist, self),
            "parameter": self.parameter_name,
            "options": [("", _("All")), *self.lookup_choices],
            "chosen": self.value() or "",
        }


def list_other_parameters(changelist, own_filter):
    """Pairs of name and value of the other filters in the URL, which a filter's form sends along."""
    return [
        (name, value)
        for name, values in changelist.get_filters_params().items()
        if name not in own_filter.expected_parameters()
        for value in values
    ]


class ByState(ChoiceFilter):
    title = _("state")
    parameter_name = "trang-thai"

    def lookups(self, request, model_admin):
        first = [Phase.LIVE, Phase.SCHEDULED, Phase.EXPIRED]
        others = [phase for phase in Phase if phase not in first]
        return [
            *((phase.value, phase.label) for phase in first),
            (URGENT, _("To be countersigned")),
            *((phase.value, phase.label) for phase in others),
        ]

    def queryset(self, request, articles):
        if self.value() is None:
            return articles.on_the_desk()
        if self.value() == URGENT:
            return articles.filter(urgent_by__isnull=False)
        return articles.for_phase(self.value()) if self.value() in Phase else articles.none()


class BySection(ChoiceFilter):
    title = _("section")
    parameter_name = "chuyen-muc"

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Section.objects.tree().choices()]

    def queryset(self, request, articles):
        if self.chosen_pk is None:
            return articles
        section = Section.objects.filter(pk=self.chosen_pk).first()
        under = Section.objects.subtree(section) if section else Section.objects.none()
        return articles.filter(section__in=list(under.values_list("pk", flat=True)))


class BylineFilter(ChoiceFilter):
    """Articles with a byline of the chosen record; `model` has a name and is the field `byline_field` of Byline."""

    model = byline_field = None

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in self.model.objects.values_list("pk", "name")]

    def queryset(self, request, articles):
        if self.chosen_pk is None:
            return articles
        bylines = Byline.objects.filter(**{self.byline_field: self.chosen_pk})
        return articles.filter(pk__in=bylines.values("article"))


class ByAuthor(BylineFilter):
    title = _("author")
    parameter_name = "tac-gia"
    model, byline_field = Author, "author"


class ByOffice(BylineFilter):
    title = _("office")
    parameter_name = "don-vi"
    model, byline_field = Office, "office"


class ByAssignee(ChoiceFilter):
    title = _("in charge")
    parameter_name = "phu-trach"

    def lookups(self, request, model_admin):
        return [(str(person.pk), str(person)) for person in writers()]

    def queryset(self, request, articles):
        return articles if self.chosen_pk is None else articles.filter(assignee=self.chosen_pk)


class ByPeriod(admin.ListFilter):
    """Publication time from one day to another."""

    title = _("publication time")
    template = "admin/articles/filter_period.html"
    FIRST, LAST = "tu", "den"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def expected_parameters(self):
        return [self.FIRST, self.LAST]

    def has_output(self):
        return True

    def day(self, name):
        try:
            day = parse_date(self.used_parameters.get(name, ""))
        except ValueError:
            return None
        return day if day and 1 < day.year < 9999 else None

    def queryset(self, request, articles):
        first, last = self.day(self.FIRST), self.day(self.LAST)
        if first:
            articles = articles.filter(publish_at__gte=local_midnight(first))
        return articles.filter(publish_at__lt=local_midnight(last + timedelta(days=1))) if last else articles

    def choices(self, changelist):
        yield {
            "kept": list_other_parameters(changelist, self),
            "first": self.used_parameters.get(self.FIRST, ""),
            "last": self.used_parameters.get(self.LAST, ""),
        }
