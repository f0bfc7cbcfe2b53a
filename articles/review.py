"""What is missing in an article, and what looks wrong: asked before readers get it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import Kind


class Level(models.TextChoices):
    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


@dataclass(frozen=True)
class Finding:
    """One thing that was found: what, how bad, in words, and the element of the form where it stands."""

    code: str
    level: str
    sentence: str
    place: str


def review(article, *, at=None):
    """All findings, errors first."""
    needs = [
        ("no_title", _("No title."), "id_title", article.title),
        ("no_lead", _("No lead."), "id_lead", article.lead),
        ("no_body", _("No body."), "id_body", article.body),
        ("no_section", _("No section."), "id_section", article.section_id and not article.section.closed_on),
        (
            "no_byline",
            _("No byline."),
            "bylines-group",
            article.kind == Kind.REPOST or article.bylines.exists(),
        ),
        ("no_source", _("No source."), "id_source_name", article.kind == Kind.OWN or article.source_name),
    ]
    return [
        Finding(code, Level.ERROR, sentence, place) for code, sentence, place, there in needs if not there
    ]
