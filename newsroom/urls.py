"""The addresses of the site. Sections come last: their first word is free."""

from django.contrib import admin
from django.urls import include, path

from .home import home
from .media import media

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media),
    path("y-kien/", include("comments.urls")),
    path("", include("articles.urls")),
]
