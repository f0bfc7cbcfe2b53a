"""Accounts of the staff."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import PERSON_NAME_LENGTH, Line
from .text import sort_name


class User(AbstractUser):
    """A member of staff. A full name is one field: Vietnamese names are not split."""

    first_name = None  # type: ignore[assignment]  # removes Django's field
    last_name = None  # type: ignore[assignment]  # as above
    full_name = Line(_("full name"), max_length=PERSON_NAME_LENGTH)
    position = Line(_("position"), max_length=120, blank=True)
    language = models.CharField(
        _("language of the admin"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # Made from full_name: lists of people are ordered by given name.
    sort_name = models.CharField(max_length=PERSON_NAME_LENGTH, editable=False, db_index=True)

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
