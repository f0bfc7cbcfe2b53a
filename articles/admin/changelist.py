"""The list of articles: columns, filters, search field, and acts on several articles."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.editing.duplicates import find_similar_to_each
from articles.limits import MAX_ARTICLES
from articles.models import Phase
from articles.permissions import may, visible_to
from articles.site import placement
from articles.workflow import bulk, purge
from articles.workflow.assignment import assign
from articles.workflow.forms import AssignForm, ReasonForm, ScheduleForm
from newsroom.core.dateformat import format_date, format_datetime
from newsroom.core.parsing import parse_int

from . import filters
from .base import ArticlePagesMixin


class ArticleChangeList(ChangeList):
    """Loads the columns of the list without the long texts."""

    def get_queryset(self, request, *args, **kwargs):
        return (
            super().get_queryset(request, *args, **kwargs).defer("body", "rendered_body", "contents", "lead")
        )


class BatchAction:
    """An act on several articles, with the permission it needs and the form of its details."""

    def __init__(self, label, act, needs, form=None, move=None):
        self.label, self.act, self.needs, self.form, self.move = label, act, needs, form, move

    @classmethod
    def build_from_move(cls, move):
        """The action of a move, with a form for the reason if the move asks for one."""
        form = ReasonForm if move.asks_reason else None
        return cls(move.label, partial(workflow.make_move, move=move), move.needs, form, move)

    @property
    def empties_slots(self):
        """Does the act take articles from readers? Then the page names the slots they leave."""
        return self.move is not None and self.move.empties_slots


BATCH_ACTIONS = {
    "submit": BatchAction.build_from_move(workflow.SUBMIT),
    "pass_on": BatchAction.build_from_move(workflow.PASS_ON),
    "approve": BatchAction(workflow.PUBLISH.label, workflow.approve, "release"),
    "schedule": BatchAction(_("Schedule"), workflow.publish, "release", ScheduleForm),
    "send_back": BatchAction.build_from_move(workflow.SEND_BACK),
    "take_down": BatchAction.build_from_move(workflow.TAKE_DOWN),
    "assign": BatchAction(_("Put in charge"), assign, "assign", AssignForm),
    "trash": BatchAction.build_from_move(workflow.TRASH),
    "restore": BatchAction.build_from_move(workflow.RESTORE),
    "empty": BatchAction(_("Delete from the trash for good"), purge.delete, "empty_trash"),
}


class ChangelistMixin(ArticlePagesMixin):
    """Adds the list and its batch actions to ArticleAdmin."""

    list_display = ["title_and_kind", "phase_label", "section", "assignee_and_due_date", "publish_at"]
    list_display_links = ["title_and_kind"]
    empty_value_display = ""
    list_select_related = ["section", "assignee"]
    list_filter = [
        filters.ByState,
        filters.BySection,
        filters.ByAuthor,
        filters.ByOffice,
        filters.ByAssignee,
        filters.ByPeriod,
    ]
    list_per_page = 30
    show_facets = admin.ShowFacets.NEVER  # the count of each choice costs a query
    list_max_show_all = MAX_ARTICLES  # so that all of them can be chosen at once
    search_fields = ["title"]  # shows the field; ArticleAdmin.get_search_results does the search
    search_help_text = _("Title, lead, text, byline or number; marks do not matter.")
    show_full_result_count = False  # counting 100,000 rows is slow and no clerk needs it
    ordering = ["-updated_at", "-id"]

    @admin.display(description=_("title"), ordering="title")
    def title_and_kind(self, article):
        if article.is_working_copy:
            return format_html("{} <small>({})</small>", article.title, _("working copy"))
        return article.title

    @admin.display(description=_("state"), ordering="state")
    def phase_label(self, article):
        phase = article.phase()
        return format_html(
            '<span class="state state-{}">{}</span>{}',
            phase,
            phase.label,
            format_html(' <span class="flag">{}</span>', _("to be countersigned"))
            if article.urgent_by_id
            else "",
        )

    @admin.display(description=_("in charge"), ordering="assignee__sort_name")
    def assignee_and_due_date(self, article):
        if article.assignee is None:
            return ""
        return (
            f"{article.assignee}, {format_date(article.due_on)}" if article.due_on else str(article.assignee)
        )

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def get_urls(self):
        return [self.make_record_path("assign", self.assign_view, "assign"), *super().get_urls()]

    def assign_view(self, request, pk):
        """Assign one article, with the page of the batch action."""
        article = self.get_visible_article(request, pk, "assign")
        answer = self.run_batch(request, visible_to(request.user).filter(pk=pk), "assign")
        return answer or self.redirect_to_form(article)

    # --- Several at once -----------------------------------------------------------------------

    def get_actions(self, request):
        return {
            name: (make_action(name), name, batch.label)
            for name, batch in BATCH_ACTIONS.items()
            if may(request.user, batch.needs)
        }

    def run_batch(self, request, articles, name):
        """Show the chosen articles and the form of the act; when confirmed, run it and report skipped articles."""
        batch = BATCH_ACTIONS[name]
        chosen = articles.select_related("section")
        articles = list(chosen[:MAX_ARTICLES])
        asked = "confirm" in request.POST
        form = batch.form(request.POST if asked else None) if batch.form else None
        if asked and (form is None or form.is_valid()):
            versions = {article.pk: parse_version(request, article) for article in articles}
            details = form.cleaned_data if form else {}
            outcome = bulk.each(articles, batch.act, by=request.user, versions=versions, **details)
            self.report_outcome(request, batch, outcome)
            return None
        if name == "submit":
            found = find_similar_to_each(articles, by=request.user, at=timezone.now())
            for article, similar in zip(articles, found, strict=True):
                article.similar = similar
        return self.render_page(
            request,
            "batch",
            batch.label,
            name=name,
            batch=batch,
            articles=articles,
            left_over=chosen.count() - MAX_ARTICLES if len(articles) == MAX_ARTICLES else 0,
            form=form,
            slots=placement.find_slots(articles) if batch.empties_slots else [],
        )

    def report_outcome(self, request, batch, outcome):
        level = messages.SUCCESS if outcome.done else messages.WARNING
        self.message_user(request, outcome.sentence(batch.label), level)
        for article, why in outcome.skipped:
            sentence = format_html('<a href="{}">{}</a>: {}', self.get_form_url(article), article.title, why)
            self.message_user(request, sentence, messages.WARNING)


def make_action(name):
    """The admin action of a batch."""

    def act(model_admin, request, articles):
        return model_admin.run_batch(request, articles, name)

    return act


def parse_version(request, article):
    """The version of the article that the page showed."""
    return parse_int(request.POST.get(f"version-{article.pk}"))


def describe_phase(article):
    """The phase in words, with the time of a scheduled article."""
    phase = article.phase()
    if phase == Phase.SCHEDULED:
        return _("Scheduled for %(time)s") % {"time": format_datetime(article.publish_at)}
    return phase.label
