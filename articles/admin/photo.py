"""The photo library: upload, search, descriptions."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.editing import photos
from articles.models import Photo, PhotoUse
from articles.permissions import may_describe, visible_to
from newsroom.core.admin import FoldedSearchMixin
from newsroom.core.admin_pages import AdminPagesMixin
from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal
from newsroom.core.pixels import PHOTO_TYPES


@admin.register(Photo)
class PhotoAdmin(AdminPagesMixin, FoldedSearchMixin, admin.ModelAdmin):
    """The photo library. The editor and the cover field open it in a small window to pick a photo."""

    list_display = ["thumbnail", "__str__", "credit", "uploaded_by", "uploaded_at", "use_count"]
    list_display_links = ["thumbnail", "__str__"]
    list_select_related = ["uploaded_by"]
    list_filter = ["uploaded_at"]
    list_per_page = 40
    search_fields = ["search_text__contains"]
    show_full_result_count = False
    fields = [
        "preview",
        "alt",
        "is_decorative",
        "credit",
        "caption",
        "focus",
        "where_used",
        "file_name",
        "uploader_and_time",
    ]
    readonly_fields = ["preview", "where_used", "file_name", "uploader_and_time"]

    def get_urls(self):
        return [
            self.make_list_path("upload", require_POST(self.upload_view), "upload"),
            self.make_record_path("figure", require_safe(self.figure_view), "figure"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        """Add the number of articles that use each photo, and those articles that this person may see."""
        seen = visible_to(request.user).only("title", "cover")
        uses = (
            PhotoUse.objects.filter(article__in=seen.values("pk"))
            .select_related("article")
            .only("photo", "article__title")
        )
        photos_with_count = (
            super().get_queryset(request).annotate(number_of_articles=Count("uses__article", distinct=True))
        )
        return photos_with_count.prefetch_related(
            Prefetch("uses", uses, to_attr="seen_uses"), Prefetch("covers", seen, to_attr="seen_covers")
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or may_describe(request.user, obj)
        )

    def upload_view(self, request):
        """Store one photo that the editor or the library sent. The JSON is that of CKEditor's upload protocol."""
        if not self.has_add_permission(request):
            return refuse_upload(gettext("You have no right to send photos."), status=403)
        file = request.FILES.get("upload")
        if file is None:
            return refuse_upload(gettext("No photo came with this request."))
        try:
            photo = photos.store_photo(file, by=request.user)
        except Refusal as refusal:
            return refuse_upload(str(refusal))
        return JsonResponse({"uploaded": 1, "fileName": photo.file_name, **describe_figure(photo)})

    def figure_view(self, request, pk):
        """The data with which the editor puts a photo of the library into a body."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(describe_figure(get_object_or_404(Photo, pk=pk)))

    def add_view(self, request, form_url="", extra_context=None):
        """Upload several files at once, in place of Django's form of one photo. Works without scripts."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._store_files(request)
        context = {"accept": PHOTO_TYPES, "is_popup": "_popup" in request.GET, **(extra_context or {})}
        return self.render_page(request, "add", _("Send photos"), **context)

    def _store_files(self, request):
        for file in request.FILES.getlist("upload"):
            try:
                photo = photos.store_photo(file, by=request.user)
                self.message_user(request, gettext("Taken in: %(photo)s") % {"photo": photo.file_name})
            except Refusal as refusal:
                self.message_user(request, f"{file.name}: {refusal}", messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))

    def get_deleted_objects(self, objs, request):
        """Add the pages of the office that show a photo to what protects it from deletion."""
        *found, protected = super().get_deleted_objects(objs, request)
        pages = [f"{page._meta.verbose_name}: {page}" for page in photos.find_pages(objs)]
        return (*found, [*protected, *pages])

    def delete_model(self, request, photo):
        photos.delete_photo(photo)

    def delete_queryset(self, request, queryset):
        for photo in queryset:
            photos.delete_photo(photo)

    @admin.display(description=_("photo"))
    def thumbnail(self, photo):
        return format_html(
            '<img src="{}" alt="" class="thumbnail" loading="lazy">', photo.url(photo.widths[0], "webp")
        )

    @admin.display(description="")
    def preview(self, photo):
        return format_html('<img src="{}" alt="" class="preview">', photo.url())

    @admin.display(description=_("articles"))
    def use_count(self, photo):
        return photo.number_of_articles

    @admin.display(description=_("used in"))
    def where_used(self, photo):
        titles = {use.article.title for use in photo.seen_uses} | {cover.title for cover in photo.seen_covers}
        return "; ".join(sorted(titles)) or "–"

    @admin.display(description=_("sent by"))
    def uploader_and_time(self, photo):
        return f"{photo.uploaded_by}, {format_datetime(photo.uploaded_at)}"


def refuse_upload(sentence, status=400):
    return JsonResponse({"uploaded": 0, "error": {"message": sentence}}, status=status)


def describe_figure(photo):
    width = photo.page_width
    return {
        "id": photo.pk,
        "url": photo.url(),
        "width": width,
        "height": photo.height_for(width),
        "caption": photo.caption,
    }
