"""Stopping the author of a comment for a while."""

from django.contrib import messages
from django.utils.translation import gettext as _

from comments.models import Ban
from comments.moderation import bans
from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal

from .base import CommentPagesMixin
from .forms import BanForm


class BanMixin(CommentPagesMixin):
    """The part of CommentAdmin that stops somebody; `bans` does it."""

    def get_urls(self):
        return [self.make_record_path("ban", self.ban, "ban"), *super().get_urls()]

    def ban(self, request, pk):
        comment = self.visible(request, pk, "ban")
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
                return self.to_comment(comment)
        known = list(bans.list_ban_targets(comment).values())
        in_force = Ban.objects.filter_in_force().filter(value_hash__in=known).select_related("by")
        return self.page_about(
            request,
            "ban",
            _("Stop this author"),
            comment,
            form=form,
            in_force=list(in_force),
        )
