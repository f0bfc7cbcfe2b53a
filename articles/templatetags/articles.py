"""Filters and tags that show articles, photos and events."""

from django import template
from django.utils.safestring import mark_safe

from articles.site.search import QUERY_LENGTH
from articles.site.search import excerpt as excerpt_of
from articles.workflow.transitions import ACTS

register = template.Library()


@register.filter
def body(article):
    """The rendered body. It is the only text that templates print without escaping.

    `RichText` cleans the body when the article is saved; the rendering is made from the clean body.
    """
    return mark_safe(article.rendered_body)  # noqa: S308 -- sanitised before it was stored; the only such place


@register.filter
def event_label(event):
    """The past tense of an event for the timeline: "returned", "put in charge"."""
    return ACTS[event.move].done


@register.inclusion_tag("articles/_cover.html")
def cover(photo, sizes, is_first=False):
    """The photo of a card, at most as wide as `sizes` says. Browsers load only the first of a page eagerly.

    Numbers are passed as text, because Django would print 1440 with a thousand separator.
    """
    width = photo.page_width
    return {
        "photo": photo,
        "sizes": sizes,
        "is_first": is_first,
        "avif": photo.srcset("avif"),
        "webp": photo.srcset("webp"),
        "jpg": photo.srcset("jpg"),
        "width": str(width),
        "height": str(photo.height_for(width)),
    }


@register.simple_tag
def query_length():
    """The longest search that a field takes, in characters."""
    return str(QUERY_LENGTH)


@register.simple_tag
def excerpt(article, query):
    """The passage of the article that holds most words of a search, with these words marked."""
    return excerpt_of(article.search.text, query)


@register.inclusion_tag("articles/_banner.html")
def banner(banner, sizes):
    """A banner. Its alternative text is what the picture says."""
    return {**cover(banner.photo, sizes), "banner": banner}


@register.simple_tag(takes_context=True)
def absolute_url(context, path=None):
    """The absolute URL of `path`; without it, of the page itself without its query string."""
    request = context["request"]
    return request.build_absolute_uri(path or request.path)
