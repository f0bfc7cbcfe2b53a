"""Sections, offices, authors, topics and tags in the admin."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from articles.models import Author, Office, Remit, Section, Tag, Topic
from newsroom.core.admin import FoldedSearchMixin, view_public_page


@admin.register(Section)
class SectionAdmin(FoldedSearchMixin, SimpleHistoryAdmin):
    list_display = ["name_with_depth", "slug", "order", "is_in_menu", "closed_on"]
    list_display_links = ["name_with_depth"]
    search_fields = ["search_text__contains"]
    fields = ["name", "parent", "order", "slug", "description", "is_in_menu", "closed_on"]
    view_on_site = view_public_page

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parent")

    @admin.display(description=_("name"), ordering="path")
    def name_with_depth(self, section):
        depth = section.path.count("/") - 2
        return format_html("{}{}", "— " * depth, section.name)


@admin.register(Office)
class OfficeAdmin(FoldedSearchMixin, SimpleHistoryAdmin):
    list_display = ["name", "short_name", "order", "closed_on"]
    search_fields = ["search_text__contains"]
    autocomplete_fields = ["successor"]
    view_on_site = view_public_page


@admin.register(Author)
class AuthorAdmin(FoldedSearchMixin, SimpleHistoryAdmin):
    list_display = ["name", "office", "position", "user"]
    list_select_related = ["office", "user"]
    search_fields = ["search_text__contains"]
    autocomplete_fields = ["office"]
    raw_id_fields = ["user"]
    view_on_site = view_public_page


@admin.register(Remit)
class RemitAdmin(SimpleHistoryAdmin):
    """The sections to which a person is limited. A person without a remit is not limited."""

    list_display = ["person", "section"]
    list_select_related = ["person", "section"]
    list_filter = [("section", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["person__full_name", "section__name"]
    raw_id_fields = ["person"]
    autocomplete_fields = ["section"]


@admin.register(Topic)
class TopicAdmin(FoldedSearchMixin, admin.ModelAdmin):
    list_display = ["name", "closed_on"]
    search_fields = ["search_text__contains"]
    view_on_site = view_public_page


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    view_on_site = view_public_page
