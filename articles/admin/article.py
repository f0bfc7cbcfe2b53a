"""The writing form of an article; `workflow` and `permissions` decide."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.editing import autosave, history
from articles.editing.forms import ArticleForm
from articles.editing.presence import REPORT_INTERVAL
from articles.editing.review import review
from articles.fields import FieldKind, Fieldset, select_fieldset, select_names
from articles.limits import NOTE_LENGTH
from articles.models import Article, Phase, PhotoUse, derived
from articles.permissions import may, may_describe, visible_to
from articles.site.search import search
from articles.templatetags.articles import body
from newsroom.core.editor import allow_editor
from newsroom.core.fields import MomentField
from newsroom.core.parsing import parse_int

from .article_inlines import BylineInline, PhotoUseInline
from .autosave import AutosaveMixin
from .calendar import CalendarMixin
from .changelist import ChangelistMixin, describe_phase
from .history import HistoryMixin
from .moves import MoveMixin
from .preview import PreviewMixin


@admin.register(Article)
class ArticleAdmin(
    ChangelistMixin,
    MoveMixin,
    AutosaveMixin,
    HistoryMixin,
    PreviewMixin,
    CalendarMixin,
    admin.ModelAdmin,
):
    form = ArticleForm
    inlines = [PhotoUseInline, BylineInline]
    autocomplete_fields = select_names(FieldKind.MANY_TO_MANY)
    raw_id_fields = ["cover"]
    save_on_top = False
    view_on_site = False  # the form has its own link to a public article
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField}}
    change_form_template = "admin/articles/article/change_form.html"
    # In the order in which a clerk works; the inlines come after the first fieldset.
    text_fieldset = (None, {"fields": ["opened_version", *select_fieldset(Fieldset.TEXT), "convert_legacy"]})
    read_only_fieldset = (
        None,
        {"fields": [{"body": "body_as_read"}.get(name, name) for name in select_fieldset(Fieldset.TEXT)]},
    )
    change_fieldset = (_("What readers are told"), {"fields": select_fieldset(Fieldset.CHANGE)})
    other_fieldsets = [
        (_("Where and when"), {"fields": select_fieldset(Fieldset.PLACE_AND_TIME)}),
        (_("Cover photo, topics, comments"), {"fields": select_fieldset(Fieldset.CLASSIFICATION)}),
        (
            _("Source, for a repost"),
            {"classes": ["collapse"], "fields": select_fieldset(Fieldset.SOURCE)},
        ),
    ]

    class Media:
        css = {"all": ["admin/newsroom.css"]}
        js = [
            "admin/syllable_counter.js",
            "admin/single_line_field.js",
            "admin/unsaved_warning.js",
            "admin/autosave.js",
            "admin/session_expiry.js",
            "admin/restore_reason.js",
            "admin/presence.js",
            "admin/filters.js",
        ]

    # --- Who may -------------------------------------------------------------------------------

    def get_queryset(self, request):
        articles = visible_to(request.user).order_by(*self.get_ordering(request))
        return articles.select_related("section", "created_by", "assignee", "replaces")

    def get_object(self, request, object_id, from_field=None):
        article = super().get_object(request, object_id, from_field)
        if article is None or request.method != "POST":
            return article
        # Lock the row: of two people who save at the same time the second is told.
        Article.objects.select_for_update().filter(pk=article.pk).first()
        return super().get_object(request, object_id, from_field)

    def has_add_permission(self, request):
        return may(request.user, "add")

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_change_permission(self, request, obj=None):
        return may(request.user, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return False  # articles are deleted from the trash only

    # --- Showing -------------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        may_change = obj is None or self.has_change_permission(request, obj)
        is_copy = obj is not None and obj.is_working_copy
        first = self.text_fieldset if may_change else self.read_only_fieldset
        return [first, *([self.change_fieldset] if is_copy else []), *self.other_fieldsets]

    def get_readonly_fields(self, request, obj=None):
        may_change = obj is None or self.has_change_permission(request, obj)
        return [] if may_change else ["body_as_read"]

    def get_inlines(self, request, obj):
        may_change = obj is None or self.has_change_permission(request, obj)
        return self.inlines if may_change else [BylineInline]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "related":
            kwargs["queryset"] = Article.objects.public()  # hidden articles are dropped with the next save
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        """Search like the site, among the articles that this person may see; by id and publication number, too."""
        if request.GET.get("field_name") == "related":  # every writer may link to public articles
            queryset = Article.objects.public().newest()
        term = search_term.strip()
        if not term:
            return queryset, False
        found = Q(pk__in=search(term, candidates=queryset).filter_candidates().values("pk"))
        return queryset.filter(found | Q(pk=parse_int(term)) | Q(number=term)), False

    @admin.display(description=_("body"))
    def body_as_read(self, article):
        return body(article)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, BylineInline) and obj.pk is None and hasattr(request.user, "author"):
            kwargs["initial"] = [{"author": request.user.author.pk}]  # the writer is the first contributor
        return kwargs

    @method_decorator(allow_editor)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = (
            super().get_object(request, object_id) if object_id else None
        )  # without the lock of get_object
        if object_id and request.method == "POST" and not (article and may(request.user, "change", article)):
            return self.refuse_late_save(request, article)
        context = {
            "phase": article.phase() if article else Phase.DRAFT,
            "phase_in_words": describe_phase(article) if article else Phase.DRAFT.label,
            **self.get_autosave_context(request, article),
            **(self._get_change_context(request, article) if article else self._get_add_context(request)),
            **(extra_context or {}),
        }
        return super().changeform_view(request, object_id, form_url, context)

    def _get_add_context(self, request):
        """The buttons of the form of a new article."""
        return {"moves": [workflow.SUBMIT]}

    def _get_change_context(self, request, article):
        """The moves, findings, events and links around the form of a stored article."""
        user = request.user
        events = list(article.events.select_related("by").order_by("-at", "-id")[:6])
        phase = article.phase()
        return {
            "moves": workflow.available_moves(article, user),
            "needs_another": workflow.needs_another_approver(article, user),
            "findings": review(article, at=timezone.now()) if phase != Phase.MERGED else [],
            "events": events[:5],
            "has_more_events": len(events) > 5,
            "returned": find_last_return(article) if phase == Phase.RETURNED else None,
            "live": article.replaces if article.is_working_copy else None,
            "open_copy": workflow.current_working_copies(article).first() if article.is_released else None,
            "may_correct": article.is_released and may(user, "correct", article),
            "may_see_history": may(user, "history", article),
            "may_copy": may(user, "copy", article),
            "may_share": may(user, "share", article),
            "may_assign": may(user, "assign", article),
            "public_url": article.get_absolute_url() if phase == Phase.LIVE else None,
            "presence_url": reverse("admin:articles_article_presence", args=[article.pk]),
            "presence_seconds": REPORT_INTERVAL.seconds,
            "note_length": NOTE_LENGTH,
        }

    def refuse_late_save(self, request, article):
        """Keep the posted text of an article that this person can no longer edit, and show both texts.

        `article` is None if it does not exist or is hidden from this person.
        """
        if "opened_version" not in request.POST or not may(request.user, "change"):
            raise PermissionDenied
        if article is None or not may(request.user, "copy", article):
            return self.keep_text_of_hidden_article(request)
        sentence = _("Meanwhile the article went on (%(state)s), and you can no longer edit it.")
        return self.render_conflict(request, article, sentence % {"state": describe_phase(article)})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if getattr(form, "stale_sentence", None):
            return self.render_conflict(request, Article.objects.get(pk=obj.pk), form.stale_sentence)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- Saving --------------------------------------------------------------------------------

    def save_model(self, request, article, form, change):
        if change:
            history.save_first_version(Article.objects.get(pk=article.pk))
        else:
            article.created_by = request.user
        article.updated_by = request.user
        super().save_model(request, article, form, change)
        autosave.close_form(
            by=request.user, form_id=autosave.get_form_id(request.POST, article if change else None)
        )
        if form.data.get("body", "").count("<img") > article.body.count("<img"):
            sentence = _("Photos from other sites were left out of the text: send them as files.")
            self.message_user(request, sentence, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        with derived.refresh_once():
            super().save_related(request, form, formsets, change)
        history.save_version(Article.objects.get(pk=form.instance.pk), by=request.user)

    def save_formset(self, request, form, formset, change):
        if formset.model is PhotoUse:
            for photo_form in formset.forms:
                if photo_form.has_changed():
                    self._save_photo_texts(request, photo_form)
            formset.new_objects = formset.changed_objects = formset.deleted_objects = []
            return
        super().save_formset(request, form, formset, change)

    def _save_photo_texts(self, request, photo_form):
        photo = photo_form.instance.photo
        if may_describe(request.user, photo):
            photo_form.save_photo()
            return
        sentence = _(
            "“%(photo)s” is not yours, or its article is published or in review: its texts were left as they are."
        )
        self.message_user(request, sentence % {"photo": photo}, messages.WARNING)

    def response_add(self, request, article, post_url_continue=None):
        return self.make_requested_move(request, article) or super().response_add(
            request, article, post_url_continue
        )

    def response_change(self, request, article):
        return self.make_requested_move(request, article) or super().response_change(request, article)


def find_last_return(article):
    """The event of the last return, or None."""
    return article.events.filter(move=workflow.SEND_BACK.name).select_related("by").last()
