from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from . import checks  # noqa: F401 -- registers the system checks


class NewsroomAdminConfig(AdminConfig):
    default = False
    default_site = "newsroom.admin_site.NewsroomAdminSite"
