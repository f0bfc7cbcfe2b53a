from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroundConfig(AppConfig):
    name = "newsroom.ground"
    label = "ground"
    verbose_name = _("People and site")

    def ready(self):
        from .roles import Role, grant  # models can be imported only now

        grant(
            Role.ADMINISTRATOR,
            *(f"ground.{act}_user" for act in ("view", "add", "change")),
            *(f"ground.{act}_siteidentity" for act in ("view", "add", "change")),
            "ground.view_historicalsiteidentity",
        )
