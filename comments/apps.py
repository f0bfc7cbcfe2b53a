from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Reader comments")

    def ready(self):
        from newsroom.core.audit import audit_model
        from newsroom.core.roles import repair_after_migrate  # models can be imported only now

        from . import dashboard  # noqa: F401 -- imported to register its tiles
        from .defaults import create_defaults
        from .models import CommentSettings, ConsentWording, Holiday, RejectionReason, SectionPolicy, WordRule
        from .moderation.notices import register_kinds
        from .permissions import grant_rights

        for model in (CommentSettings, ConsentWording, Holiday, RejectionReason, SectionPolicy, WordRule):
            audit_model(model)
        grant_rights()
        register_kinds()
        post_migrate.connect(create_defaults, sender=self)
        post_migrate.connect(repair_after_migrate, sender=self)
