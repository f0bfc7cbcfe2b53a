"""Menu, footer and banners in the admin."""

from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Banner, MenuEntry
from newsroom.core.admin import PeriodAdmin


@admin.register(MenuEntry)
class MenuEntryAdmin(admin.ModelAdmin):
    """Entries of the menus. A main menu without entries shows the sections."""

    list_display = ["label_with_parent", "place", "leads_to", "order"]
    list_display_links = ["label_with_parent"]
    list_filter = ["place"]
    fields = ["place", "parent", "label", "section", "page", "url", "order"]
    autocomplete_fields = ["section"]
    view_on_site = False
    # Each entry is followed by its children.
    ordering = [
        "place",
        Coalesce("parent__order", "order"),
        Coalesce("parent_id", "id"),
        F("parent").asc(nulls_first=True),
        "order",
        "id",
    ]

    def get_queryset(self, request):
        entries = super().get_queryset(request)
        return entries.select_related("section", "page", "parent__section", "parent__page")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = MenuEntry.objects.for_site().filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("shown as"))
    def label_with_parent(self, entry):
        return format_html("{} › {}", entry.parent, entry) if entry.parent else str(entry)

    @admin.display(description=_("leads to"))
    def leads_to(self, entry):
        return entry.get_absolute_url() or "–"


@admin.register(Banner)
class BannerAdmin(PeriodAdmin):
    list_display = ["thumbnail", "alt", "place", "is_in_force", "starts_at", "ends_at", "order"]
    list_display_links = ["thumbnail", "alt"]
    list_select_related = ["photo"]
    list_filter = [*PeriodAdmin.list_filter, "place"]
    fields = ["place", "photo", "alt", "url", "starts_at", "ends_at", "order"]
    raw_id_fields = ["photo"]

    @admin.display(description=_("photo"))
    def thumbnail(self, banner):
        photo = banner.photo
        return format_html(
            '<img src="{}" alt="" class="thumbnail" loading="lazy">', photo.url(photo.widths[0], "webp")
        )
