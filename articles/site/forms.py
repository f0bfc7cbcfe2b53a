"""Forms for the home-page desk and its preview."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Place
from newsroom.core.dateformat import DATETIME_LOCAL


class LocalTimeInput(forms.DateTimeInput):
    """The browser's own calendar and clock: no script is needed."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format=DATETIME_LOCAL)


class EndForm(forms.Form):
    """Until when a slot stands, and the version of the page that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateTimeField(label=_("Until"), required=False, widget=LocalTimeInput)


class PutForm(EndForm):
    """What is put where."""

    article = forms.IntegerField()
    place = forms.ChoiceField(choices=Place)


class PreviewForm(forms.Form):
    """Which page is looked at, and as of when."""

    muc = forms.IntegerField(required=False)
    luc = forms.DateTimeField(required=False)
