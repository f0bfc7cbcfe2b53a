"""The rows of the article form: bylines, and the photos of the body."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.editing.forms import BylineForm, PhotoUseForm
from articles.models import Byline, PhotoUse
from articles.permissions import may
from newsroom.core.admin import PreselectedAutocomplete


class ArticlePartMixin:
    """Gives an inline the permissions of its article."""

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_change_permission(self, request, obj=None):
        return may(request.user, "change", obj)

    has_add_permission = has_delete_permission = has_change_permission


class BylineInline(ArticlePartMixin, admin.TabularInline):
    model = Byline
    form = BylineForm
    fields = ["author", "name", "office", "role", "order"]
    autocomplete_fields = ["author", "office"]
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author", "office")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = PreselectedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PhotoUseInline(ArticlePartMixin, admin.TabularInline):
    """The photos of the stored body: their alt texts and credits can be edited here."""

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
