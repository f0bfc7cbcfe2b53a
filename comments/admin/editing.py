"""Changing the words of a comment; what its author wrote is kept."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments import moderation
from comments.errors import DecidedMeanwhile
from comments.permissions import may
from newsroom.core.errors import Refusal

from .base import CommentPagesMixin
from .forms import EditForm


class EditMixin(CommentPagesMixin):
    """The part of CommentAdmin that changes words; `moderation` does it."""

    def get_urls(self):
        return [self.make_record_path("edit", self.edit, "edit"), *super().get_urls()]

    def edit(self, request, pk):
        comment = self.visible(request, pk, "edit")
        stored = {"version": comment.version, "name": comment.name, "body": comment.body}
        form = EditForm(request.POST if request.method == "POST" else None, initial=stored)
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                moderation.edit(comment, by=request.user, **form.cleaned_data)
            except DecidedMeanwhile as refusal:
                form, status = again(form, comment, refusal), 409
            except (Refusal, ValidationError) as refusal:
                form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
            else:
                sentence = _("The text is changed; what its author wrote is kept.")
                self.message_user(request, sentence, messages.SUCCESS)
                return self.to_comment(comment)
        return self.page_about(
            request,
            "edit",
            _("Edit the text"),
            comment,
            status=status,
            original=comment.revisions.first() if may(request.user, "history", comment) else None,
            form=form,
        )


def again(form, comment, refusal):
    """The form with what was typed, to be sent over the text as it is now: that one is shown beside it."""
    typed = form.data.copy()
    typed["version"] = comment.version
    form = EditForm(typed)
    form.add_error(None, str(refusal))
    return form
