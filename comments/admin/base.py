"""Base of the moderators' pages: URLs, permissions, rendering, redirects."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comments.intake.word_rules import get_matcher
from comments.moderation.cards import find_rule_matches
from comments.moderation.queue import for_cards
from comments.permissions import RULES, may, may_see_reply, visible_to
from newsroom.core.admin_pages import AdminPagesMixin
from newsroom.core.parsing import parse_int


class CommentPagesMixin(AdminPagesMixin):
    """For mixins of CommentAdmin that add pages. A comment that the person may not see answers 404, like none."""

    def get_comment(self, request, pk, act="view"):
        """The comment. Answers 404 if this person may not see it, 403 if they may not do `act` to it."""
        comment = get_object_or_404(for_cards(visible_to(request.user)), pk=pk)
        if not may(request.user, act, comment):
            raise PermissionDenied
        return comment

    def require_right(self, request, act):
        if not may(request.user, act):
            raise PermissionDenied

    def render_page(self, request, template, title, **context):
        """Render a page with the rights of this person: all comments on it are in their sections."""
        rights = {
            **{act: may(request.user, act) for act in RULES},
            "see_reply": may_see_reply(request.user),
        }
        return super().render_page(request, template, title, **{"rights": rights, **context})

    def render_form_page(self, request, template, title, comment, **context):
        """Render a page with a form about one comment, which stands beside it with its rule matches marked."""
        name_marks, body_marks = find_rule_matches(comment, get_matcher())
        marks = {"name_marks": name_marks, "body_marks": body_marks}
        return self.render_page(request, template, title, comment=comment, **marks, **context)

    def redirect_to_queue(self, request):
        """Redirect to the queue with its filters, or to the comment that was open (?ve=)."""
        params = request.GET.copy()
        if (back := parse_int(params.pop("ve", [""])[-1])) is not None:
            return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[back]))
        query = f"?{params.urlencode()}" if params else ""
        return HttpResponseRedirect(reverse("admin:comments_comment_changelist") + query)

    def redirect_to_comment(self, comment):
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[comment.pk]))

    def show_refusal(self, request, refusal):
        self.message_user(request, str(refusal), messages.ERROR)
