"""Decisions about one comment, a group of near-duplicates, or all ticked comments; notes; undo."""

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
from comments.limits import NOTE_LENGTH
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
from .forms import DecisionForm, ReasonField

UNSENT_KEY = "typed_at_comments"  # in the session, until the next page


class DecisionMixin(CommentPagesMixin):
    """Adds deciding, noting and undoing to CommentAdmin."""

    def get_urls(self):
        undo = require_http_methods(["GET", "HEAD", "POST"])(self.undo)
        return [
            self.make_list_path("decide", require_POST(self.decide), "decide"),
            self.make_list_path("undo", undo, "undo"),
            *super().get_urls(),
        ]

    def decide(self, request):
        """Carry out the pressed button. Answers scripts with JSON, and redirects others to the queue."""
        action = posted_action.parse_action(request.POST)
        if action is None or not (action.decision or action.act == "note"):
            return HttpResponseBadRequest()
        self.require_right(request, "decide")
        if action.act == "note":
            return self.save_note(request, action)
        found = visible_to(request.user).filter(pk__in=action.targets[: MAX_DECIDED_AT_ONCE + 1])
        comments = sorted(
            found.select_related("article"), key=lambda comment: action.targets.index(comment.pk)
        )
        if not action.is_bulk and action.number not in [comment.pk for comment in comments]:
            raise Http404
        if len(action.targets) > MAX_DECIDED_AT_ONCE:
            sentence = _("At most %(most)d comments at once; %(number)d were chosen.")
            numbers = {"most": MAX_DECIDED_AT_ONCE, "number": len(action.targets)}
            return self.respond(request, action, errors=[sentence % numbers])
        if not comments:
            return self.respond(request, action, errors=[_("Choose comments first.")])
        if action.is_bulk and "confirm" not in request.POST:
            return self.confirm(request, action, comments)
        form = DecisionForm(action.decision, action.fields)
        if action.is_bulk and not form.is_valid() and not wants_json(request):
            return self.confirm(request, action, comments, form)
        if too_long := find_length_error(action.fields["note"]):
            return self.respond(request, action, errors=[too_long])
        return self.carry_out(request, action, comments)

    def carry_out(self, request, action, comments):
        batch = uuid4()
        outcome = each(
            comments,
            moderation.decide,
            by=request.user,
            versions=action.versions,
            decision=action.decision,
            reason=get_reason(action.fields),
            note=action.fields["note"],
            batch=batch,
        )
        errors = [
            _("%(comment)s: left alone. %(why)s") % {"comment": comment, "why": why}
            for comment, why in outcome.skipped
        ]
        if missing := len(action.targets) - len(comments):
            errors.append(_("No longer there: %(number)d.") % {"number": missing})
        return self.respond(request, action, outcome, batch, errors=errors)

    def respond(self, request, action, outcome=None, batch=None, *, errors=()):
        done = outcome.done if outcome else []
        skipped = outcome.skipped if outcome else []
        sentence = format_done(action.decision, len(done)) if done else ""
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
        self.store_unsent(request, done)
        return self.redirect_to_queue(request)

    def confirm(self, request, action, comments, form=None):
        """Without script: ask for confirmation of a bulk decision, listing the comments that will change."""
        seen = {"reason": action.fields["reason"], "note": action.fields["note"]}
        return self.render_page(
            request,
            "confirm",
            action.decision.label,
            action=action,
            comments=[(comment, action.versions.get(comment.pk, "")) for comment in comments],
            ready=[comment for comment in comments if moderation.is_open(comment, action.decision)],
            form=form or DecisionForm(action.decision, initial=seen),
            query=request.GET.urlencode(),
        )

    def save_note(self, request, action):
        comment = self.get_comment(request, action.number or 0, "note")
        text, about_author = action.fields["note"], bool(action.fields["trail"])
        if too_long := find_length_error(text):
            return self.respond(request, action, errors=[too_long])
        try:
            notes.add_note(comment, by=request.user, text=text, about_author=about_author)
        except Refusal as refusal:
            return self.respond(request, action, errors=[str(refusal)])
        sentence = _("The note is saved.")
        if wants_json(request):
            return JsonResponse({"noted": comment.pk, "sentence": sentence})
        self.message_user(request, sentence, messages.SUCCESS)
        self.store_unsent(request, [comment])
        return self.redirect_to_queue(request)

    # --- Text typed on other cards ---------------------------------------------------------------

    def store_unsent(self, request, done):
        """Without script every press loads a new page: keep what was typed on the other cards for it."""
        kept = posted_action.collect_unsent(request.POST, but={str(comment.pk) for comment in done})
        if kept:
            request.session[UNSENT_KEY] = kept

    def pop_unsent(self, request):
        return request.session.pop(UNSENT_KEY, {}) if UNSENT_KEY in request.session else {}

    # --- Undo ------------------------------------------------------------------------------------

    def undo(self, request):
        """List the last own decisions; by POST, undo one with all of its batch."""
        self.require_right(request, "decide")
        if request.method != "POST":
            return self.render_page(request, "undo", _("Undo"), presses=list_undoable_presses(request.user))
        try:
            undone = moderation.undo(get_event_to_undo(request), by=request.user)
        except Refusal as refusal:
            if wants_json(request):
                return JsonResponse({"undone": [], "sentence": str(refusal)}, status=409)
            self.show_refusal(request, refusal)
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
        self.store_unsent(request, [])
        return self.redirect_to_queue(request)


def find_length_error(note):
    """The error message for a note that is too long, or "". The text stays in its field."""
    length = len(normalize_prose(note))
    if length <= NOTE_LENGTH:
        return ""
    sentence = _("Write at most %(most)d characters; these are %(length)d.")
    return sentence % {"most": NOTE_LENGTH, "length": length}


def get_event_to_undo(request):
    """The decision to undo: the last one of a batch, or one by its number. Raises NothingToUndo."""
    name, _colon, which = request.POST.get("undo", "").partition(":")
    events = ModerationEvent.objects.filter(by=request.user).select_related("comment__article")
    if name == "batch" and (batch := moderation.parse_batch(which)):
        event = events.filter(batch=batch, act__in=moderation.DECISIONS).order_by("-number").first()
    elif name == "event" and (number := parse_int(which)) is not None:
        event = events.filter(number=number).first()
    else:
        event = None
    if event is None:
        raise NothingToUndo
    return event


def list_undoable_presses(person):
    """The undoable decisions of a person by press, newest first: [(first event, all events of the press)]."""
    together = {}
    for event in moderation.list_undoable(person):
        if may(person, "view", event.comment):
            together.setdefault(event.batch or event.number, []).append(event)
    return [(events[0], events) for events in together.values()]


def get_reason(fields):
    """The chosen reason, or None."""
    return ReasonField().queryset.filter(pk=parse_int(fields.get("reason"))).first()


def format_done(decision, number):
    words = ngettext("%(done)s: %(number)d comment.", "%(done)s: %(number)d comments.", number)
    return words % {"done": str(decision.done).capitalize(), "number": number}
