"""Initial data of a new site: a consent wording, rejection reasons, word rules. The office edits them in the admin."""

import json
from pathlib import Path

from django.db import router

from .models import CommentSettings, ConsentWording, RejectionReason, WordRule

HERE = Path(__file__).parent


def create_defaults(using="default", **kwargs):
    """Receiver of post_migrate: fills empty tables, changes no existing row."""
    if not router.allow_migrate_model(using, WordRule):
        return
    texts = json.loads((HERE / "default_texts.json").read_text(encoding="utf-8"))
    if not ConsentWording.objects.using(using).exists():
        ConsentWording.objects.using(using).create(text=texts["consent"])
    if not RejectionReason.objects.using(using).exists():
        for order, reason in enumerate(texts["reasons"], start=1):
            RejectionReason.objects.using(using).create(order=order * 10, **reason)
    if not CommentSettings.objects.using(using).exists():
        CommentSettings(rules_text=texts["rules"]).save(using=using)
    if not WordRule.objects.using(using).exists():
        rows = json.loads((HERE / "default_rules.json").read_text(encoding="utf-8"))
        WordRule.objects.using(using).bulk_create(WordRule(**row) for row in rows)
