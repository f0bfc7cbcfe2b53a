"""Forms for readers. The rules of a name and of a text are in `comments.intake.texts`; nothing is checked here."""

from datetime import timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from comments.models.reaction import ReportReason
from newsroom.core.parsing import parse_int
from newsroom.core.text import normalize_prose

from . import texts
from .hold_reasons import HoldReason
from .reactions import REPORT_LENGTH

SHOWN = signing.Signer(salt="comments.form")
MOMENT = signing.TimestampSigner(salt="comments.moment")
TOO_FAST = timedelta(seconds=3)


class Words(forms.CharField):
    """Text as it was sent. `comments.intake.texts` decides what it may hold; refused text comes back unchanged."""

    def __init__(self, **kwargs):
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []


class WordsForm(forms.Form):
    """A name and a comment."""

    name = Words(
        label=_("Full name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "required": True}),
    )
    body = Words(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 5, "required": True}))

    def __init__(self, *args, longest, **kwargs):
        kwargs = {"auto_id": "comment-%s", "label_suffix": "", **kwargs}
        super().__init__(*args, **kwargs)
        self.longest = longest
        self.fields["body"].widget.attrs["data-longest"] = str(longest)  # a figure, without separator

    def clean_name(self):
        return texts.clean_name(self.cleaned_data["name"])

    def clean_body(self):
        return texts.clean_body(self.cleaned_data["body"], self.longest)


class CommentForm(WordsForm):
    """The form under an article. Nothing in it depends on who reads the page, or when.

    `phieu` says under which article the form stood and which wording of the consent it showed. One that is missing,
    forged or of an older wording only means that the reader has not agreed to today's wording.
    """

    email = Words(
        label=_("E-mail (optional, never shown)"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs={"required": True}))
    phieu = Words(widget=forms.HiddenInput)
    parent = Words(widget=forms.HiddenInput)
    luc = Words(widget=forms.HiddenInput)
    nudged = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ["name", "email", "body"]

    def __init__(self, data=None, *, article_id, wording, settings, **kwargs):
        self.phieu_now = SHOWN.sign(f"{article_id}.{wording.pk if wording else 0}")
        self.article_id, self.wording = article_id, wording
        self.is_stale = data is not None and data.get("phieu") != self.phieu_now
        if data is not None:
            data = data.copy()
            data["phieu"] = self.phieu_now
            if self.is_stale:
                data.pop("consent", None)
        initial = {"phieu": self.phieu_now, **kwargs.pop("initial", {})}
        super().__init__(data, longest=settings.body_length, initial=initial, **kwargs)
        self.rules = settings.rules_text

    @property
    def trap(self):
        """The name of the field that people leave empty; another one under each article."""
        return f"o-{salted_hmac('comments.trap', str(self.article_id)).hexdigest()[:8]}"

    @property
    def parent_id(self):
        """The comment that this one answers, if the field holds a number at all."""
        return parse_int(self["parent"].value())

    @property
    def was_nudged(self):
        return self.cleaned_data["nudged"]

    def clean_email(self):
        return texts.clean_email(self.cleaned_data["email"])

    def clean_consent(self):
        if self.is_stale:
            raise ValidationError(
                _(
                    "This form is an older one. Your text is kept: read the consent and tick the box once more."
                ),
                code="stale",
            )
        if not self.cleaned_data["consent"]:
            raise ValidationError(_("Tick the box if you agree; we cannot take the comment without it."))
        return self.wording

    def hints(self):
        """Suspicions that only the sending shows."""
        if self.data.get(self.trap):
            yield HoldReason.TRAP
        if is_recent(self.cleaned_data["luc"]):
            yield HoldReason.TOO_FAST


def moment():
    """The present, signed: when a form was shown or begun."""
    return MOMENT.sign("luc")


def is_recent(signed):
    """Was this moment less than three seconds ago? No moment at all says nothing: not everybody has scripts."""
    try:
        MOMENT.unsign(signed, max_age=TOO_FAST)
    except signing.BadSignature:
        return False
    return True


class ReportForm(forms.Form):
    """What is wrong with somebody else's comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with this comment?"),
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )
    text = Words(label=_("In your words (optional)"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="report-%s", label_suffix="", **kwargs)

    def clean_text(self):
        text = normalize_prose(self.cleaned_data["text"])
        if len(text) > REPORT_LENGTH:
            raise ValidationError(
                _("Write at most %(most)d characters; these are %(length)d."),
                params={"most": REPORT_LENGTH, "length": len(text)},
            )
        return text


class NoticesForm(forms.Form):
    """Which news of a comment go to which address. No box is ticked by us."""

    email = Words(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    kinds = forms.MultipleChoiceField(
        label=_("Write to me"),
        required=False,
        choices=[
            ("on_decision", _("when my comment is shown, or not")),
            ("on_reply", _("when a reader answers me")),
            ("on_answer", _("when the office answers me")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="notices-%s", label_suffix="", **kwargs)

    def clean_email(self):
        return texts.clean_email(self.cleaned_data["email"])

    def clean(self):
        if self.cleaned_data.get("kinds") and self.cleaned_data.get("email") == "":
            self.add_error("email", _("Write the address to which we shall write."))
