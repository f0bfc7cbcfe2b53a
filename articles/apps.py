from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from newsroom.core.audit import audit_model

        from . import dashboard  # noqa: F401 -- imported to register its tiles
        from .models import Author, Banner, MenuEntry, Office, Remit, Section, Tag, Topic
        from .roles import grant_rights
        from .signals import article_changed
        from .syndication import social_image
        from .workflow.notices import register_kinds

        for model in (Author, Banner, MenuEntry, Office, Remit, Section, Tag, Topic):
            audit_model(model)
        article_changed.connect(social_image.update_image, dispatch_uid="social_image")
        grant_rights()
        register_kinds()
