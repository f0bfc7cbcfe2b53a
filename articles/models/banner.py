"""Banners: pictures in fixed places of the site, for a time, which may link somewhere."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line, LinkTarget
from newsroom.core.periods import Period

from .photo import Photo


class Banner(Period):
    """A photo of the library with its alternative text and, if it links somewhere, a URL."""

    class Place(models.TextChoices):
        MASTHEAD = "masthead", _("under the masthead, on every page")
        HOME_ASIDE = "home", _("at the side of the home page")

    place = models.CharField(_("place"), max_length=10, choices=Place)
    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="banners"
    )
    alt = Line(_("alt text"), max_length=250, help_text=_("What the banner says, word for word."))
    url = LinkTarget(_("leads to"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Period.Meta):
        abstract = False
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["place", "order", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="banner_has_alt_text", condition=~Q(alt="")),
        ]

    def __str__(self):
        return self.alt

    def clean(self):
        super().clean()
        if not self.alt:
            raise ValidationError({"alt": _("A banner needs its alt text.")})
