from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = _("People and site")

    def ready(self):
        from .audit import watch  # models can be imported only now
        from .models import Link, LinkGroup, Page, SiteIdentity, UrgentNotice, User
        from .roles import Role, grant

        watch(User, but=["password", "last_login"], sets=["groups"])
        for model in (SiteIdentity, Page, LinkGroup, Link, UrgentNotice):
            watch(model)

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
            for model in ("linkgroup", "link", "urgentnotice"):
                grant(role, *(f"core.{act}_{model}" for act in ("view", "add", "change", "delete")))
