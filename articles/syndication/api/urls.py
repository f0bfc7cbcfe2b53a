from django.urls import path

from . import views

app_name = "api"
urlpatterns = [
    path("bai-viet/", views.articles, name="articles"),
    path("bai-viet/<int:pk>/", views.article, name="article"),
    path("chuyen-muc/", views.sections, name="sections"),
    path("openapi.json", views.openapi, name="openapi"),
    path("", views.not_found),
    path("<path:rest>", views.not_found),
]
