"""What the moderators' pages say of comments."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from comments.moderation import DECISIONS
from newsroom.core import text_diff

register = template.Library()
# Events that are no decisions.
OTHER_ACTS = {
    "receive": _("received"),
    "edit": _("edited by the office"),
    "edit_own": _("edited by its author"),
    "withdraw": _("withdrawn by its author"),
    "undo": _("decision taken back"),
    "ban": _("author stopped from commenting"),
    "ban_ended": _("author allowed to comment again"),
    "reply_drafted": _("official reply drafted"),
    "reply_published": _("official reply published"),
    "reply_returned": _("official reply sent back"),
    "reply_taken": _("official reply taken from the site to be changed"),
    "purge": _("text purged"),
    "anonymise": _("made anonymous"),
    "export": _("data given to the person"),
    "hold": _("held for an authority"),
    "hold_ended": _("hold ended"),
}


@register.filter
def done(event):
    """What was done, for the timeline: "shown", "official reply drafted"."""
    decision = DECISIONS.get(event.act)
    return decision.done if decision else OTHER_ACTS.get(event.act, event.act)


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
