"""The feed of the newest reader comments (RSS), made as the feeds of articles are."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page, require_safe

from articles.syndication.feeds.formats import feed_response
from articles.syndication.feeds.items import Item, build_channel, text_as_html
from comments.models import Comment
from newsroom.core.identity import SiteIdentity
from newsroom.core.text import drop_invalid_xml

NEWEST = 30


@require_safe
@conditional_page
def latest(request):
    comments = (
        Comment.objects.public().select_related("article__section").order_by("-published_at", "-id")[:NEWEST]
    )
    channel = build_channel(
        request,
        SiteIdentity.current(),
        [comment_item(comment, request.build_absolute_uri) for comment in comments],
        path=request.path,
        page=reverse("home"),
        name=gettext("Reader comments"),
        description=gettext("The newest comments of readers"),
    )
    return feed_response(channel, "rss.xml")


def comment_item(comment, absolute_url: Callable[[str], str]) -> Item:
    """The item of a comment. Its title is escaped once more: many feed readers take titles for HTML."""
    url = absolute_url(comment.get_absolute_url())
    body = text_as_html(comment.body)
    return Item(
        id=url,
        url=url,
        title=escape(drop_invalid_xml(f"{comment.name}: {comment.article.title}")),
        summary=drop_invalid_xml(comment.body),
        summary_html=body,
        content=body,
        published_at=comment.published_at,
        changed_at=comment.published_at,
    )
