"""Settings of comments in the admin: limits, consent wordings, rejection reasons, sections, holidays."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.models import CommentSettings, ConsentWording, Holiday, RejectionReason, SectionPolicy
from newsroom.core.text import slugify

CODE_LENGTH = RejectionReason._meta.get_field("code").max_length


class NoDeleteMixin:
    """For records that old decisions and consents refer to."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(CommentSettings)
class CommentSettingsAdmin(NoDeleteMixin, admin.ModelAdmin):
    """The single row of settings: the change list redirects to it."""

    fieldsets = [
        (_("Where and how long"), {"fields": ["policy", "close_after_days", "body_length", "rules_text"]}),
        (
            _("Moderators"),
            {"fields": ["due_after_hours", "reports_to_call", "reply_needs_two", "shared_networks"]},
        ),
        (
            _("How long personal data are kept"),
            {
                "fields": ["keep_ip_hashes_days", "keep_rejected_days", "keep_withdrawn_days"],
                "description": _(
                    "“manage.py purge_comments” deletes what is older, except what a legal hold keeps. Addresses "
                    "themselves are never stored, only hashes of them."
                ),
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("admin:comments_commentsettings_change", args=[1]))


@admin.register(ConsentWording)
class ConsentWordingAdmin(NoDeleteMixin, admin.ModelAdmin):
    """Wordings are added, never changed: each comment refers to the wording that its author agreed to."""

    list_display = ["__str__", "is_current", "since", "beginning"]
    fields = ["text"]
    readonly_fields = ["since"]
    change_list_template = "admin/comments/consentwording/change_list.html"

    def get_fields(self, request, obj=None):
        return ["text", "since"] if obj else ["text"]

    def has_change_permission(self, request, obj=None):
        return False

    def get_changelist_instance(self, request):
        self.current = ConsentWording.current()
        return super().get_changelist_instance(request)

    @admin.display(description=_("shown now"), boolean=True)
    def is_current(self, wording):
        return wording == self.current

    @admin.display(description=_("wording"))
    def beginning(self, wording):
        return Truncator(wording.text).chars(120)


class RejectionReasonForm(forms.ModelForm):
    def clean_is_active(self):
        is_active = self.cleaned_data["is_active"]
        others = RejectionReason.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        if not is_active and not others.exists():
            raise ValidationError(_("One reason at least must stay in use, or nothing can be turned down."))
        return is_active


@admin.register(RejectionReason)
class RejectionReasonAdmin(NoDeleteMixin, admin.ModelAdmin):
    """Reasons are deactivated instead of deleted."""

    form = RejectionReasonForm
    list_display = ["name", "text_for_reader", "order", "is_active"]
    list_filter = ["is_active"]
    fields = ["name", "text_for_reader", "order", "is_active"]

    def save_model(self, request, obj, form, change):
        obj.code = obj.code or generate_code(obj.name)
        super().save_model(request, obj, form, change)


def generate_code(name):
    """A unique code made from the name."""
    code = slugify(name)[: CODE_LENGTH - 4] or "ly-do"
    used = set(RejectionReason.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(each for each in [code, *(f"{code}-{n}" for n in range(2, 1000))] if each not in used)


@admin.register(SectionPolicy)
class SectionPolicyAdmin(admin.ModelAdmin):
    list_display = ["section", "policy"]
    list_select_related = ["section"]
    autocomplete_fields = ["section"]


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    """Days off besides Saturdays and Sundays: waiting time does not run."""

    list_display = ["day", "name"]
    search_fields = ["name"]
