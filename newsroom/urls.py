"""URLs of the site. Sections come last, because their first word is a slug that the office chooses."""

from django.contrib import admin
from django.urls import include, path

from . import well_known
from .home import home
from .media import media
from .site_pages import page, site_map

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media),
    path("robots.txt", well_known.robots, name="robots"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("y-kien/", include("comments.urls")),
    path("trang/<slug:slug>/", page, name="page"),
    path("so-do-trang/", site_map, name="site_map"),
    path("", include("articles.urls")),
]

handler500 = "newsroom.errors.server_error"
