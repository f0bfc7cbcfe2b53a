"""Bans in the admin: the page that bans the author of a comment, and the list of bans."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _

from comments.models import Ban
from comments.moderation import bans
from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal

from .base import CommentPagesMixin
from .endable import EndableMixin, InForceFilter
from .forms import BanForm


class BanMixin(CommentPagesMixin):
    """Adds the page that bans an author to CommentAdmin."""

    def get_urls(self):
        return [self.make_record_path("ban", self.ban, "ban"), *super().get_urls()]

    def ban(self, request, pk):
        comment = self.get_comment(request, pk, "ban")
        form = BanForm(comment, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                made = bans.ban_author(comment, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                sentence = _("Stopped from commenting until %(time)s: %(whom)s.")
                words = {"time": format_datetime(made.until), "whom": made.get_target_display()}
                self.message_user(request, sentence % words, messages.SUCCESS)
                return self.redirect_to_comment(comment)
        known = list(bans.list_ban_targets(comment).values())
        in_force = Ban.objects.filter_in_force().filter(value_hash__in=known).select_related("by")
        return self.render_form_page(
            request,
            "ban",
            _("Stop this author"),
            comment,
            form=form,
            in_force=list(in_force),
        )


@admin.register(Ban)
class BanAdmin(EndableMixin, admin.ModelAdmin):
    """The list of bans. A ban is added on the page of a comment."""

    list_display = ["target", "reason", "comment_link", "at", "until", "is_in_force", "placer"]
    list_filter = [InForceFilter, "target"]
    fields = ["target", "reason", "comment_link", "at", "until", "placer"]
    act, end = "ban", bans.end_ban

    def has_add_permission(self, request):
        return False
