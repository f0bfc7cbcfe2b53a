"""Decisions of the moderators' page: one comment, a group of copies, or all that were ticked."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from articles.workflow.bulk import each
from comments import moderation
from comments.errors import NothingToUndo
from comments.models import ModerationEvent
from comments.moderation import notes
from comments.moderation.cards import MAX_DECIDED_AT_ONCE
from comments.permissions import may, visible_to
from newsroom.core.errors import Refusal
from newsroom.core.http import wants_json
from newsroom.core.parsing import parse_int
from newsroom.core.text import normalize_prose

from . import posted_action
from .base import CommentPagesMixin
from .forms import NOTE_LENGTH, DecisionForm, ReasonField

TYPED = "typed_at_comments"  # in the session, from one press to the next page


class DecisionMixin(CommentPagesMixin):
    """The part of CommentAdmin that decides; `moderation` does it."""

    def get_urls(self):
        undo = require_http_methods(["GET", "HEAD", "POST"])(self.undo)
        return [
            self.make_list_path("decide", require_POST(self.decide), "decide"),
            self.make_list_path("undo", undo, "undo"),
            *super().get_urls(),
        ]

    def decide(self, request):
        """What one press asks for. By script it answers in JSON; else it leads back to the list."""
        asked = posted_action.read(request.POST)
        if asked is None or not (asked.decision or asked.act == "note"):
            return HttpResponseBadRequest()
        self.must(request, "decide")
        if asked.act == "note":
            return self.leave_note(request, asked)
        found = visible_to(request.user).filter(pk__in=asked.targets[: MAX_DECIDED_AT_ONCE + 1])
        comments = sorted(found.select_related("article"), key=lambda one: asked.targets.index(one.pk))
        if not asked.is_bulk and asked.number not in [comment.pk for comment in comments]:
            raise Http404
        if len(asked.targets) > MAX_DECIDED_AT_ONCE:
            sentence = _("At most %(most)d comments at once; %(number)d were chosen.")
            numbers = {"most": MAX_DECIDED_AT_ONCE, "number": len(asked.targets)}
            return self.answer(request, asked, errors=[sentence % numbers])
        if not comments:
            return self.answer(request, asked, errors=[_("Choose comments first.")])
        if asked.is_bulk and "confirm" not in request.POST:
            return self.confirm(request, asked, comments)
        form = DecisionForm(asked.decision, asked.own)
        if asked.is_bulk and not form.is_valid() and not wants_json(request):
            return self.confirm(request, asked, comments, form)
        if too_long := excess_of(asked.own["note"]):
            return self.answer(request, asked, errors=[too_long])
        return self.carry_out(request, asked, comments)

    def carry_out(self, request, asked, comments):
        batch = uuid4()
        outcome = each(
            comments,
            moderation.decide,
            by=request.user,
            versions=asked.versions,
            decision=asked.decision,
            reason=reason_in(asked.own),
            note=asked.own["note"],
            batch=batch,
        )
        errors = [
            _("%(comment)s: left alone. %(why)s") % {"comment": comment, "why": why}
            for comment, why in outcome.skipped
        ]
        if missing := len(asked.targets) - len(comments):
            errors.append(_("No longer there: %(number)d.") % {"number": missing})
        return self.answer(request, asked, outcome, batch, errors=errors)

    def answer(self, request, asked, outcome=None, batch=None, *, errors=()):
        done = outcome.done if outcome else []
        skipped = outcome.skipped if outcome else []
        sentence = done_in_words(asked.decision, len(done)) if done else ""
        if wants_json(request):
            return JsonResponse(
                {
                    "done": [comment.pk for comment in done],
                    "skipped": [{"id": comment.pk, "why": why} for comment, why in skipped],
                    "sentence": sentence,
                    "errors": list(errors),
                    "batch": str(batch or ""),
                },
                status=200 if done else 409,
            )
        if done:
            self.message_user(request, sentence, messages.SUCCESS)
        for error in errors:
            self.message_user(request, error, messages.WARNING)
        self.keep_typed(request, done)
        return self.to_queue(request)

    def confirm(self, request, asked, comments, form=None):
        """Without script: how many will change, and which, before they do."""
        seen = {"reason": asked.own["reason"], "note": asked.own["note"]}
        return self.render_page(
            request,
            "confirm",
            asked.decision.label,
            asked=asked,
            comments=[(comment, asked.versions.get(comment.pk, "")) for comment in comments],
            ready=[comment for comment in comments if moderation.is_open(comment, asked.decision)],
            form=form or DecisionForm(asked.decision, initial=seen),
            query=request.GET.urlencode(),
        )

    def leave_note(self, request, asked):
        comment = self.visible(request, asked.number or 0, "note")
        text, about_author = asked.own["note"], bool(asked.own["trail"])
        if too_long := excess_of(text):
            return self.answer(request, asked, errors=[too_long])
        try:
            notes.add_note(comment, by=request.user, text=text, about_author=about_author)
        except Refusal as refusal:
            return self.answer(request, asked, errors=[str(refusal)])
        sentence = _("The note is saved.")
        if wants_json(request):
            return JsonResponse({"noted": comment.pk, "sentence": sentence})
        self.message_user(request, sentence, messages.SUCCESS)
        self.keep_typed(request, [comment])
        return self.to_queue(request)

    # --- What was typed at other cards -----------------------------------------------------------

    def keep_typed(self, request, done):
        """Without script every press brings a new page: what was typed at other cards comes with it."""
        kept = posted_action.typed(request.POST, but={str(comment.pk) for comment in done})
        if kept:
            request.session[TYPED] = kept

    def take_typed(self, request):
        return request.session.pop(TYPED, {}) if TYPED in request.session else {}

    # --- Taking back -----------------------------------------------------------------------------

    def undo(self, request):
        """The last own decisions; by POST, takes one back with all of its batch."""
        self.must(request, "decide")
        if request.method != "POST":
            return self.render_page(request, "undo", _("Undo"), presses=presses_of(request.user))
        try:
            undone = moderation.undo(own_event(request), by=request.user)
        except Refusal as refusal:
            if wants_json(request):
                return JsonResponse({"undone": [], "sentence": str(refusal)}, status=409)
            self.refused(request, refusal)
        else:
            sentence = ngettext(
                "Taken back: %(number)d decision.", "Taken back: %(number)d decisions.", len(undone)
            ) % {"number": len(undone)}
            if wants_json(request):
                return JsonResponse(
                    {
                        "undone": [
                            {"id": event.comment_id, "version": event.version, "state": event.target}
                            for event in undone
                        ],
                        "sentence": sentence,
                    }
                )
            self.message_user(request, sentence, messages.SUCCESS)
        if "danh-sach" in request.GET:
            return HttpResponseRedirect(reverse("admin:comments_comment_undo"))
        self.keep_typed(request, [])
        return self.to_queue(request)


def excess_of(note):
    """What is said of a note that is too long; it stays where it was typed."""
    length = len(normalize_prose(note))
    if length <= NOTE_LENGTH:
        return ""
    sentence = _("Write at most %(most)d characters; these are %(length)d.")
    return sentence % {"most": NOTE_LENGTH, "length": length}


def own_event(request):
    """The decision that is to be taken back: of a batch, by its number, or the last. Raises NothingToUndo."""
    name, _colon, which = request.POST.get("undo", "").partition(":")
    own = ModerationEvent.objects.filter(by=request.user).select_related("comment__article")
    if name == "batch" and (batch := moderation.parse_batch(which)):
        event = own.filter(batch=batch, act__in=moderation.DECISIONS).order_by("-number").first()
    elif name == "event" and (number := parse_int(which)) is not None:
        event = own.filter(number=number).first()
    else:
        event = None
    if event is None:
        raise NothingToUndo
    return event


def presses_of(person):
    """The last decisions of a person that can be taken back, newest first: [(first event, all of that press)]."""
    together = {}
    for event in moderation.list_undoable(person):
        if may(person, "view", event.comment):
            together.setdefault(event.batch or event.number, []).append(event)
    return [(events[0], events) for events in together.values()]


def reason_in(own):
    """The reason that was chosen, or None."""
    return ReasonField().queryset.filter(pk=parse_int(own.get("reason"))).first()


def done_in_words(decision, number):
    words = ngettext("%(done)s: %(number)d comment.", "%(done)s: %(number)d comments.", number)
    return words % {"done": str(decision.done).capitalize(), "number": number}
