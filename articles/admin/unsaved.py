"""Text that was typed and not saved, and who else has the article open."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import drafts, presence
from articles.permissions import may
from newsroom.ground.clock import stamp
from newsroom.ground.errors import Refusal

from .pages import ArticlePages


class UnsavedText(ArticlePages):
    """The part of ArticleAdmin that loses nothing."""

    def get_urls(self):
        return [
            self.list_url("unsaved", require_POST(self.unsaved), "unsaved"),
            self.page_url("unsaved", require_POST(self.unsaved), "unsaved"),
            self.page_url("presence", require_POST(self.presence), "presence"),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if request.method == "GET" and "unsaved" in request.GET:
            form.unsaved = drafts.unsaved(by=request.user, article=obj)
        return form

    def offer(self, request, article):
        """Unsaved text to offer, if this form does not hold it already.

        Only a form that holds it may replace it or make it go: text that was offered and left alone stays.
        """
        buffer = drafts.unsaved(by=request.user, article=article)
        holds = buffer is None or "unsaved" in request.GET or "holds_unsaved" in request.POST
        return {
            "unsaved": None if holds else buffer,
            "holds_unsaved": holds,
            "unsaved_url": reverse("admin:articles_article_unsaved", args=[article.pk] if article else []),
        }

    def unsaved(self, request, pk=None):
        """Keeps what is typed (the page sends it every few seconds), or forgets it."""
        article = self.visible(request, pk, "change") if pk else None
        if article is None and not may(request.user, "add"):
            raise PermissionDenied
        if "forget" in request.POST:
            drafts.forget(by=request.user, article=article)
            return self.to_form(article)
        try:
            buffer = drafts.keep(
                request.POST, by=request.user, article=article, version=opened_version(request)
            )
        except Refusal as refusal:
            return JsonResponse({"error": str(refusal)}, status=400)
        return JsonResponse({"saved_at": stamp(buffer.saved_at)})

    def presence(self, request, pk):
        """Notes that this person has the article open; answers who else has."""
        article = self.visible(request, pk, "change")
        others = [
            _("%(name)s is editing this article (since %(time)s).")
            % {"name": other.person, "time": stamp(other.since)}
            for other in presence.note(article, by=request.user)
        ]
        return JsonResponse({"others": others})


def opened_version(request):
    """The version that the form was opened with, as the page says."""
    version = request.POST.get("opened_version", "")
    return int(version) if version.isdecimal() else 1
