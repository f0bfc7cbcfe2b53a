"""Preview of the public page at three widths, and preview links for people without an account."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from articles.limits import LINK_DAYS
from articles.permissions import may
from articles.site import preview
from articles.site.related import find_neighbours, find_related

from .base import ArticlePagesMixin

# CSS pixels.
WIDTHS = [("phone", _("Phone"), 390), ("tablet", _("Tablet"), 768), ("desktop", _("Desktop"), 1280)]


class PreviewMixin(ArticlePagesMixin):
    """Adds previews and preview links to ArticleAdmin."""

    def get_urls(self):
        return [
            self.make_record_path("preview", require_safe(self.preview_view), "preview"),
            self.make_record_path("preview/page", require_safe(self.preview_page_view), "preview_page"),
            self.make_record_path("share", require_POST(self.share_view), "share"),
            self.make_record_path("share/<int:link>/revoke", require_POST(self.revoke_view), "revoke"),
            *super().get_urls(),
        ]

    def preview_view(self, request, pk):
        """The public page in a frame of the chosen width, and the open preview links."""
        article = self.get_visible_article(request, pk)
        chosen = request.GET.get("width")
        width = next((row for row in WIDTHS if row[0] == chosen), WIDTHS[0])
        may_share = may(request.user, "share", article)
        links = article.preview_links.usable().select_related("made_by", "version") if may_share else []
        return self.render_page(
            request,
            "preview",
            _("Preview"),
            article=article,
            widths=WIDTHS,
            width=width,
            may_share=may_share,
            link_days=LINK_DAYS,
            links=[(link, request.build_absolute_uri(link_url(link))) for link in links],
            now=timezone.now(),
        )

    @method_decorator([never_cache, xframe_options_sameorigin, csp_replace({"frame-ancestors": [SELF]})])
    def preview_page_view(self, request, pk):
        """The public page of the article, from the same template as at its URL."""
        article = self.get_visible_article(request, pk)
        now = timezone.now()
        corrections = preview.preview_merge(article, at=now)
        article.publish_at = article.publish_at or now
        newer, older = find_neighbours(article)
        context = preview.article_context(
            request,
            article,
            bylines=article.bylines.select_related("author"),
            tags=article.tags.all(),
            corrections=corrections,
            related=find_related(article),
            newer=newer,
            older=older,
        )
        return render(request, "articles/preview.html", context)

    def share_view(self, request, pk):
        """Make a preview link to the article as it is now."""
        article = self.get_visible_article(request, pk, "share")
        preview.create_link(article, by=request.user)
        self.message_user(request, _("The link is ready: copy it below."))
        return self.redirect_to_preview(article)

    def revoke_view(self, request, pk, link):
        article = self.get_visible_article(request, pk, "share")
        preview.revoke_link(get_object_or_404(article.preview_links, pk=link), by=request.user)
        self.message_user(request, _("The link shows nothing any more."))
        return self.redirect_to_preview(article)

    def redirect_to_preview(self, article):
        return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[article.pk]))


def link_url(link):
    return reverse("articles:preview_link", args=[preview.link_token(link)])
