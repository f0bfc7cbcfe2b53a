"""Legal holds in the admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import LegalHold
from comments.permissions import visible_to
from comments.retention import legal_holds

from .endable import EndableMixin, InForceFilter


class LegalHoldForm(forms.ModelForm):
    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This time has passed."))
        return until


@admin.register(LegalHold)
class LegalHoldAdmin(EndableMixin, admin.ModelAdmin):
    form = LegalHoldForm
    list_display = ["legal_basis", "comment_link", "since", "until", "is_in_force", "placer"]
    list_filter = [InForceFilter]
    autocomplete_fields = ["comment"]
    act, end = "hold", legal_holds.end_hold

    def get_fields(self, request, obj=None):
        if obj:
            return ["comment_link", "legal_basis", "since", "until", "placer"]
        return ["comment", "legal_basis", "until"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "comment":
            kwargs["queryset"] = visible_to(request.user).filter(purged_at=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        made = legal_holds.place_hold(
            obj.comment, by=request.user, legal_basis=obj.legal_basis, until=obj.until
        )
        obj.pk = made.pk
