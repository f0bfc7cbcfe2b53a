"""How a reader narrows a search. What makes no sense narrows nothing: a list is no place for complaints."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Byline, Office, Section
from newsroom.ground.text import fold

from .query import LONGEST

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


class SearchForm(forms.Form):
    """Read with GET; every field may be empty or nonsense."""

    words = forms.CharField(label=_("Words to look for"), required=False, widget=forms.TextInput)
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.all(), required=False, empty_label=_("All sections")
    )
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.all(), required=False, empty_label=_("All offices")
    )
    author = forms.CharField(label=_("Author"), required=False, max_length=120)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("best match first")), ("moi-nhat", _("newest first"))],
        required=False,
    )

    def __init__(self, asked):
        super().__init__(asked)
        for name in ("first", "last"):
            self.fields[name].widget.format = "%Y-%m-%d"  # what browsers take, whatever they show
        self.fields["words"].widget.attrs |= {"type": "search", "maxlength": LONGEST}
        self.fields["section"].choices = [
            ("", _("All sections")),
            *(
                (path[-1].pk, "\u00a0\u00a0" * (len(path) - 1) + path[-1].name)
                for path in Section.objects.tree().paths()
            ),
        ]

    def add_prefix(self, field_name):
        return NAMES.get(field_name, field_name)

    @cached_property
    def asked(self):
        self.full_clean()
        return self.cleaned_data

    @property
    def words_asked(self):
        return " ".join((self.asked.get("words") or "")[:LONGEST].replace("\0", "").split())

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
            under = Section.objects.filter(path__startswith=section.path).values("pk")
            articles = articles.in_sections(under)
        if office := asked.get("office"):
            articles = articles.filter(pk__in=Byline.objects.filter(office=office).values("article"))
        if asked.get("author"):
            who = Author.objects.filter(search_text__contains=fold(asked["author"])).values("pk")
            articles = articles.filter(pk__in=Byline.objects.filter(author__in=who).values("article"))
        if first := asked.get("first"):
            articles = articles.filter(publish_at__gte=midnight(first))
        if last := asked.get("last"):
            articles = articles.filter(publish_at__lt=midnight(last + timedelta(days=1)))
        return articles


def indented(path):
    """A section as a choice, under those above it."""
    return path[-1].pk, "\u00a0\u00a0" * (len(path) - 1) + path[-1].name


def midnight(day):
    return datetime.combine(day, datetime.min.time(), timezone.get_default_timezone())
