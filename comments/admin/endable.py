"""Records about a comment that are in force for a time and can be ended by one press: legal holds and bans."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from comments.permissions import may, visible_to
from newsroom.core.admin_pages import AdminPagesMixin
from newsroom.core.errors import Refusal

from .settings import NoDeleteMixin


class InForceFilter(admin.SimpleListFilter):
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


class EndableMixin(NoDeleteMixin, AdminPagesMixin):
    """For records that are never changed, and that one press ends before their time.

    `act` is the right needed; `end(record, by=...)` ends the record.
    """

    change_form_template = "admin/comments/endable_form.html"
    act = None
    end = None

    class Media:
        css = {"all": ["admin/retention.css"]}

    def get_urls(self):
        return [self.make_record_path("end", require_POST(self.end_view), "end"), *super().get_urls()]

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
    def placer(self, record):
        return record.by

    @admin.display(description=_("reader comment"))
    def comment_link(self, record):
        comment = record.comment
        words = Truncator(f"{comment.name}: {comment.body}").chars(80)
        url = reverse("admin:comments_comment_change", args=[comment.pk])
        return format_html('<a href="{}">{}. {}</a>', url, comment.pk, words)
