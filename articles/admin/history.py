"""History in the admin: versions, their comparison, restoring one, notes, and the page of a conflict."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import workflow
from articles.editing import history
from articles.editing.version_diff import compare_contents, describe_texts
from articles.workflow import notes
from newsroom.core.errors import Refusal
from newsroom.core.parsing import parse_int

from .base import ArticlePagesMixin

PER_PAGE = 50


class HistoryMixin(ArticlePagesMixin):
    """Adds history, notes, duplication and the conflict page to ArticleAdmin."""

    def get_urls(self):
        return [
            self.make_record_path("versions/<int:number>", self.version_view, "version"),
            self.make_record_path(
                "versions/<int:number>/draft", require_POST(self.bring_back_view), "bring_back"
            ),
            self.make_record_path("note", require_POST(self.note_view), "note"),
            self.make_record_path("duplicate", require_POST(self.duplicate_view), "duplicate"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """All versions and events of an article, in place of Django's history."""
        article = self.get_visible_article(request, object_id, "history")
        versions = article.versions.select_related("by").defer("content")
        events = article.events.select_related("by").order_by("-id")
        if before := parse_int(request.GET.get("versions-before")):
            versions = versions.filter(number__lt=before)
        if before := parse_int(request.GET.get("events-before")):
            events = events.filter(pk__lt=before)
        versions, events = list(versions[: PER_PAGE + 1]), list(events[: PER_PAGE + 1])
        return self.render_page(
            request,
            "history",
            _("History"),
            article=article,
            versions=versions[:PER_PAGE],
            events=events[:PER_PAGE],
            versions_before=versions[PER_PAGE - 1].number if len(versions) > PER_PAGE else None,
            events_before=events[PER_PAGE - 1].pk if len(events) > PER_PAGE else None,
        )

    def version_view(self, request, pk, number):
        """The changes of one version against the one before it, or against the version ?from=."""
        article = self.get_visible_article(request, pk, "history")
        version = get_object_or_404(article.versions.select_related("by"), number=number)
        asked = parse_int(request.GET.get("from"))
        one_before = article.versions.filter(number__lt=number).first()
        base = one_before if asked is None else get_object_or_404(article.versions, number=asked)
        return self.render_page(
            request,
            "version",
            str(version),
            article=article,
            version=version,
            base=base,
            differences=compare_contents(base.content if base else {}, version.content),
            others=article.versions.exclude(pk=version.pk).defer("content")[:PER_PAGE],
            is_latest=number == article.versions.aggregate(latest=Max("number"))["latest"],
        )

    def bring_back_view(self, request, pk, number):
        """Make a new draft or working copy of an old version."""
        article = self.get_visible_article(request, pk, "history")
        version = get_object_or_404(article.versions, number=number)
        try:
            draft = workflow.bring_back(version, by=request.user)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return self.redirect_to_form(article)
        self.message_user(request, _("This is a new draft; nothing was overwritten."), messages.SUCCESS)
        return self.redirect_to_form(draft)

    def duplicate_view(self, request, pk):
        """Make a new draft with this article's content."""
        article = self.get_visible_article(request, pk, "copy")
        draft = history.copy_to_draft(history.snapshot(article), by=request.user)
        self.message_user(request, _("This is a new draft; nothing was overwritten."), messages.SUCCESS)
        return self.redirect_to_form(draft)

    def note_view(self, request, pk):
        """Add a note to the timeline; @name notifies that person."""
        article = self.get_visible_article(request, pk, "share")
        try:
            notes.add_note(article, by=request.user, text=request.POST.get("text", ""))
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return self.redirect_to_form(article)

    # --- Two people, one article ---------------------------------------------------------------

    def render_conflict(self, request, article, sentence):
        """Show both texts side by side, and keep the posted one as an unsaved text."""
        unsaved_text = self.save_posted_form(request, article)
        stored = history.snapshot(article)
        mine = {**stored, **unsaved_text.fields}
        return self.render_page(
            request,
            "conflict",
            _("Two texts of one article"),
            status=409,
            article=article,
            unsaved_text=unsaved_text,
            mine=describe_texts(mine),
            sentence=sentence,
            theirs=describe_texts(stored),
            differences=compare_contents(stored, mine),
        )
