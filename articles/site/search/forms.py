"""The search form of readers. A wrong value filters nothing; the form shows the error beside its field."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Office, Section
from articles.models.querysets import ArticleQuerySet
from articles.site.archive import FIRST_YEAR, LAST_YEAR
from newsroom.core.dateformat import local_midnight
from newsroom.core.fields import PERSON_NAME_LENGTH, NormalizedField
from newsroom.core.text import fold, normalize

from .query import QUERY_LENGTH

# The query parameters, the same as in the list of articles in the admin.
PARAMETERS = {
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
    """An optional day between FIRST_YEAR and LAST_YEAR."""

    # Browsers require this format in the value, whatever they display.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Enter a day from the year %(first)s to the year %(last)s."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )


class SearchForm(forms.Form):
    """The form is sent with GET; every field may be empty or wrong."""

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

    def __init__(self, query):
        super().__init__(query)
        self.fields["words"].widget.attrs |= {"type": "search", "maxlength": QUERY_LENGTH}
        self.fields["section"].choices = [
            ("", _("All sections")),
            *Section.objects.tree().choices(),
        ]

    def add_prefix(self, field_name):
        return PARAMETERS.get(field_name, field_name)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The valid values by field."""
        self.full_clean()
        return self.cleaned_data

    @property
    def text(self) -> str:
        """The words to search for."""
        return self.values.get("words", "")[:QUERY_LENGTH]

    @property
    def order(self) -> str:
        return ORDERS[self.values.get("sort") or ""]

    @property
    def has_filters(self) -> bool:
        return any(self.values.get(name) for name in ("section", "office", "author", "first", "last"))

    def filter_articles(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """The articles that match all fields but the words."""
        values = self.values
        if section := values.get("section"):
            articles = articles.filter_by_section(section)
        if office := values.get("office"):
            articles = articles.filter_by_byline(office=office)
        if values.get("author"):
            authors = Author.objects.filter(search_text__contains=fold(values["author"])).values("pk")
            articles = articles.filter_by_byline(author__in=authors)
        if first := values.get("first"):
            articles = articles.filter(publish_at__gte=local_midnight(first))
        if last := values.get("last"):
            articles = articles.filter(publish_at__lt=local_midnight(last + timedelta(days=1)))
        return articles
