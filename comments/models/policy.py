"""Settings of the office for comments: who may comment where and how long, limits, periods, holidays."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import CommentPolicy, Section
from comments.limits import BODY_LENGTH, IP_HASH_DAYS
from newsroom.core.client import is_in_networks, parse_ip
from newsroom.core.fields import Line, Prose


def range_validators(least, most):
    return [MinValueValidator(least), MaxValueValidator(most)]


class CommentSettings(models.Model):
    """The single row of settings. No setting publishes comments without a moderator."""

    policy = models.CharField(
        _("reader comments"), max_length=8, choices=CommentPolicy, default=CommentPolicy.OPEN
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("closed after (days)"), default=30, validators=range_validators(1, 3650)
    )
    body_length = models.PositiveSmallIntegerField(
        _("longest comment (characters)"), default=1500, validators=range_validators(100, BODY_LENGTH)
    )
    due_after_hours = models.PositiveSmallIntegerField(
        _("to be decided within (working hours)"), default=8, validators=range_validators(1, 200)
    )
    reports_to_call = models.PositiveSmallIntegerField(
        _("reports that call a moderator"), default=3, validators=range_validators(1, 100)
    )
    reply_needs_two = models.BooleanField(
        _("an official reply needs a second person"),
        default=True,
        help_text=_("Who drafted it does not publish it."),
    )
    shared_networks = Prose(
        _("addresses without a limit"),
        blank=True,
        help_text=_(
            "Networks that many people share, one a line: 113.160.0.0/16. The limits do not apply there."
        ),
    )
    keep_ip_hashes_days = models.PositiveSmallIntegerField(
        _("hashes of addresses are kept (days)"),
        default=IP_HASH_DAYS,
        validators=range_validators(1, IP_HASH_DAYS),
    )
    keep_rejected_days = models.PositiveSmallIntegerField(
        _("texts that were not shown are kept (days)"), default=90, validators=range_validators(1, 3650)
    )
    keep_withdrawn_days = models.PositiveSmallIntegerField(
        _("withdrawn texts are kept (days)"), default=30, validators=range_validators(1, 3650)
    )
    rules_text = Prose(
        _("rules for comments"), blank=True, help_text=_("Shown beside the form: what is not shown, and why.")
    )

    class Meta:
        verbose_name = _("comment settings")
        verbose_name_plural = _("comment settings")
        default_permissions = ["view", "change"]
        constraints = [models.CheckConstraint(name="comment_settings_is_one_row", condition=models.Q(pk=1))]

    def __str__(self):
        return str(_("Comment settings"))

    def clean(self):
        try:
            is_in_networks(parse_ip("::1"), self.list_shared_networks())
        except ValueError as error:
            raise ValidationError({"shared_networks": _("This is no network address.")}) from error

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)

    def list_shared_networks(self):
        return self.shared_networks.split()

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class SectionPolicy(models.Model):
    """The policy of a section and all sections below it; the nearest one above an article counts."""

    section = models.OneToOneField(
        Section, verbose_name=_("section"), on_delete=models.CASCADE, related_name="comment_policy"
    )
    policy = models.CharField(_("reader comments"), max_length=8, choices=CommentPolicy)

    class Meta:
        verbose_name = _("comments in a section")
        verbose_name_plural = _("comments in sections")
        ordering = ["section__path"]
        default_permissions = ["view", "add", "change", "delete"]

    def __str__(self):
        return f"{self.section}: {self.get_policy_display()}"


class Holiday(models.Model):
    """A day off besides Saturdays and Sundays."""

    day = models.DateField(_("day"), unique=True)
    name = Line(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["-day"]

    def __str__(self):
        return self.name
