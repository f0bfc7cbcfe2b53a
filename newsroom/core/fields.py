"""Model fields for text that people type. They are the only way in for text.

A field normalises its text when a form cleans it, when the model saves it and when a query compares it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .richtext import clean
from .text import normalize, normalize_prose

PERSON_NAME_LENGTH = 120  # of a member of staff, an author, a signer, somebody who asks about data
OFFICE_NAME_LENGTH = 200

if TYPE_CHECKING:
    FieldMixin = models.Field  # the mixins call the methods of a field
else:
    FieldMixin = object


class NormalizedField(forms.CharField):
    """A form field that normalises its text: a limit counts the characters that will be stored."""

    def __init__(self, *, rule: Callable[[str], str], **kwargs: Any):
        super().__init__(**kwargs)
        self.rule = rule

    def to_python(self, value):
        return self.rule(super().to_python(value) or "")


class PlainInMigrations(FieldMixin):
    """Write a field into migrations as Django's own, so that they import nothing of this project.

    Callables (default, storage, upload_to) and validators are left out: the database knows neither.
    """

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        plain = next(cls for cls in type(self).__mro__ if cls.__module__.startswith("django."))
        kept = {key: value for key, value in kwargs.items() if key != "validators" and not callable(value)}
        return name, f"django.db.models.{plain.__name__}", args, kept


class PlainCharField(PlainInMigrations, models.CharField):
    pass


class PlainFileField(PlainInMigrations, models.FileField):
    pass


class NormalizedMixin(PlainInMigrations):
    """A text field that applies `rule` to every value on its way in."""

    rule: Callable[[str], str] = staticmethod(normalize)

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else self.rule(value)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return self.rule(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NormalizedField, "rule": self.rule, **kwargs})

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)  # the instance holds the stored value
        return value


class Line(NormalizedMixin, models.CharField):
    """One line of text: a title, a name."""


class Prose(NormalizedMixin, models.TextField):
    """Plain text that keeps its line breaks."""

    rule = staticmethod(normalize_prose)


class RichText(NormalizedMixin, models.TextField):
    """Sanitised HTML, edited in the editor."""

    rule = staticmethod(clean)

    def formfield(self, **kwargs):
        from .editor import EditorWidget  # widgets need the app registry; models are loaded before it

        return super().formfield(**{**kwargs, "widget": EditorWidget})


class HttpsURLField(PlainInMigrations, models.URLField):
    """A URL on the web. Without a scheme it is taken for https, as Django does from 6.0."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class MomentField(forms.SplitDateTimeField):
    """A day and a time that people type, from 1900 on. The year 1 in this time zone has no UTC."""

    default_validators = [
        MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC), _("Write a year later than 1900."))
    ]


class LinkTarget(Line):
    """The target of a link: a page of this site ("/trang/lien-he/"), a URL on the web, or mailto:."""

    # "//" and "/\\" look like a page of this site and lead to another one.
    default_validators = [
        RegexValidator(
            r"^(?:/(?![/\\])[^\s\\]*|https?://[^\s/][^\s]*|mailto:[^\s@]+@[^\s@]+)$",
            _("Begin with / for a page of this site, or with https://."),
        )
    ]
