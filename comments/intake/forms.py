"""Forms for readers. `comments.intake.texts` checks name, e-mail and text; the forms only call it."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from comments.limits import REPORT_LENGTH, TOO_FAST
from comments.models.reaction import ReportReason
from newsroom.core.parsing import parse_int
from newsroom.core.text import normalize_prose

from . import texts
from .hold_reasons import HoldReason

FORM_SIGNER = signing.Signer(salt="comments.form")
TIME_SIGNER = signing.TimestampSigner(salt="comments.moment")


class RawTextField(forms.CharField):
    """Text exactly as it was sent, so that a refused text comes back unchanged. `comments.intake.texts` checks it."""

    def __init__(self, **kwargs):
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []


class CommentTextForm(forms.Form):
    """The name and the text of a comment."""

    name = RawTextField(
        label=_("Full name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "required": True}),
    )
    body = RawTextField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 5, "required": True}))

    def __init__(self, *args, max_length, **kwargs):
        super().__init__(*args, **{"auto_id": "comment-%s", "label_suffix": "", **kwargs})
        self.max_length = max_length
        self.fields["body"].widget.attrs["data-max-length"] = str(max_length)  # digits without separators

    def clean_name(self):
        return texts.clean_name(self.cleaned_data["name"])

    def clean_body(self):
        return texts.clean_body(self.cleaned_data["body"], self.max_length)


class CommentForm(CommentTextForm):
    """The form under an article. Nothing in it depends on the visitor or the time, so that pages can be cached.

    `phieu` signs the article and the consent wording that the form showed. If it is missing, forged or names an
    older wording, the reader has not agreed to the current wording and is asked again. `luc` is the signed time at
    which the reader began to write, set by a script.
    """

    email = RawTextField(
        label=_("E-mail (optional, never shown)"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs={"required": True}))
    phieu = RawTextField(widget=forms.HiddenInput)
    parent = RawTextField(widget=forms.HiddenInput)
    luc = RawTextField(widget=forms.HiddenInput)
    nudged = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ["name", "email", "body"]

    def __init__(self, data=None, *, article_id, wording, settings, **kwargs):
        self.phieu_now = FORM_SIGNER.sign(f"{article_id}.{wording.pk if wording else 0}")
        self.article_id, self.wording = article_id, wording
        self.is_stale = data is not None and data.get("phieu") != self.phieu_now
        if data is not None:
            data = data.copy()
            data["phieu"] = self.phieu_now
            if self.is_stale:
                data.pop("consent", None)
        initial = {"phieu": self.phieu_now, **kwargs.pop("initial", {})}
        super().__init__(data, max_length=settings.body_length, initial=initial, **kwargs)
        self.rules = settings.rules_text

    @property
    def trap(self):
        """The name of the hidden honeypot field; it differs between articles."""
        return f"o-{salted_hmac('comments.trap', str(self.article_id)).hexdigest()[:8]}"

    @property
    def parent_id(self):
        """The id of the comment that is answered; None if the field holds no number."""
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

    def list_hold_reasons(self):
        """Hold reasons that only the request shows."""
        if self.data.get(self.trap):
            yield HoldReason.TRAP
        if is_recent(self.cleaned_data["luc"]):
            yield HoldReason.TOO_FAST


def sign_current_time() -> str:
    """The signed time at which a form was shown or begun (`luc`)."""
    return TIME_SIGNER.sign("luc")


def is_recent(signed: str) -> bool:
    """Is a time of `sign_current_time` less than TOO_FAST ago? False for "": not every browser runs scripts."""
    try:
        TIME_SIGNER.unsign(signed, max_age=TOO_FAST)
    except signing.BadSignature:
        return False
    return True


class ReportForm(forms.Form):
    """A report about somebody else's comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with this comment?"),
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )
    text = RawTextField(label=_("In your words (optional)"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "report-%s", "label_suffix": "", **kwargs})

    def clean_text(self):
        text = normalize_prose(self.cleaned_data["text"])
        if len(text) > REPORT_LENGTH:
            raise ValidationError(
                _("Write at most %(most)d characters; these are %(length)d."),
                params={"most": REPORT_LENGTH, "length": len(text)},
            )
        return text


class NoticesForm(forms.Form):
    """The kinds of mail about a comment, and the e-mail address. No box is ticked in advance (consent)."""

    email = RawTextField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
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
        super().__init__(*args, **{"auto_id": "notices-%s", "label_suffix": "", **kwargs})

    def clean_email(self):
        return texts.clean_email(self.cleaned_data["email"])

    def clean(self):
        if self.cleaned_data.get("kinds") and self.cleaned_data.get("email") == "":
            self.add_error("email", _("Write the address to which we shall write."))
