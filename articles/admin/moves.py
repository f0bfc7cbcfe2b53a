"""Moves in the admin: one confirmation page for all, and the buttons of the form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import workflow
from articles.editing import history
from articles.editing.duplicates import find_similar
from articles.editing.forms import describe_newer_version
from articles.editing.review import review
from articles.models import Article, Phase
from articles.permissions import may
from articles.site import placement
from articles.workflow import MOVES
from articles.workflow.forms import MoveForm
from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal
from newsroom.core.parsing import parse_int

from .base import ArticlePagesMixin


class MoveMixin(ArticlePagesMixin):
    """Adds the moves of `workflow` to ArticleAdmin."""

    def get_urls(self):
        return [
            self.make_record_path("move/<slug:name>", self.move_view, "move"),
            self.make_record_path("correct", require_POST(self.correct_view), "correct"),
            *super().get_urls(),
        ]

    def move_view(self, request, pk, name):
        """Ask for the details of a move (a reason, a time, confirmed warnings), then make it."""
        article = self.get_visible_article(request, pk)
        move = MOVES.get(name)
        if move is None:
            raise Http404
        if not may(request.user, move.needs, article):
            raise PermissionDenied
        form = MoveForm(move, article, request.POST or None)
        if request.method == "POST" and form.is_valid():
            confirmed = request.POST.getlist("confirmed")
            try:
                event = make_move(article, move, by=request.user, confirmed=confirmed, **form.details())
            except workflow.Unconfirmed:
                pass  # the page shows the new warnings
            except workflow.StaleVersion:
                article = self.get_visible_article(request, pk)
                form = renew_form(move, article, request.POST)
                form.add_error(None, self.describe_changes(request, article, request.POST))
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(request, describe_event(event), messages.SUCCESS)
                return self.redirect_after_move(request, event)
        elif not workflow.state_allows(article, move):
            self.message_user(request, str(workflow.WrongState()), messages.WARNING)
            return self.redirect_to_form(article)
        return self.render_page(
            request,
            "move",
            move.label,
            article=article,
            move=move,
            form=form,
            findings=find_problems(move, article),
            slots=placement.find_slots([article]) if move.empties_slots else [],
            similar=find_similar(article, by=request.user, at=timezone.now())
            if move is workflow.SUBMIT
            else [],
        )

    def describe_changes(self, request, article, sent):
        """Say who changed the article since this person opened it, with a link to the changed text."""
        sentence = describe_newer_version(article)
        now = article.versions.first()
        then = history.find_version_at(article, parse_int(sent["version"]) or 0)
        if now == then or then is None or not may(request.user, "history", article):
            return sentence
        address = reverse("admin:articles_article_version", args=[article.pk, now.number])
        link = (f"{address}?from={then.number}", _("See what was changed"))
        return format_html('{} <a href="{}">{}</a>', sentence, *link)

    def redirect_after_move(self, request, event):
        """Redirect to the article, or to the live one if a working copy was merged into it."""
        article = event.article
        return self.redirect_to_form(article.replaces if article.phase() == Phase.MERGED else article)

    def correct_view(self, request, pk):
        """Begin a working copy of a live article, or redirect to the open one."""
        article = self.get_visible_article(request, pk, "correct")
        try:
            copy = workflow.begin_correction(article, by=request.user)
        except workflow.HasWorkingCopy as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            copy = workflow.current_working_copies(article).get()
            return self.redirect_to_form(copy if may(request.user, "view", copy) else article)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return self.redirect_to_form(article)
        return self.redirect_to_form(copy)

    def make_requested_move(self, request, article):
        """Make the move of the button that saved the form. The text is saved even if the move is refused."""
        move = MOVES.get(request.POST.get("_move"))
        if move is None:
            return None
        stored = Article.objects.get(pk=article.pk)
        warned = move is workflow.SUBMIT and find_similar(stored, by=request.user, at=timezone.now())
        if move.asks_reason or warned:
            return self.redirect_to_move(stored, move)
        try:
            event = make_move(stored, move, by=request.user, version=stored.version)
        except workflow.NotReady:
            return self.redirect_to_move(stored, move)
        except Refusal as refusal:
            sentence = _("Saved, but the state has not changed. %(why)s") % {"why": refusal}
            self.message_user(request, sentence, messages.ERROR)
            return self.redirect_to_form(stored)
        self.message_user(request, describe_event(event), messages.SUCCESS)
        return self.redirect_after_move(request, event)

    def redirect_to_move(self, article, move):
        return HttpResponseRedirect(reverse("admin:articles_article_move", args=[article.pk, move.name]))


def renew_form(move, article, sent):
    """The posted form with the present version, so that it can be sent again."""
    sent = sent.copy()
    sent["version"] = article.version
    return MoveForm(move, article, sent)


def find_problems(move, article):
    """The findings to show: of the whole review before publication, of missing parts before submission."""
    if move.is_reviewed:
        return review(article, at=timezone.now())
    return workflow.find_gaps(article) if move is workflow.SUBMIT else []


def make_move(article, move, *, by, version, confirmed=(), **details):
    """Call the workflow function of this move."""
    if move.is_reviewed:
        details["confirmed"] = confirmed
    return workflow.make_move(article, move, by=by, version=version, **details)


def describe_event(event):
    """Say what the move did; of a publication, its time."""
    article = event.article
    if event.is_release:
        scheduled = article.phase() == Phase.SCHEDULED
        sentence = _("Scheduled for %(time)s.") if scheduled else _("Published at %(time)s.")
        return sentence % {"time": format_datetime(article.publish_at)}
    return f"“{article.title}”: {MOVES[event.move].done}."
