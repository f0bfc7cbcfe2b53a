"""Model fields for what a person types: the one way in for text, whichever path it takes.

Each normalises when the form cleans, when the model saves and when a query compares.
"""

from datetime import UTC, datetime

from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .richtext import clean
from .text import normalize, normalize_prose


class NormalizedField(forms.CharField):
    """The form's side of it: limits count what will be stored."""

    def __init__(self, *, rule, **kwargs):
        super().__init__(**kwargs)
        self.rule = rule

    def to_python(self, value):
        return self.rule(super().to_python(value))


class PlainInMigrations:
    """Make a field appear in migrations as Django's own, so that they import nothing of this project.

    Callables (default, storage, upload_to) and validators stay out of them: the database knows neither.
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


class Normalized(PlainInMigrations):
    """Gives a text field its rule: `rule` is applied to every value on its way in."""

    rule = staticmethod(normalize)

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
        setattr(instance, self.attname, value)  # what is in memory is what is stored
        return value


class Line(Normalized, models.CharField):
    """One line of text: a title, a name."""


class Prose(Normalized, models.TextField):
    """Plain text that keeps its line breaks."""

    rule = staticmethod(normalize_prose)


class RichText(Normalized, models.TextField):
    """Sanitised HTML, edited in the editor."""

    rule = staticmethod(clean)

    def formfield(self, **kwargs):
        from .editor import EditorWidget  # widgets need the app registry; models are loaded before it

        return super().formfield(**{**kwargs, "widget": EditorWidget})


class HttpsURLField(PlainInMigrations, models.URLField):
    """An address on the web; one typed without a scheme is taken for https (Django's habit from 6.0)."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class MomentField(forms.SplitDateTimeField):
    """A day and a time, as somebody types them. The first day of the first year here lies before all UTC."""

    default_validators = [
        MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC), _("Write a year later than 1900."))
    ]


class LinkTarget(Line):
    """Where a link leads: a page of this site ("/trang/lien-he/") or an address of the web."""

    # "//" and "/\\" would lead to another site in the look of ours.
    default_validators = [
        RegexValidator(
            r"^(?:/(?![/\\])[^\s\\]*|https?://[^\s/][^\s]*|mailto:[^\s@]+@[^\s@]+)$",
            _("Begin with / for a page of this site, or with https://."),
        )
    ]
