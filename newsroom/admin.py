"""Admin of the static pages. It is here and not in the core because pages use the photos of articles."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from newsroom.core.editor import allow_editor
from newsroom.core.models import Page

from .site_pages import page_context


@admin.register(Page)
class PageAdmin(SimpleHistoryAdmin):
    list_display = ["title", "slug", "is_published", "order", "updated_at"]
    list_filter = ["is_published"]
    fields = ["title", "slug", "body", "shows_contact", "order", "is_published", "preview_link"]
    readonly_fields = ["preview_link"]

    def get_urls(self):
        preview = self.admin_site.admin_view(require_safe(self.preview))
        return [path("<int:pk>/preview/", preview, name="core_page_preview"), *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "body" in form.base_fields:
            form.base_fields["body"].widget.take_photos(
                upload=reverse_lazy("admin:articles_photo_upload"),
                library=reverse_lazy("admin:articles_photo_changelist"),
            )
        return form

    def has_delete_permission(self, request, obj=None):
        return False  # other sites may link to it; it is hidden instead

    changeform_view = method_decorator(allow_editor)(SimpleHistoryAdmin.changeform_view)
    history_form_view = method_decorator(allow_editor)(SimpleHistoryAdmin.history_form_view)

    def view_on_site(self, page):
        return page.get_absolute_url() if page.is_published else None

    @admin.display(description=_("preview"))
    def preview_link(self, page):
        if page.pk is None:
            return "–"
        url = reverse_lazy("admin:core_page_preview", args=[page.pk])
        return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', url, _("As last saved"))

    @method_decorator(never_cache)
    def preview(self, request, pk):
        """Show the page as readers will see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return render(request, "pages/preview.html", page_context(get_object_or_404(Page, pk=pk)))
