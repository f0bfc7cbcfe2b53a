"""The admin, under our name."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from newsroom.ground import desk
from newsroom.ground.notices import Notice

from .notices import NoticePages


class NewsroomAdminSite(NoticePages, AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Desk")
    enable_nav_sidebar = False  # lists need the room; the desk leads everywhere
    # The order in which a clerk needs them; Django's would be the alphabet.
    rooms = ["articles", "ground"]

    def get_app_list(self, request, app_label=None):
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: self.rooms.index(app["app_label"]))

    def get_urls(self):
        language = require_POST(self.admin_view(self.choose_language))
        return [path("language/", language, name="language"), *super().get_urls()]

    def each_context(self, request):
        context = {**super().each_context(request), "languages": settings.LANGUAGES}
        if self.has_permission(request):
            context["calls"] = desk.calls_for(request.user)
            context["unread"] = Notice.objects.unread_by(request.user).count()
        return context

    def index(self, request, extra_context=None):
        """The desk: what waits, what came back, what goes out."""
        tiles = desk.tiles_for(request.user)
        return super().index(request, {"tiles": tiles, **(extra_context or {})})

    def choose_language(self, request):
        """Remember in which language this person reads the admin."""
        language = request.POST.get("language")
        if language in dict(settings.LANGUAGES):
            request.user.language = language
            request.user.save(update_fields=["language"])
        back = request.POST.get("next", "")
        here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(back if here else reverse("admin:index"))
