"""Editing the text of a comment; the author's text is kept as a revision."""

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
    """Adds the page for editing a text to CommentAdmin."""

    def get_urls(self):
        return [self.make_record_path("edit", self.edit, "edit"), *super().get_urls()]

    def edit(self, request, pk):
        comment = self.get_comment(request, pk, "edit")
        current = {"version": comment.version, "name": comment.name, "body": comment.body}
        form = EditForm(request.POST if request.method == "POST" else None, initial=current)
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                moderation.edit(comment, by=request.user, **form.cleaned_data)
            except DecidedMeanwhile as refusal:
                form, status = rebase_form(form, comment, refusal), 409
            except (Refusal, ValidationError) as refusal:
                form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
            else:
                sentence = _("The text is changed; what its author wrote is kept.")
                self.message_user(request, sentence, messages.SUCCESS)
                return self.redirect_to_comment(comment)
        return self.render_form_page(
            request,
            "edit",
            _("Edit the text"),
            comment,
            status=status,
            original=comment.revisions.first() if may(request.user, "history", comment) else None,
            form=form,
        )


def rebase_form(form, comment, refusal):
    """The form with the typed text and the current version, so that it can be sent again.

    The current text is shown beside it.
    """
    typed = form.data.copy()
    typed["version"] = comment.version
    form = EditForm(typed)
    form.add_error(None, str(refusal))
    return form
