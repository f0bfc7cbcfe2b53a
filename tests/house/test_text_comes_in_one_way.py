"""Every typed text is normalised, for every model and form."""

import unicodedata

import pytest
from django.apps import apps
from django.db import models

from articles.models import Event
from newsroom.core.fields import NormalizedMixin

OURS = ("core", "articles", "comments")
# Not typed as prose: codes, addresses, names of accounts (Django normalises those itself).
OTHER = (models.SlugField, models.URLField, models.EmailField, models.FileField)
ACCOUNT = {"password", "username"}
# Made by machines: hashes, keys, names of acts.
MACHINE = ("_hash", "digest", "_digest", "_nonce", "key", "previous", "act")


def typed_fields():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if (
                    isinstance(field, (models.CharField, models.TextField))
                    and field.editable
                    and not field.choices
                    and model is not Event
                ):
                    yield model, field


@pytest.mark.parametrize(
    ("model", "field"),
    [
        pytest.param(model, field, id=f"{model.__name__}.{field.name}")
        for model, field in typed_fields()
        if not isinstance(field, OTHER)
        and field.name not in ACCOUNT
        and not (model._meta.app_label == "comments" and field.name.endswith(MACHINE))
        and not model.__name__.startswith("Historical")
    ],
)
def test_every_text_field_stores_composed_text(model, field):
    decomposed = unicodedata.normalize("NFD", "Đảng bộ Thành ủy")

    assert isinstance(field, NormalizedMixin)
    assert "Đảng bộ Thành ủy" in field.formfield().clean(decomposed)
    assert "Đảng bộ Thành ủy" in field.get_prep_value(decomposed)
