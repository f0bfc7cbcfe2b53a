"""Requests about personal data in the admin: their deadlines, and a page that finds, exports and erases data."""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.intake import texts
from comments.models import DataRequest
from comments.permissions import may
from comments.retention import anonymisation, data_requests
from newsroom.core.admin_pages import AdminPagesMixin
from newsroom.core.dateformat import format_date, format_datetime
from newsroom.core.errors import Refusal
from newsroom.core.parsing import parse_int

from .settings import NoDeleteMixin

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
MAX_COMMENTS = 200  # comments of one person on the page


class DataRequestForm(forms.ModelForm):
    def clean_received_on(self):
        received_on = self.cleaned_data["received_on"]
        if received_on > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return received_on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("done_at") and not cleaned.get("outcome"):
            self.add_error("outcome", _("Say what was done, since the request is closed."))
        return cleaned


class ProgressFilter(admin.SimpleListFilter):
    title = _("progress")
    parameter_name = "tinh-trang"

    def lookups(self, request, model_admin):
        return [("mo", _("in progress")), ("xong", _("done"))]

    def queryset(self, request, rows):
        return rows.filter(done_at__isnull=self.value() == "mo") if self.value() else rows


@admin.register(DataRequest)
class DataRequestAdmin(NoDeleteMixin, AdminPagesMixin, admin.ModelAdmin):
    """Lists open requests first, in the order of their deadlines."""

    form = DataRequestForm
    list_display = ["person", "due", "acknowledge", "right", "received_on", "done_at"]
    list_filter = [ProgressFilter, "right"]
    search_fields = ["person", "contact"]
    sortable_by = []
    readonly_fields = ["acknowledge", "due"]
    fieldsets = [
        (None, {"fields": ["right", "person", "contact", "text", "received_on"]}),
        (_("Deadlines"), {"fields": ["acknowledge", "due"]}),
        (_("What was done"), {"fields": ["acknowledged_at", "done_at", "outcome"]}),
    ]
    change_form_template = "admin/comments/datarequest/change_form.html"
    change_list_template = "admin/comments/datarequest/change_list.html"

    class Media:
        css = {"all": ["admin/retention.css"]}

    def get_urls(self):
        return [self.make_list_path("find", self.find, "find"), *super().get_urls()]

    def get_ordering(self, request):
        # Open requests first in both databases; then the done ones, latest first.
        return [F("done_at").desc(nulls_first=True), "due_on", "id"]

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:1]

    def get_changeform_initial_data(self, request):
        return {"received_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def save_model(self, request, obj, form, change):
        data_requests.save_request(obj)

    @admin.display(description=_("to be acknowledged by"))
    def acknowledge(self, request):
        if request.acknowledged_at:
            return format_html(
                "{} ✓ {}", format_date(request.acknowledge_by), format_datetime(request.acknowledged_at)
            )
        return format_deadline(
            request.acknowledge_by, data_requests.find_overdue_step(request) == "acknowledge"
        )

    @admin.display(description=_("to be done by"))
    def due(self, request):
        return format_deadline(request.due_on, data_requests.find_overdue_step(request) == "do")

    # --- The data of one person ------------------------------------------------------------------

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def find(self, request):
        """Find, export or anonymise comments by e-mail address. The address is posted, to keep it out of logs."""
        if not may(request.user, "export"):
            raise PermissionDenied
        if request.method != "POST":
            return self.render_person(request, PersonForm(initial={"email": self.get_initial_email(request)}))
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_person(request, form)
        email, act = form.cleaned_data["email"], request.POST.get("do")
        if act == "export":
            return self.export(request, email)
        found = list(data_requests.find_comments(email, by=request.user)[:MAX_COMMENTS])
        chosen = [comment for comment in found if str(comment.pk) in request.POST.getlist("chosen")]
        if act == "anonymise" and chosen:
            named = [
                (comment, [PLACES[place] for place in anonymisation.find_name(comment)]) for comment in chosen
            ]
            return self.render_person(request, form, email=email, chosen=named)
        if act == "really" and chosen:
            self.anonymise(request, chosen)
            found = list(data_requests.find_comments(email, by=request.user)[:MAX_COMMENTS])
        return self.render_person(request, form, email=email, found=found)

    def get_initial_email(self, request):
        """The e-mail address in the contact of a request (?yeu-cau=12), to prefill the form."""
        pk = parse_int(request.GET.get("yeu-cau"))
        if pk is None or not self.has_view_permission(request):
            return ""
        found = DataRequest.objects.filter(pk=pk).first()
        address = EMAIL.search(found.contact) if found else None
        return address[0].rstrip(".") if address else ""

    def export(self, request, email):
        taken = data_requests.export(email, by=request.user)
        response = JsonResponse(taken, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="du-lieu-ca-nhan.json"'
        return response

    def anonymise(self, request, comments):
        done, refused = 0, []
        for comment in comments:
            try:
                anonymisation.anonymise(comment, by=request.user)
            except Refusal as refusal:
                refused.append(f"{comment.pk}: {refusal}")
            else:
                done += 1
        if done:
            sentence = ngettext(
                "%(n)d comment was made anonymous.", "%(n)d comments were made anonymous.", done
            )
            self.message_user(request, sentence % {"n": done}, messages.SUCCESS)
        for sentence in refused:
            self.message_user(request, sentence, messages.ERROR)

    def render_person(self, request, form, **context):
        title = _("Data of a person")
        return self.render_page(request, "person_data", title, media=self.media, form=form, **context)


class PersonForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The whole address, as the person gives it."),
    )

    def clean_email(self):
        return texts.clean_email(self.cleaned_data["email"])


PLACES = {
    "text": _("the comment itself"),
    "answers": _("an answer to it"),
    "official reply": _("the official reply"),
}


def format_deadline(when, is_late):
    """A date, marked in colour and words if it is overdue."""
    if when is None:
        return "–"
    if is_late:
        return format_html('<strong class="overdue">{} ({})</strong>', format_date(when), _("overdue"))
    return format_date(when)
