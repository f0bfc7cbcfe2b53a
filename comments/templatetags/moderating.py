"""What the moderators' pages say of comments."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
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
    pieces, at = [], 0
    for mark in marks:
        pieces += [text[at : mark.start], the_mark(mark, text[mark.start : mark.end])]
        at = mark.end
    return format_html_join("", "{}", ([conditional_escape(piece)] for piece in [*pieces, text[at:]]))


@register.filter
def hit(text, hits):
    """A text with the places that a rehearsed rule met; everything else of it is escaped."""
    pieces, at = [], 0
    for each in hits:
        pieces += [text[at : each.start], format_html("<mark>{}</mark>", text[each.start : each.end])]
        at = each.end
    return format_html_join("", "{}", ([conditional_escape(piece)] for piece in [*pieces, text[at:]]))


@register.filter
def beside(text, other):
    """A copy, whole, with what it says more and less than the `other` marked."""
    return text_diff.diff_html(text_diff.diff_texts(other, text))


def the_mark(mark, words):
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
