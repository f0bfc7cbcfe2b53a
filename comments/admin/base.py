"""What the moderators' pages share."""

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
    """Access to comments on added pages. Hidden and absent comments answer the same: 404."""

    def visible(self, request, pk, act="view"):
        """The comment, if this person may see it (else 404) and may do `act` to it (else 403)."""
        comment = get_object_or_404(for_cards(visible_to(request.user)), pk=pk)
        if not may(request.user, act, comment):
            raise PermissionDenied
        return comment

    def must(self, request, act):
        if not may(request.user, act):
            raise PermissionDenied

    def render_page(self, request, template, title, **context):
        """Add the rights of this person; each comment on these pages is within the sections of the person."""
        rights = {
            **{act: may(request.user, act) for act in RULES},
            "see_reply": may_see_reply(request.user),
        }
        return super().render_page(request, template, title, **{"rights": rights, **context})

    def page_about(self, request, template, title, comment, **context):
        """A page with a form about one comment, which stands beside it with its words marked."""
        name_marks, body_marks = find_rule_matches(comment, get_matcher())
        marks = {"name_marks": name_marks, "body_marks": body_marks}
        return self.render_page(request, template, title, comment=comment, **marks, **context)

    def to_queue(self, request):
        """Back to the list as it was narrowed, or to the one comment that was open (?ve=)."""
        asked = request.GET.copy()
        if (back := parse_int(asked.pop("ve", [""])[-1])) is not None:
            return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[back]))
        query = f"?{asked.urlencode()}" if asked else ""
        return HttpResponseRedirect(reverse("admin:comments_comment_changelist") + query)

    def to_comment(self, comment):
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[comment.pk]))

    def refused(self, request, refusal):
        self.message_user(request, str(refusal), messages.ERROR)
