from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles.editing.version_diff import body_in_words
from articles.site.search import excerpt as excerpt_of
from articles.workflow import MOVES

register = template.Library()
# Events that change no state.
OTHER_ACTS = {"assign": _("put in charge"), "note": _("noted")}


@register.filter
def body(article):
    """The body for readers: the one text of the house that is printed without escaping.

    It was cleaned when the article was saved (`RichText`), and rendered from that.
    """
    return mark_safe(article.rendered_body)  # noqa: S308 -- sanitised before it was stored; the only such place


@register.filter
def words(html):
    """A body as plain text, as comparisons show it."""
    return body_in_words(html)


@register.filter
def done(event):
    """What was done, for the timeline: "returned", "put in charge"."""
    move = MOVES.get(event.move)
    return move.done if move else OTHER_ACTS[event.move]


@register.inclusion_tag("articles/_cover.html")
def cover(photo, sizes, is_first=False):
    """A card's photo, never larger than `sizes` says; only the first of a page is loaded at once.

    Numbers go out as text: with a thousand separator a width of 1.440 is not 1440.
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
def excerpt(article, query):
    """Where the words of a search stand in the article, marked."""
    return excerpt_of(article.search.text, query)


@register.inclusion_tag("articles/_banner.html")
def banner(banner, sizes):
    """A banner, with what it says as its alt text."""
    return {**cover(banner.photo, sizes), "banner": banner}


@register.simple_tag(takes_context=True)
def address(context, path=None):
    """The absolute address of `path`, or of the page itself without what follows its question mark."""
    request = context["request"]
    return request.build_absolute_uri(path or request.path)
