"""Writing and releasing in the admin. It shows; `workflow` and `permissions` decide."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import drafts, workflow
from articles.forms import ArticleForm, BylineForm, PhotoUseForm, TakeDownForm
from articles.models import Article, Byline, PhotoUse, State
from articles.permissions import may, may_describe
from articles.templatetags.articles import body
from newsroom.ground.admin import FoldedSearch
from newsroom.ground.clock import stamp
from newsroom.ground.editor import with_editor
from newsroom.ground.errors import Refusal


class PartOfArticle:
    """For inlines: who may change the article may change its parts."""

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_change_permission(self, request, obj=None):
        return may(request.user, "change", obj)

    has_add_permission = has_delete_permission = has_change_permission


class BylineInline(PartOfArticle, admin.TabularInline):
    model = Byline
    form = BylineForm
    fields = ["author", "name", "office", "role", "order"]
    autocomplete_fields = ["author", "office"]
    extra = 1


class PhotoUseInline(PartOfArticle, admin.TabularInline):
    """The photos of the body, as it was last saved, to describe them without leaving the article."""

    model = PhotoUse
    form = PhotoUseForm
    fields = ["thumbnail", "caption", "alt", "is_decorative", "credit"]
    readonly_fields = ["thumbnail", "caption"]
    extra = max_num = 0
    can_delete = False
    template = "admin/articles/article/photo_uses.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=_("photo"))
    def thumbnail(self, use):
        return format_html(
            '<img src="{}" alt="" class="thumbnail">', use.photo.url(use.photo.widths[0], "webp")
        )


@admin.register(Article)
class ArticleAdmin(FoldedSearch, admin.ModelAdmin):
    form = ArticleForm
    inlines = [PhotoUseInline, BylineInline]
    list_display = ["title", "state_in_words", "section", "publish_at"]
    list_select_related = ["section"]
    list_filter = ["state", "kind", ("section", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 30
    search_fields = ["search_text"]
    search_help_text = _("Title, lead, text, byline or number; marks do not matter.")
    show_full_result_count = False  # counting a hundred thousand rows tells a clerk nothing
    ordering = ["-updated_at", "-id"]
    autocomplete_fields = ["secondary_sections", "topics", "tags"]
    raw_id_fields = ["cover"]
    save_on_top = False
    change_form_template = "admin/articles/article/change_form.html"
    # In the order in which a clerk works; photos and bylines stand after the first.
    fieldsets = [
        (None, {"fields": ["opened_version", "title", "kicker", "lead", "body", "convert_legacy"]}),
        (
            _("Where and when"),
            {"fields": ["section", "secondary_sections", "publish_at", "event_date", "expires_at"]},
        ),
        (_("Cover photo, topics, comments"), {"fields": ["cover", "topics", "tags", "comment_policy"]}),
        (
            _("Source, for a repost"),
            {
                "classes": ["collapse"],
                "fields": ["kind", "source_name", "source_author", "source_url", "source_published_at"],
            },
        ),
    ]

    class Media:
        css = {"all": ["admin/newsroom.css"]}
        js = ["admin/counter.js", "admin/one_line.js", "admin/unsaved.js", "admin/autosave.js"]

    # --- Who may -------------------------------------------------------------------------------

    def get_queryset(self, request):
        return super().get_queryset(request).editable_by(request.user)

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST":  # two who save at once come one after the other; the second is told
            Article.objects.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def has_add_permission(self, request):
        return may(request.user, "add")

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_change_permission(self, request, obj=None):
        return may(request.user, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return False  # an article is taken down, never deleted

    # --- Showing -------------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        reading = (None, {"fields": ["title", "kicker", "lead", "body_as_read"]})
        return [reading, *self.fieldsets[1:]]

    def get_readonly_fields(self, request, obj=None):
        may_change = obj is None or self.has_change_permission(request, obj)
        return [] if may_change else ["body_as_read"]

    def get_inlines(self, request, obj):
        may_change = obj is None or self.has_change_permission(request, obj)
        return self.inlines if may_change else [BylineInline]

    @admin.display(description=_("body"))
    def body_as_read(self, article):
        return body(article)

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, article):
        return format_html('<span class="state state-{}">{}</span>', article.state, state_in_words(article))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, BylineInline) and obj.pk is None and hasattr(request.user, "author"):
            kwargs["initial"] = [{"author": request.user.author.pk}]  # who writes, signs
        return kwargs

    @method_decorator(with_editor)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = super().get_object(request, object_id) if object_id else None  # to look at: no lock
        context = {
            "may_publish": may(request.user, "publish", article),
            "may_take_down": article is not None and may(request.user, "take_down", article),
            "state_in_words": state_in_words(article) if article else State.DRAFT.label,
            "is_published": article is not None and article.state == State.PUBLISHED,
            **self._offer(request, article),
            "unsaved_url": self._unsaved_url(article),
            "public_url": article.get_absolute_url() if article and article.is_public() else None,
            **(extra_context or {}),
        }
        return super().changeform_view(request, object_id, form_url, context)

    # --- Unsaved text --------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if request.method == "GET" and "unsaved" in request.GET:
            form.unsaved = drafts.unsaved(by=request.user, article=obj)
        return form

    def _offer(self, request, article):
        """Unsaved text to offer, if this form does not hold it already.

        Only a form that holds it may replace it or make it go: text that was offered and left alone stays.
        """
        buffer = drafts.unsaved(by=request.user, article=article)
        holds = buffer is None or "unsaved" in request.GET or "holds_unsaved" in request.POST
        return {"unsaved": None if holds else buffer, "holds_unsaved": holds}

    def _unsaved_url(self, article):
        return reverse("admin:articles_article_unsaved", args=[article.pk] if article else [])

    def unsaved(self, request, pk=None):
        """Keeps what is typed (the page sends it every few seconds), or forgets it."""
        article = get_object_or_404(self.get_queryset(request), pk=pk) if pk else None
        if not may(request.user, "change" if article else "add", article):
            raise PermissionDenied
        if "forget" in request.POST:
            drafts.forget(by=request.user, article=article)
            return HttpResponseRedirect(self._form_url(article))
        version = request.POST.get("opened_version", "")
        try:
            buffer = drafts.keep(
                request.POST,
                by=request.user,
                article=article,
                version=int(version) if version.isdecimal() else 1,
            )
        except Refusal as refusal:
            return JsonResponse({"error": str(refusal)}, status=400)
        return JsonResponse({"saved_at": stamp(buffer.saved_at)})

    def _form_url(self, article):
        if article is None:
            return reverse("admin:articles_article_add")
        return reverse("admin:articles_article_change", args=[article.pk])

    # --- Saving and releasing ------------------------------------------------------------------

    def save_model(self, request, article, form, change):
        if not change:
            article.created_by = request.user
        article.updated_by = request.user
        super().save_model(request, article, form, change)
        if "holds_unsaved" in request.POST:
            drafts.forget(by=request.user, article=article if change else None)
        if form.data.get("body", "").count("<img") > article.body.count("<img"):
            sentence = _("Photos from other sites were left out of the text: send them as files.")
            self.message_user(request, sentence, messages.WARNING)

    def save_formset(self, request, form, formset, change):
        if formset.model is PhotoUse:
            for photo_form in formset.forms:
                if photo_form.has_changed():
                    self._describe(request, photo_form)
            formset.new_objects = formset.changed_objects = formset.deleted_objects = []
            return
        super().save_formset(request, form, formset, change)

    def _describe(self, request, photo_form):
        photo = photo_form.instance.photo
        if may_describe(request.user, photo):
            photo_form.save_photo()
            return
        sentence = _(
            "“%(photo)s” stands in a published article or is not yours: its texts were left as they are."
        )
        self.message_user(request, sentence % {"photo": photo}, messages.WARNING)

    def response_add(self, request, article, post_url_continue=None):
        return self._publish_if_asked(request, article) or super().response_add(
            request, article, post_url_continue
        )

    def response_change(self, request, article):
        return self._publish_if_asked(request, article) or super().response_change(request, article)

    def _publish_if_asked(self, request, article):
        """Publish after the save that this press of the button made; the text is kept either way."""
        if "_publish" not in request.POST:
            return None
        stored = Article.objects.get(pk=article.pk)
        try:
            workflow.publish(stored, by=request.user, version=stored.version)
        except Refusal as refusal:
            self.message_user(
                request, _("Saved, but not published. %(why)s") % {"why": refusal}, messages.ERROR
            )
        else:
            stored.refresh_from_db()
            self.message_user(request, released(stored), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # --- Taking down ---------------------------------------------------------------------------

    def get_urls(self):
        take_down = self.admin_site.admin_view(self.take_down)
        unsaved = self.admin_site.admin_view(require_POST(self.unsaved))
        return [
            path("unsaved/", unsaved, name="articles_article_unsaved"),
            path("<int:pk>/unsaved/", unsaved, name="articles_article_unsaved"),
            path("<int:pk>/take-down/", take_down, name="articles_article_take_down"),
            *super().get_urls(),
        ]

    def take_down(self, request, pk):
        """Asks why, then takes the article away from readers."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not may(request.user, "take_down", article):
            raise PermissionDenied
        form = TakeDownForm(request.POST or None, initial={"version": article.version})
        if request.method == "POST" and form.is_valid():
            try:
                workflow.take_down(article, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(
                    request, _("Taken down. Readers no longer see the article."), messages.SUCCESS
                )
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take down"),
            "opts": self.opts,
            "article": article,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/article/take_down.html", context)


def state_in_words(article):
    """The state as the desk says it: a published article whose time has not come is scheduled."""
    if article.state == State.PUBLISHED and article.publish_at > timezone.now():
        return _("Scheduled")
    return article.get_state_display()


def released(article):
    """What happened when the button was pressed, and when readers see it."""
    sentence = (
        _("Scheduled for %(time)s.") if article.publish_at > timezone.now() else _("Published at %(time)s.")
    )
    return sentence % {"time": stamp(article.publish_at)}
