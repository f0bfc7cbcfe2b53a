"""Who signs in."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import Line
from .text import sort_name


class User(AbstractUser):
    """A member of staff. A Vietnamese name is one field: splitting it helps nobody."""

    first_name = None
    last_name = None
    full_name = Line(_("full name"), max_length=120)
    position = Line(_("position"), max_length=120, blank=True)
    language = models.CharField(
        _("language of the admin"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # Written from full_name: people are listed by given name.
    sort_name = models.CharField(max_length=120, editable=False, db_index=True)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["sort_name", "id"]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    def save(self, **kwargs):
        self.sort_name = sort_name(self.full_name)
        super().save(**kwargs)
