"""Log of every change of an account, role, section, office or setting: who, when, from what to what.

Each room registers its models at start-up (`audit_model`). Texts have their own history
(`articles.editing.history`). Rows of the log are never changed or deleted.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .dateformat import format_date, format_datetime
from .text import fold

VALUE_LENGTH = 2000  # characters; a longer value is cut in the log, not in its history

audited_kinds: set[str] = set()  # "articles.section"

ChangeRow = dict[str, str]  # field, old, new


class ReadOnly(Exception):  # noqa: N818 -- an answer, not an error
    """A row of the log cannot be changed or deleted."""


class AuditEntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise ReadOnly

    def delete(self):
        raise ReadOnly


class AuditEntry(models.Model):
    """One change of one record: who made it, when, and the old and new values."""

    class Act(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by whom"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=60, editable=False)  # "articles.section"
    object_id = models.CharField(max_length=40, editable=False)
    name = models.CharField(_("name"), max_length=300, editable=False)  # at the time of the change
    act = models.CharField(_("act"), max_length=10, choices=Act)
    changes = models.JSONField(_("changes"))  # rows of field, old, new, as people read them
    action_id = models.UUIDField(editable=False)  # the same for all changes of one request
    search_text = models.CharField(max_length=500, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("log of changes")
        ordering = ["-at", "-id"]
        default_permissions = ["view"]
        indexes = [
            # The log of one kind of record, newest first.
            models.Index(fields=["kind", "-at"], name="change_of_a_kind"),
        ]

    def __str__(self):
        return f"{self.get_act_display()}: {self.name}"

    def save(self, **kwargs):
        if self.pk:
            raise ReadOnly
        self.search_text = fold(f"{self.name} {self.by or ''}")[:500]
        super().save(**kwargs)

    def delete(self, using=None, keep_parents=False):
        raise ReadOnly


def audit_model(
    model: type[models.Model], *, exclude: Iterable[str] = (), relations: Iterable[str] = ()
) -> None:
    """Log every change of the fields of `model`, except `exclude`, and of its many-to-many `relations`."""
    unseen = {*exclude, *(field.name for field in model._meta.fields if not field.editable)}
    label = model._meta.label_lower
    audited_kinds.add(label)

    def keep_before(instance, raw=False, update_fields=None, **kwargs):
        is_old = instance.pk is not None and not raw and not unseen.issuperset(update_fields or ["?"])
        instance._before = model._default_manager.filter(pk=instance.pk).first() if is_old else None

    def log_save(instance, created, raw=False, update_fields=None, **kwargs):
        if raw or unseen.issuperset(update_fields or ["?"]):
            return
        changes = diff_fields(instance._before, instance, unseen)
        if getattr(instance, "_password", None) is not None:
            changes.append(change_row("password", "", gettext("set anew")))
        if created or changes:
            write_entry(
                label, instance, AuditEntry.Act.CREATED if created else AuditEntry.Act.CHANGED, changes
            )

    def log_delete(instance, **kwargs):
        write_entry(label, instance, AuditEntry.Act.DELETED, diff_fields(instance, None, unseen))

    key = f"audit.{label}"
    pre_save.connect(keep_before, sender=model, weak=False, dispatch_uid=f"{key}.before")
    post_save.connect(log_save, sender=model, weak=False, dispatch_uid=f"{key}.saved")
    post_delete.connect(log_delete, sender=model, weak=False, dispatch_uid=f"{key}.deleted")
    for name in relations:
        audit_relation(model, name)


def audit_relation(model: type[Any], name: str) -> None:
    """Log every change of a many-to-many relation."""

    def log_relation(instance: Any, action, reverse=False, **kwargs):
        if reverse or not isinstance(instance, model):
            return
        if action.startswith("pre_"):
            instance._set_before = join_related(instance, name)
        elif (now := join_related(instance, name)) != instance._set_before:
            write_entry(
                model._meta.label_lower,
                instance,
                AuditEntry.Act.CHANGED,
                [change_row(name, instance._set_before, now)],
            )

    through = getattr(model, name).through
    m2m_changed.connect(
        log_relation, sender=through, weak=False, dispatch_uid=f"audit.{model._meta.label_lower}.{name}"
    )


def join_related(instance: models.Model, name: str) -> str:
    """Return the names of the related records, sorted and joined."""
    return ", ".join(sorted(str(each) for each in getattr(instance, name).all()))


def write_entry(kind: str, instance: models.Model, act: "AuditEntry.Act", changes: list[ChangeRow]) -> None:
    """Write one row of the log, in the language of the site."""
    request = getattr(HistoricalRecords.context, "request", None)
    person = getattr(request, "user", None)
    with override(settings.LANGUAGE_CODE):
        name = str(instance)[:300]
    AuditEntry.objects.create(
        by=person if person is not None and person.is_authenticated else None,
        kind=kind,
        object_id=str(instance.pk),
        name=name,
        act=act,
        changes=changes,
        action_id=request_action_id(request),
    )


def request_action_id(request: Any) -> UUID:
    """Return one id for all changes that a request makes."""
    if request is None:
        return uuid4()
    if not hasattr(request, "audit_id"):
        request.audit_id = uuid4()
    return request.audit_id


def diff_fields(old: models.Model | None, new: models.Model | None, unseen: set[str]) -> list[ChangeRow]:
    """Return rows of field, old and new value that differ between two states of a record (None: no record)."""
    rows = []
    model: Any = old or new
    for field in model._meta.fields:
        if field.name not in unseen and field.editable and not field.primary_key:
            before, after = display_value(old, field), display_value(new, field)
            if before != after:
                rows.append(change_row(field.name, before, after))
    return rows


def change_row(field: str, old: str, new: str) -> ChangeRow:
    return {"field": field, "old": old[:VALUE_LENGTH], "new": new[:VALUE_LENGTH]}


def display_value(instance: models.Model | None, field: models.Field) -> str:
    """Return the value of a field as people read it in the admin."""
    if instance is None:
        return ""
    value = getattr(instance, field.name)
    with override(settings.LANGUAGE_CODE):
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if field.choices:
            return str(getattr(instance, f"get_{field.name}_display")())
        if isinstance(field, models.DateTimeField) and value:
            return format_datetime(value)
        if isinstance(field, models.DateField) and value:
            return format_date(value)
        return "" if value is None else str(value)
