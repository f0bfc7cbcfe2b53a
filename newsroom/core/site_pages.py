"""Static pages of the office: about us, contact, rules for comments, personal data."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import Line, RichText
from .text import SLUG_LENGTH, slugify


class PageQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_published=True)


class Page(models.Model):
    """A text at /trang/<slug>/. It is never deleted, only hidden: other sites may link to it."""

    title = Line(_("title"), max_length=150)
    slug = models.SlugField(
        _("web address"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text=_("The part of the address; made from the title when left empty."),
    )
    body = RichText(_("body"), blank=True)
    shows_contact = models.BooleanField(
        _("shows address, phone and e-mail"),
        default=False,
        help_text=_("Above the text, as they stand in the site identity."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_published = models.BooleanField(_("shown to readers"), default=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["updated_at"])

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "title", "id"]
        constraints = [models.CheckConstraint(name="page_has_slug", condition=~models.Q(slug=""))]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

    def clean(self):
        self.slug = self.slug or slugify(self.title)
        if not self.slug:
            raise ValidationError({"slug": _("The title has no letter for an address. Type one.")})

    def save(self, **kwargs):
        self.slug = self.slug or slugify(self.title)
        super().save(**kwargs)
