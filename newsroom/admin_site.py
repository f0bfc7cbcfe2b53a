"""The admin site: its name, its first page, notices and languages."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsroom.core import dashboard, notice_views, notices

from .preview import preview_homepage


class NewsroomAdminSite(AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Desk")
    enable_nav_sidebar = False  # lists need the space; the dashboard links to every page
    # In the order of a clerk's work; Django sorts by name.
    rooms = ["articles", "comments", "core"]
    # This view redirects staff to the URL of any record, hidden articles included, whose URL contains their title.
    left_out = {"view_on_site"}

    def get_app_list(self, request, app_label=None):
        app_list = super().get_app_list(request, app_label)
        return sorted(app_list, key=lambda app: self.rooms.index(app["app_label"]))

    def get_urls(self):
        language = require_POST(self.admin_view(self.choose_language))
        front = self.admin_view(preview_homepage)
        return [
            path("language/", language, name="language"),
            path("front-preview/", front, name="homepage_preview"),
            *self.notice_urls(),
            *(entry for entry in super().get_urls() if getattr(entry, "name", None) not in self.left_out),
        ]

    def notice_urls(self):
        read = require_safe(self.admin_view(notice_views.notice_list))
        choose = require_http_methods(["GET", "HEAD", "POST"])(self.admin_view(notice_views.notice_choices))
        return [
            path("notices/", read, name="notices"),
            path("notices/choices/", choose, name="notice_choices"),
            path(
                "notices/read/",
                require_POST(self.admin_view(notice_views.mark_all_read)),
                name="notices_read",
            ),
            path(
                "notices/<int:pk>/", require_POST(self.admin_view(notice_views.follow_notice)), name="notice"
            ),
        ]

    def each_context(self, request):
        return {
            **super().each_context(request),
            "languages": settings.LANGUAGES,
            # Counted once, and only when the header is shown: to signed-in staff, not in pop-ups.
            "unread_notices": SimpleLazyObject(lambda: notices.count_unread(request.user)),
            "waiting_count": SimpleLazyObject(
                lambda: dashboard.count_waiting(request.user) if self.has_permission(request) else 0
            ),
        }

    def index(self, request, extra_context=None):
        """Show the dashboard: work that waits, work that came back, publications of the day."""
        tiles = dashboard.tiles_for(request.user)
        return super().index(request, {"tiles": tiles, **(extra_context or {})})

    def choose_language(self, request):
        """Store the language in which this person reads the admin."""
        language = request.POST.get("language")
        if language in dict(settings.LANGUAGES):
            request.user.language = language
            request.user.save(update_fields=["language"])
        back = request.POST.get("next", "")
        is_safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(back if is_safe else reverse("admin:index"))
