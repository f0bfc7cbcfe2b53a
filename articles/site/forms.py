"""Forms of the home-page desk and of its preview."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Place
from newsroom.core.dateformat import DATETIME_LOCAL


class LocalTimeInput(forms.DateTimeInput):
    """The date and time picker of the browser: it needs no script."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format=DATETIME_LOCAL)


class SlotForm(forms.Form):
    """The end of a slot, and the version of the board that the form was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateTimeField(label=_("Until"), required=False, widget=LocalTimeInput)


class NewSlotForm(SlotForm):
    """An article to pin, and its place."""

    article = forms.IntegerField()
    place = forms.ChoiceField(choices=Place)


class PreviewForm(forms.Form):
    """The page (a section, or the home page) and the moment to preview."""

    muc = forms.IntegerField(required=False)
    luc = forms.DateTimeField(required=False)
