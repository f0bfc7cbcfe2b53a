from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from newsroom.ground.audit import watch

        from . import (
            desk,  # noqa: F401 -- imported to register its tiles on the desk
            share_image,
        )
        from .models import Author, Banner, MenuEntry, Office, Remit, Section, Tag, Topic
        from .notices import register_kinds
        from .permissions import grant_rights
        from .signals import article_changed

        for model in (Author, Banner, MenuEntry, Office, Remit, Section, Tag, Topic):
            watch(model)
        article_changed.connect(share_image.follow, dispatch_uid="share_image")
        grant_rights()
        register_kinds()
