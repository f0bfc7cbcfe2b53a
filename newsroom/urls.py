"""The addresses of the site. Sections come last: their first word is free."""

from django.contrib import admin
from django.urls import include, path

from . import machines
from .home import home
from .media import media
from .site_pages import page, site_map

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("y-kien/", include("comments.urls")),
    path("trang/<slug:slug>/", page, name="page"),
    path("so-do-trang/", site_map, name="site_map"),
    path("", include("articles.urls")),
]

handler500 = "newsroom.errors.fault"
