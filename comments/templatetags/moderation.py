"""Filters for the moderators' pages."""

from django import template
from django.utils.html import format_html, format_html_join

from comments.moderation.acts import ACTS
from newsroom.core import text_diff

register = template.Library()


@register.filter
def act_label(event):
    """The act of an event, for the timeline: "shown", "official reply drafted"."""
    return ACTS[event.act].done if event.act in ACTS else event.act


@register.filter
def mark_rules(text, marks):
    """Mark the words of rules in a text; everything else of it is escaped."""
    return mark_places(text, marks, render_mark)


@register.filter
def mark_hits(text, hits):
    """Mark the hits of a rehearsed rule in a text; everything else of it is escaped."""
    return mark_places(text, hits, lambda hit, words: format_html("<mark>{}</mark>", words))


@register.filter
def diff_with(text, other):
    """The whole text, with its differences from `other` marked."""
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
def list_versions(comments):
    """Ids and shown versions of comments, for a form field: "13:1 15:2"."""
    return " ".join(f"{comment.pk}:{comment.version}" for comment in comments)
