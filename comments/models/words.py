"""Words and phrases that hold a comment back or mark it, kept by the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line, Prose


class WordRuleKind(models.TextChoices):
    HOLD = "hold", _("holds the comment back")
    MARK = "mark", _("marks the words only")
    PASS = "pass", _("lets the words pass, although another rule is in them")


class WordRule(models.Model):
    """A word or phrase, matched as whole words by `comments.intake.word_matching`. A rule never rejects anything."""

    text = Line(_("word or phrase"), max_length=100, unique=True)
    kind = models.CharField(_("what it does"), max_length=4, choices=WordRuleKind, default=WordRuleKind.HOLD)
    also_unaccented = models.BooleanField(
        _("also without marks"),
        default=False,
        help_text=_("Only in comments that have no marks at all: “các” must not fall onto an insult."),
    )
    note = Prose(_("note"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("word rule")
        verbose_name_plural = _("word rules")
        ordering = ["text"]
        default_permissions = ["view", "add", "change"]

    def __str__(self):
        return self.text
