"""The addresses of the site. Sections come last: their first word is free."""

from django.contrib import admin
from django.urls import include, path

from .home import home
from .media import media
from .site_pages import page, site_map

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media),
    path("trang/<slug:slug>/", page, name="page"),
    path("so-do-trang/", site_map, name="site_map"),
    path("", include("articles.urls")),
]

handler500 = "newsroom.errors.fault"
