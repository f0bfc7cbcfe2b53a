"""A reader with personal data, and a search for traces of it in every table."""

from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.db import models

from comments import moderation
from comments.models import (
    RejectionReason,
)

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
NAME, EMAIL = "Đặng Thị Thu Hoài", "hoai.dang.1962@example.vn"
WORDS = "Khu phố tôi mất nước ba ngày nay, mong thành phố sớm cho người xuống xem và sửa chữa."
EARLIER = "Khu phố 7 phường Nam Hà mất nước hai ngày nay, mong thành phố sớm cho người xuống xem."


def reject(comment, by):
    reason = RejectionReason.objects.first()
    return moderation.decide(comment, moderation.REJECT, by=by, version=comment.version, reason=reason)


def approve(comment, by):
    moderation.decide(comment, moderation.APPROVE, by=by, version=comment.version)
    comment.refresh_from_db()


def shift_clock(clock, **time):
    clock.shift(timedelta(**time))


def list_texts(room):
    """Yield every text in every table of an app, as "Model.field" and value."""
    for model in apps.get_app_config(room).get_models():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        for row in model.objects.values(*fields) if fields else ():
            yield from ((f"{model.__name__}.{name}", str(value)) for name, value in row.items())


def find_traces(*needles):
    needles = [needle.casefold() for needle in needles if needle]
    return {
        place
        for room in ("comments", "core")
        for place, text in list_texts(room)
        if any(needle in text.casefold() for needle in needles)
    }


def list_secrets(comment):
    return [
        comment.author_hash,
        comment.ip_hash,
        comment.ip_network_hash,
        comment.ip_ban_hash,
        comment.digest_key,
        comment.text_digest,
        comment.receipt_nonce,
    ]
