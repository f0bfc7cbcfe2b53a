"""Links to the sites of other bodies (Liên kết), in groups."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import HttpsURLField, Line


class LinkGroup(models.Model):
    """Links under one heading."""

    name = Line(_("name"), max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("group of links")
        verbose_name_plural = _("links")
        ordering = ["order", "name", "id"]

    def __str__(self):
        return self.name


class LinkQuerySet(models.QuerySet):
    def for_site(self):
        """All links with their groups, in the order of the footer: one query."""
        return self.select_related("group").order_by(
            "group__order", "group__name", "group_id", "order", "name", "id"
        )


class Link(models.Model):
    """The name and URL of another site."""

    group = models.ForeignKey(
        LinkGroup, verbose_name=_("group of links"), on_delete=models.CASCADE, related_name="links"
    )
    name = Line(_("name"), max_length=150)
    url = HttpsURLField(_("address on the web"), max_length=300, validators=[URLValidator(["http", "https"])])
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["order", "name", "id"]

    def __str__(self):
        return self.name
