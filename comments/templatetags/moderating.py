"""What the moderators' pages say of comments."""

from django import template
from django.utils.html import format_html, format_html_join

from comments.moderation.acts import ACTS
from newsroom.core import text_diff

register = template.Library()


@register.filter
def done(event):
    """What was done, for the timeline: "shown", "official reply drafted"."""
    return ACTS[event.act].done if event.act in ACTS else event.act


@register.filter
def marked(text, marks):
    """A text with the words of rules marked; everything else of it is escaped."""
    return mark_places(text, marks, render_mark)


@register.filter
def hit(text, hits):
    """A text with the places that a rehearsed rule met; everything else of it is escaped."""
    return mark_places(text, hits, lambda hit, words: format_html("<mark>{}</mark>", words))


@register.filter
def beside(text, other):
    """A copy, whole, with what it says more and less than the `other` marked."""
    return text_diff.diff_html(text_diff.diff_texts(other, text))


def mark_places(text, places, render):
    """Render the words at each place with `render(place, words)`; escape all words around them."""
    pieces, at = [], 0
    for place in places:
        pieces += [text[at : place.start], render(place, text[place.start : place.end])]
        at = place.end
    return format_html_join("", "{}", ([piece] for piece in [*pieces, text[at:]]))


def render_mark(mark, words):
    return format_html(
        '<mark class="{}" title="{}: {}">{}</mark>',
        mark.rule.kind,
        mark.rule.text,
        mark.rule.get_kind_display(),
        words,
    )


@register.filter
def versions(comments):
    """The copies of a comment and the versions in which they are shown: "13:1 15:2"."""
    return " ".join(f"{comment.pk}:{comment.version}" for comment in comments)
