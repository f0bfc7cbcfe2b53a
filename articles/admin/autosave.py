"""Autosave in the admin, the page of a person's unsaved texts, and the presence of others."""

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.editing import autosave, form_rescue, presence
from articles.editing.version_diff import describe_content
from articles.models import Byline, PhotoUse
from articles.permissions import may, visible_to
from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal
from newsroom.core.parsing import parse_int

from .base import ArticlePagesMixin

# Texts on the page "My unsaved texts"; older ones appear when these are decided on.
MAX_TEXTS = 20


class AutosaveMixin(ArticlePagesMixin):
    """Adds autosave, unsaved texts and presence to ArticleAdmin."""

    def get_urls(self):
        my_texts = require_http_methods(["GET", "HEAD", "POST"])(self.my_texts_view)
        return [
            self.make_list_path("unsaved", require_POST(self.autosave_view), "unsaved"),
            self.make_list_path("mine", my_texts, "my_texts"),
            self.make_record_path("unsaved", require_POST(self.autosave_view), "unsaved"),
            self.make_record_path("presence", require_POST(self.presence_view), "presence"),
            *super().get_urls(),
        ]

    # --- Beside the form -----------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.unsaved = self.find_restored_text(request, obj)
        return form

    def find_restored_text(self, request, article):
        """The unsaved text that this form is opened with (?unsaved=), or None."""
        pk = parse_int(request.GET.get("unsaved")) if request.method == "GET" else None
        return autosave.find_restorable_text(pk, by=request.user, article=article) if pk else None

    def get_autosave_context(self, request, article):
        """The id of this form, and the unsaved texts of other forms for the same article."""
        restored = self.find_restored_text(request, article)
        if request.method == "POST":
            form = autosave.get_form_id(request.POST, article)
        else:
            form = restored.form_id if restored and restored.form_id else autosave.new_form_id()
        return {
            "form_id": form,
            "unsaved": [
                {"unsaved_text": unsaved_text, "is_whole": autosave.is_whole_form(unsaved_text)}
                for unsaved_text in autosave.list_offered_texts(
                    by=request.user, article=article, except_form=form
                )
            ],
            "autosaved_fields": " ".join(autosave.TEXT_FIELDS),
            "unsaved_url": reverse("admin:articles_article_unsaved", args=[article.pk] if article else []),
        }

    def autosave_view(self, request, pk=None):
        """Keep the texts that the page sends every few seconds."""
        if not may(request.user, "change" if pk else "add"):
            if pk:
                self.get_visible_article(request, pk, "change")
            raise PermissionDenied
        article = visible_to(request.user).filter(pk=pk).first() if pk else None
        try:
            unsaved_text = autosave.save_unsaved_text(
                request.POST,
                by=request.user,
                form_id=autosave.get_form_id(request.POST, article),
                article=article,
                version=parse_opened_version(request),
            )
        except autosave.FormClosed as refusal:
            return JsonResponse({"error": str(refusal), "form_id": autosave.new_form_id()}, status=409)
        except Refusal as refusal:
            return JsonResponse({"error": str(refusal)}, status=400)
        answer = {"saved_at": format_datetime(unsaved_text.saved_at)}
        if pk and not (article and may(request.user, "change", article)):
            answer["my_texts_url"] = reverse("admin:articles_article_my_texts")
        return JsonResponse(answer)

    def presence_view(self, request, pk):
        """Record that this person has the article open; answer with the others who have."""
        article = self.get_visible_article(request, pk, "change")
        others = [
            _("%(name)s is editing this article (since %(time)s).")
            % {"name": other.person, "time": format_datetime(other.since)}
            for other in presence.record_presence(article, by=request.user)
        ]
        return JsonResponse({"others": others})

    # --- Where the form cannot be saved --------------------------------------------------------

    def save_posted_form(self, request, article=None):
        """Keep the posted form as an unsaved text. `article` must be visible to this person."""
        return autosave.save_whole_form(
            self.collect_posted_content(request),
            by=request.user,
            form_id=autosave.get_form_id(request.POST, article),
            article=article,
            version=parse_opened_version(request),
        )

    def collect_posted_content(self, request):
        """The content of the posted form, read without an article so that no stored value gets into it."""
        fields = flatten_fieldsets([self.text_fieldset, self.change_fieldset, *self.other_fieldsets])
        form = self.get_form(request, fields=fields)(request.POST)
        formsets, _inlines = self._create_formsets(request, form.instance, change=False)
        rows = {formset.model: formset.forms for formset in formsets}
        return form_rescue.collect_content(form, rows.get(Byline, []), rows.get(PhotoUse, []))

    def keep_text_of_hidden_article(self, request):
        """Keep the posted text of an article that is hidden from this person or does not exist."""
        self.save_posted_form(request)
        sentence = _("This article is not in your hands, or no longer. What you typed is kept here.")
        self.message_user(request, sentence, messages.WARNING)
        return self.redirect_to_my_texts()

    def my_texts_view(self, request):
        """List this person's unsaved texts, also of hidden or deleted articles; POST converts or discards one."""
        if request.method == "POST":
            return self.decide_on_text(request)
        unsaved_texts = autosave.list_undecided_texts(request.user, MAX_TEXTS)
        articles = (
            visible_to(request.user)
            .select_related("replaces")
            .in_bulk([unsaved_text.article_id for unsaved_text in unsaved_texts])
        )
        return self.render_page(
            request,
            "my_texts",
            _("My unsaved texts"),
            may_add=may(request.user, "add"),
            texts=[
                {
                    "unsaved_text": unsaved_text,
                    "rows": describe_content(autosave.build_content(unsaved_text)),
                    "form_url": self.get_restore_url(
                        request, unsaved_text, articles.get(unsaved_text.article_id)
                    ),
                }
                for unsaved_text in unsaved_texts
            ],
        )

    def get_restore_url(self, request, unsaved_text, article):
        """The URL of the form that can show the text again, or None."""
        is_out_of_sight = unsaved_text.article_id and article is None
        if (
            autosave.is_whole_form(unsaved_text)
            or is_out_of_sight
            or not may(request.user, "change", article)
        ):
            return None
        return self.get_form_url(article)

    def decide_on_text(self, request):
        pk = parse_int(request.POST.get("unsaved_text"))
        unsaved_text = get_object_or_404(autosave.list_unsaved_texts(request.user), pk=pk)
        if "draft" in request.POST:
            return self.convert_text_to_draft(request, unsaved_text)
        autosave.discard_text(unsaved_text)
        if "at_form" in request.POST:
            return self.redirect_to_form(visible_to(request.user).filter(pk=unsaved_text.article_id).first())
        return self.redirect_to_my_texts()

    def convert_text_to_draft(self, request, unsaved_text):
        """Make a new draft of an unsaved text."""
        if not may(request.user, "add"):
            raise PermissionDenied
        draft, refused = autosave.convert_to_draft(unsaved_text, by=request.user)
        for photo, texts in refused:
            sentence = _(
                "“%(photo)s” is not yours, or its article is published or in review: its texts were left as they are. "
                "You typed: %(texts)s"
            )
            words = " · ".join(str(text) for text in texts.values() if text)
            self.message_user(request, sentence % {"photo": photo, "texts": words}, messages.WARNING)
        self.message_user(request, _("Your text is a draft of its own now."), messages.SUCCESS)
        return self.redirect_to_form(draft)

    def redirect_to_my_texts(self):
        return HttpResponseRedirect(reverse("admin:articles_article_my_texts"))


def parse_opened_version(request):
    """The version that the posted form was opened with."""
    return parse_int(request.POST.get("opened_version"), max_digits=9) or 1
