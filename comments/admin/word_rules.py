"""Word rules in the admin. A rule is rehearsed on approved comments before it is saved."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from comments.intake.word_rules import rehearse
from comments.models import WordRule
from newsroom.core.text import fold

from .settings import NoDeleteMixin

# Changes of these fields change which comments the rule holds.
REHEARSED = {"text", "also_unaccented", "kind", "is_active"}


class WordRuleForm(forms.ModelForm):
    """The first press shows what the rule would have held; the second one, unchanged, saves it."""

    rehearsed = forms.CharField(required=False, widget=forms.HiddenInput)
    user = None  # set by the admin: the examples are from the sections of this person
    rehearsal = None

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.errors and self.asks_for_rehearsal():
            self.rehearse()

    def asks_for_rehearsal(self):
        holds_more = self.cleaned_data["is_active"] and REHEARSED.intersection(self.changed_data)
        return holds_more and self.cleaned_data["rehearsed"] != self.rehearsal_key

    @property
    def rehearsal_key(self):
        return f"{self.cleaned_data['text']}|{self.cleaned_data['also_unaccented']}"

    def rehearse(self):
        self.rehearsal = rehearse(
            self.cleaned_data["text"],
            also_unaccented=self.cleaned_data["also_unaccented"],
            user=self.user,
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("rehearsed")] = self.rehearsal_key
        self.add_error(None, _("Look at what the rule would have held, then save it."))


@admin.register(WordRule)
class WordRuleAdmin(NoDeleteMixin, admin.ModelAdmin):
    """Rules are deactivated instead of deleted. A rule holds a comment or marks words; none rejects."""

    form = WordRuleForm
    list_display = ["text", "kind", "also_unaccented", "is_active", "count_matches", "count_shown"]
    list_filter = ["is_active", "kind", "also_unaccented"]
    search_fields = ["text"]  # shows the search field; see get_search_results
    readonly_fields = ["count_matches", "count_shown"]
    fields = ["text", "kind", "also_unaccented", "note", "is_active"]
    change_form_template = "admin/comments/wordrule/change_form.html"
    change_list_template = "admin/comments/wordrule/change_list.html"

    class Media:
        css = {"all": ["admin/retention.css"]}

    def get_fields(self, request, obj=None):
        figures = ["count_matches", "count_shown"] if obj else []
        rehearsed = ["rehearsed"] if self.has_change_permission(request, obj) else []
        return [*self.fields, *figures, *rehearsed]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        return form

    def get_queryset(self, request):
        shown = Q(comments__published_at__isnull=False)
        return (
            super()
            .get_queryset(request)
            .annotate(met=Count("comments"), shown=Count("comments", filter=shown))
        )

    def get_search_results(self, request, queryset, search_term):
        """Search ignoring diacritics and case, in Python: an office has some hundreds of rules."""
        words = fold(search_term)
        found = [pk for pk, text in WordRule.objects.values_list("pk", "text") if words in fold(text)]
        return (queryset.filter(pk__in=found) if words else queryset), False

    def render_change_form(self, request, context, **kwargs):
        if getattr(context["adminform"].form, "rehearsal", None):
            context["errors"] = None  # a rehearsal is no error
        return super().render_change_form(request, context, **kwargs)

    @admin.display(description=_("comments that met it"), ordering="met")
    def count_matches(self, rule):
        return rule.met

    @admin.display(description=_("shown in spite of it"), ordering="shown")
    def count_shown(self, rule):
        if not rule.met:
            return "–"
        return f"{rule.shown} ({round(100 * rule.shown / rule.met)} %)"
