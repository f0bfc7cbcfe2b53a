"""Forms for changes of state, assignment and scheduling."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.dateformat import truncate_to_minute
from newsroom.core.fields import MomentField

from .assignment import writers


class MoveForm(forms.Form):
    """The form of a change of state: its reason and, for a publication, its time."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    when = MomentField(
        label=_("Publication time"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("Left empty: now. A later time schedules the article."),
    )

    def __init__(self, move, article, data=None):
        super().__init__(data, initial={"version": article.version, "when": article.publish_at})
        if move.asks_reason:
            self.fields["reason"].label = _("Reason (required)")
        if not move.asks_time:
            del self.fields["when"]

    def details(self) -> dict:
        """The arguments for the function of the move."""
        details = dict(self.cleaned_data)
        if "when" in details:
            details["when"] = details["when"] or truncate_to_minute(timezone.now())
        return details


class AssignForm(forms.Form):
    """The person in charge and the due day."""

    assignee = forms.ModelChoiceField(label=_("In charge"), queryset=None, required=False)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=AdminDateWidget)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = writers()


class ScheduleForm(forms.Form):
    """The publication time."""

    when = MomentField(label=_("Publication time"), widget=AdminSplitDateTime)

    def clean_when(self):
        when = self.cleaned_data["when"]
        if when <= timezone.now():
            raise ValidationError(_("This time has passed."))
        return when


class ReasonForm(forms.Form):
    """The reason of an act on several articles."""

    reason = forms.CharField(label=_("Reason (required)"), widget=forms.Textarea(attrs={"rows": 4}))
