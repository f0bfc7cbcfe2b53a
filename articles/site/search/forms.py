"""How a reader narrows a search. What makes no sense narrows nothing, and the form says so beside it."""

from datetime import timedelta

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Office, Section
from articles.site.archive import FIRST_YEAR, LAST_YEAR
from newsroom.core.dateformat import local_midnight
from newsroom.core.fields import PERSON_NAME_LENGTH, NormalizedField
from newsroom.core.text import fold, normalize

from .query import QUERY_LENGTH

# The names in the address, the same as in the desk's list of articles.
NAMES = {
    "words": "q",
    "section": "chuyen-muc",
    "office": "don-vi",
    "author": "tac-gia",
    "first": "tu",
    "last": "den",
    "sort": "thu-tu",
}
ORDERS = {"": "relevance", "moi-nhat": "time"}


class DayField(forms.DateField):
    """A day of the archive, or none."""

    # The format that browsers take, whatever they show.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Enter a day from the year %(first)s to the year %(last)s."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )


class SearchForm(forms.Form):
    """Read with GET; every field may be empty or nonsense."""

    words = NormalizedField(label=_("Words to look for"), required=False, rule=normalize)
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.all(), required=False, empty_label=_("All sections")
    )
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.all(), required=False, empty_label=_("All offices")
    )
    author = NormalizedField(label=_("Author"), required=False, max_length=PERSON_NAME_LENGTH, rule=normalize)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("best match first")), ("moi-nhat", _("newest first"))],
        required=False,
    )

    def __init__(self, asked):
        super().__init__(asked)
        self.fields["words"].widget.attrs |= {"type": "search", "maxlength": QUERY_LENGTH}
        self.fields["section"].choices = [
            ("", _("All sections")),
            *map(indented, Section.objects.tree().paths()),
        ]

    def add_prefix(self, field_name):
        return NAMES.get(field_name, field_name)

    @cached_property
    def asked(self):
        self.full_clean()
        return self.cleaned_data

    @property
    def words_asked(self):
        return self.asked.get("words", "")[:QUERY_LENGTH]

    @property
    def order(self):
        return ORDERS[self.asked.get("sort") or ""]

    @property
    def is_narrowed(self):
        return any(self.asked.get(name) for name in ("section", "office", "author", "first", "last"))

    def narrow(self, articles):
        """Those of `articles` that were asked for, words apart."""
        asked = self.asked
        if section := asked.get("section"):
            articles = articles.filter_by_section(section)
        if office := asked.get("office"):
            articles = articles.filter_by_byline(office=office)
        if asked.get("author"):
            who = Author.objects.filter(search_text__contains=fold(asked["author"])).values("pk")
            articles = articles.filter_by_byline(author__in=who)
        if first := asked.get("first"):
            articles = articles.filter(publish_at__gte=local_midnight(first))
        if last := asked.get("last"):
            articles = articles.filter(publish_at__lt=local_midnight(last + timedelta(days=1)))
        return articles


def indented(path):
    """A section as a choice, under those above it."""
    return path[-1].pk, "\u00a0\u00a0" * (len(path) - 1) + path[-1].name
