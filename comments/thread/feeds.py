"""What machines read of comments."""

from django.contrib.syndication.views import Feed
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse_lazy
from django.utils.cache import patch_cache_control
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page, require_safe

from comments.models import Comment
from newsroom.core.identity import SiteIdentity
from newsroom.core.text import drop_invalid_xml

NEWEST = 30


class LatestComments(Feed):
    """The newest comments of the site. Readers of feeds take texts for HTML: they are escaped once more."""

    link = reverse_lazy("home")
    description = _("The newest comments of readers")

    def title(self):
        return gettext("Reader comments - %(site)s") % {"site": SiteIdentity.current().name}

    def items(self):
        newest = Comment.objects.public().select_related("article__section").order_by("-published_at", "-id")
        return newest[:NEWEST]

    def item_title(self, comment):
        return escape(drop_invalid_xml(f"{comment.name}: {comment.article.title}"))

    def item_description(self, comment):
        return str(linebreaksbr(escape(drop_invalid_xml(comment.body))))

    def item_pubdate(self, comment):
        return comment.published_at


@require_safe
@conditional_page
def latest(request):
    """The feed, asked for again by its ETag as the feeds of articles are: a comment that is hidden moves no time."""
    response = LatestComments()(request)
    del response["Last-Modified"]
    patch_cache_control(response, public=True, max_age=60)
    return response
