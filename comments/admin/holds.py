"""Legal holds and bans in the admin: made by `privacy` and `bans`, each ended by one press."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from comments.models import Ban, LegalHold
from comments.moderation import bans
from comments.permissions import may, visible_to
from comments.retention import legal_holds
from newsroom.core.errors import Refusal

from .settings import NeverDeleted


class InForce(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "hieu-luc"

    def lookups(self, request, model_admin):
        return [("co", _("in force")), ("khong", _("ended"))]

    def queryset(self, request, rows):
        running = rows.model.objects.filter_in_force().values("pk")
        return {
            "co": lambda: rows.filter(pk__in=running),
            "khong": lambda: rows.exclude(pk__in=running),
        }.get(self.value(), lambda: rows)()


class EndableMixin(NeverDeleted):
    """For records about a comment that are read, never changed, and ended before their time by a press.

    `act` is the right that it takes; `end(record, by=...)` does it.
    """

    change_form_template = "admin/comments/ending_form.html"
    act = None
    end = None

    class Media:
        css = {"all": ["admin/retention.css"]}

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.end_view))
        name = f"comments_{self.opts.model_name}_end"
        return [path("<int:pk>/end/", view, name=name), *super().get_urls()]

    def get_queryset(self, request):
        seen = visible_to(request.user).values("pk")
        return super().get_queryset(request).filter(comment__in=seen).select_related("comment__article", "by")

    def has_change_permission(self, request, obj=None):
        return False

    def end_view(self, request, pk):
        record = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            type(self).end(record, by=request.user)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("Ended now."), messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:comments_{self.opts.model_name}_changelist"))

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_end"] = (
            obj is not None and self.is_in_force(obj) and may(request.user, self.act, obj.comment)
        )
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, record):
        return record.is_in_force()

    @admin.display(description=_("by whom"), ordering="by")
    def by_whom(self, record):
        return record.by

    @admin.display(description=_("reader comment"))
    def about(self, record):
        comment = record.comment
        words = Truncator(f"{comment.name}: {comment.body}").chars(80)
        url = reverse("admin:comments_comment_change", args=[comment.pk])
        return format_html('<a href="{}">{}. {}</a>', url, comment.pk, words)


class LegalHoldForm(forms.ModelForm):
    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This time has passed."))
        return until


@admin.register(LegalHold)
class LegalHoldAdmin(EndableMixin, admin.ModelAdmin):
    form = LegalHoldForm
    list_display = ["ground", "about", "since", "until", "is_in_force", "by_whom"]
    list_filter = [InForce]
    autocomplete_fields = ["comment"]
    act, end = "hold", legal_holds.end_hold

    def get_fields(self, request, obj=None):
        if obj:
            return ["about", "ground", "since", "until", "by_whom"]
        return ["comment", "ground", "until"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "comment":
            kwargs["queryset"] = visible_to(request.user).filter(purged_at=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        made = legal_holds.place_hold(obj.comment, by=request.user, ground=obj.ground, until=obj.until)
        obj.pk = made.pk


@admin.register(Ban)
class BanAdmin(EndableMixin, admin.ModelAdmin):
    """Who may not comment for a while. A ban is made beside a comment."""

    list_display = ["target", "reason", "about", "at", "until", "is_in_force", "by_whom"]
    list_filter = [InForce, "target"]
    fields = ["target", "reason", "about", "at", "until", "by_whom"]
    act, end = "ban", bans.end_ban

    def has_add_permission(self, request):
        return False
