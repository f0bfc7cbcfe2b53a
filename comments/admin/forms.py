"""Forms of moderators: decisions, edited texts, official replies, bans."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.models import Office
from comments.intake import texts
from comments.limits import LONGEST_BAN_DAYS, NOTE_LENGTH
from comments.models import Ban, CommentSettings, OfficialReply, RejectionReason
from comments.models.people import BanTarget
from comments.moderation import bans
from comments.moderation.acts import RETURN_REPLY
from newsroom.core.text import normalize_prose


class NoteField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(**{"max_length": NOTE_LENGTH, "widget": widget, "label": _("Note"), **kwargs})


class ReasonField(forms.ModelChoiceField):
    """The reason for not showing a comment."""

    def __init__(self, **kwargs):
        reasons = RejectionReason.objects.filter(is_active=True)
        super().__init__(reasons, **{"label": _("Reason"), "empty_label": _("Choose a reason"), **kwargs})


class DecisionForm(forms.Form):
    """The reason and the note that a decision asks for (comments.moderation.acts)."""

    def __init__(self, decision, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if decision.asks_reason:
            self.fields["reason"] = ReasonField()
        help_text = "" if decision.asks_note else _("For colleagues; readers do not see it.")
        self.fields["note"] = NoteField(required=decision.asks_note, help_text=help_text)


class EditForm(forms.Form):
    """Name and text of a comment, under the same rules as for readers (comments.intake.texts)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Full name"))
    body = forms.CharField(label=_("Text of the comment"), widget=forms.Textarea(attrs={"rows": 8}))
    note = NoteField(label=_("What was changed, and why"), required=False)

    def clean_name(self):
        return texts.clean_name(self.cleaned_data["name"])

    def clean_body(self):
        return texts.clean_body(self.cleaned_data["body"], CommentSettings.current().body_length)


class ReplyForm(forms.ModelForm):
    """The official reply, and the version of it that the person has seen (0: there was none)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = OfficialReply
        fields = ["body", "office", "signer", "signer_title"]
        widgets = {"body": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        open_or_own = Office.objects.filter(closed_on=None) | Office.objects.filter(
            pk=self.instance.office_id
        )
        office.queryset, office.empty_label = open_or_own, _("Choose an office")
        self.order_fields(["version", "body", "office", "signer", "signer_title"])

    def reply_fields(self):
        return {name: self.cleaned_data[name] for name in ("body", "office", "signer", "signer_title")}


class ReturnForm(forms.Form):
    """The note with which a drafted reply goes back to its writer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = NoteField(label=_("What should be changed"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="return_%s", **kwargs)  # the draft's form stands on the same page
        self.fields["why"].required = RETURN_REPLY.asks_note

    def clean_why(self):
        return normalize_prose(self.cleaned_data["why"])


class BanForm(forms.Form):
    """Target, length and reason of a ban."""

    DAYS = [
        (days, format_lazy(ngettext_lazy("{days} day", "{days} days", days), days=days))
        for days in (1, 7, 30, LONGEST_BAN_DAYS)
    ]

    target = forms.ChoiceField(label=_("Whom"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("For how long"), choices=DAYS, coerce=int, initial=7, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=Ban._meta.get_field("reason").max_length,
        help_text=_("For colleagues; readers do not see it."),
    )

    def __init__(self, comment, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = bans.list_ban_targets(comment)
        self.fields["target"].choices = [(target, target.label) for target in BanTarget if target in known]
        self.fields["target"].initial = next(iter(known), None)
