"""What the moderators' pages share."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from comments.intake.word_rules import get_matcher
from comments.moderation.cards import find_rule_matches
from comments.moderation.queue import for_cards
from comments.permissions import RULES, may, may_see_reply, visible_to
from newsroom.core.parsing import parse_int


class CommentPagesMixin:
    """For parts of CommentAdmin that add pages. Hidden and absent comments answer the same: 404."""

    def page_url(self, route, view, name):
        """An address under the comment's own: /admin/comments/comment/<pk>/<route>/."""
        wrapped = self.admin_site.admin_view(view)
        return path(f"<int:pk>/{route}/", wrapped, name=f"comments_comment_{name}")

    def list_url(self, route, view, name):
        """An address beside the queue."""
        return path(f"{route}/", self.admin_site.admin_view(view), name=f"comments_comment_{name}")

    def visible(self, request, pk, act="view"):
        """The comment, if this person may see it (else 404) and may do `act` to it (else 403)."""
        comment = get_object_or_404(for_cards(visible_to(request.user)), pk=pk)
        if not may(request.user, act, comment):
            raise PermissionDenied
        return comment

    def must(self, request, act):
        if not may(request.user, act):
            raise PermissionDenied

    def page(self, request, template, title, *, status=200, **context):
        """One of the templates in admin/comments/comment/."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            # Every comment on these pages is within the sections of the person: what is asked is the right.
            "rights": {
                **{act: may(request.user, act) for act in RULES},
                "see_reply": may_see_reply(request.user),
            },
            **context,
        }
        return TemplateResponse(request, f"admin/comments/comment/{template}.html", context, status=status)

    def page_about(self, request, template, title, comment, **context):
        """A page with a form about one comment, which stands beside it with its words marked."""
        name_marks, body_marks = find_rule_matches(comment, get_matcher())
        marks = {"name_marks": name_marks, "body_marks": body_marks}
        return self.page(request, template, title, comment=comment, **marks, **context)

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
