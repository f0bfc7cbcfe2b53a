from django import template
from django.utils import timezone

from articles.models import CommentPolicy
from articles.models.querysets import columns_not_on_cards
from articles.syndication.schema_org import json_ld_script
from comments.intake.availability import Availability, get_availability
from comments.intake.forms import CommentForm
from comments.models import Comment, ConsentWording
from comments.thread.listing import get_listing, parse_listing_query
from comments.thread.schema_org import build_graph

register = template.Library()
LATEST_REPLIES = 3


@register.inclusion_tag("comments/_section.html", takes_context=True)
def reader_comments(context):
    """The comments under the article of this page, and the form: the same for all visitors of this URL."""
    article, at = context["article"], timezone.now()
    if article.comment_policy == CommentPolicy.OFF:
        return {"availability": Availability(CommentPolicy.OFF, None)}
    availability = get_availability(article, at)
    shows = {"article": article, "availability": availability}
    if availability.shows_comments and article.comment_count:
        listing = get_listing(article, parse_listing_query(context["request"].GET), at)
        shows["listing"] = listing
        shows["json_ld"] = json_ld_script(
            build_graph(listing, article, absolute_url=context["request"].build_absolute_uri)
        )
    if availability.takes_comments and (wording := ConsentWording.current()):
        shows["form"] = CommentForm(article_id=article.pk, wording=wording, settings=availability.settings)
    return shows


@register.inclusion_tag("comments/_latest_official_replies.html")
def latest_official_replies():
    """The comments that an office has answered last, wherever readers find them: four queries."""
    answered = Comment.objects.public().filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    shown = answered.select_related("official_reply", "article__section")
    return {"comments": shown.defer(*columns_not_on_cards("article__"))[:LATEST_REPLIES]}
