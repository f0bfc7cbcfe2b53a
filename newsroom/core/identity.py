"""Name, publisher and address of this site. The office edits them as data with history; no constant repeats them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import Line, Prose


def site_url(path: str) -> str:
    """Return the absolute URL of `path` for texts that outlive a request: mails, exports, ids of feeds."""
    return settings.SITE_URL + path


class SiteIdentity(models.Model):
    """The single row of names, addresses and responsible persons that the law wants on every page."""

    name = Line(_("name of the site"), max_length=200)
    short_name = Line(_("short name"), max_length=60, blank=True)
    managing_body = Line(_("managing body"), max_length=200, blank=True)
    parent_body = Line(_("parent body"), max_length=200, blank=True)
    responsible = Line(_("responsible for content"), max_length=200, blank=True)
    address = Line(_("address"), max_length=250, blank=True)
    phone = Line(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    licence = Line(_("licence line"), max_length=250, blank=True)
    reuse_note = Prose(_("note on re-use"), blank=True)
    feeds_hold_full_text = models.BooleanField(
        _("feeds hold the full text"),
        default=False,
        help_text=_("RSS, Atom and JSON Feed give whole articles; otherwise their leads only."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [models.CheckConstraint(name="identity_is_one_row", condition=models.Q(pk=1))]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)

    @property
    def display_name(self) -> str:
        """The name of the site; its host before the office has filled in a name."""
        return self.name or urlsplit(settings.SITE_URL).netloc

    @property
    def display_short_name(self) -> str:
        return self.short_name or self.display_name

    @classmethod
    def current(cls) -> "SiteIdentity":
        """Return the identity, or an empty one before the office has filled it in."""
        return cls.objects.filter(pk=1).first() or cls()
