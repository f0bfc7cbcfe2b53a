from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = _("People and site")

    def ready(self):
        from .audit import audit_model  # models can be imported only now
        from .models import Alert, Link, LinkGroup, Page, SiteIdentity, User
        from .roles import Role, grant

        audit_model(User, exclude=["password", "last_login"], relations=["groups"])
        for model in (SiteIdentity, Page, LinkGroup, Link, Alert):
            audit_model(model)

        grant(
            Role.ADMINISTRATOR,
            *(f"core.{act}_user" for act in ("view", "add", "change")),
            *(f"core.{act}_siteidentity" for act in ("view", "add", "change")),
            "core.view_historicalsiteidentity",
            "core.view_auditentry",
        )
        for role in (Role.SECRETARY, Role.ADMINISTRATOR):
            grant(
                role,
                "core.view_historicalpage",
                *(f"core.{act}_page" for act in ("view", "add", "change")),
            )
            for name in ("linkgroup", "link", "alert"):
                grant(role, *(f"core.{act}_{name}" for act in ("view", "add", "change", "delete")))
