"""Shared parts of the admin of every room, and the admin of the core's own models."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from . import exports
from .audit import audited_kinds
from .dateformat import format_datetime
from .models import Alert, AuditEntry, Link, LinkGroup, SiteIdentity, User
from .text import fold

admin.site.unregister(Group)  # groups are roles: the code defines them, `manage.py roles` repairs them


class FoldedSearchMixin:
    """Fold the search term, for an admin whose `search_fields` hold folded text: "dang" finds "Đảng"."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


def view_public_page(model_admin, record):
    """Return the URL of a record whose page is public. Used as `view_on_site`."""
    return record.get_absolute_url()


class PreselectedAutocomplete(AutocompleteSelect):
    """An autocomplete field that gets the chosen record. Django's widget queries it once for every row of a form."""

    chosen = None

    def optgroups(self, name, value, attr=None):
        if self.chosen is None or [str(each) for each in value] != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        option = self.create_option(name, self.chosen.pk, str(self.chosen), True, len(empty))
        return [(None, [*empty, option], 0)]


class PasswordForm(AdminPasswordChangeForm):
    """A form for a new password, without Django's choice of an account that has none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts. Permissions come from roles only, so that they can be explained."""

    change_password_form = PasswordForm

    list_display = ["username", "full_name", "position", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["sort_name"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "position", "email", "language"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "full_name", "email", "is_staff", "groups", "password1", "password2"],
            },
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request, obj=None):
        # Nobody changes the own permissions: an administrator has no editorial ones.
        own = obj is not None and obj == request.user and not obj.is_superuser
        return [
            *super().get_readonly_fields(request, obj),
            *(["is_active", "is_staff", "groups"] if own else []),
        ]

    def has_change_permission(self, request, obj=None):
        # Only a superuser changes a superuser: an administrator must not take the account over.
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request, obj=None):
        return False  # an account is closed, not deleted: records name it


@admin.register(SiteIdentity)
class SiteIdentityAdmin(SimpleHistoryAdmin):
    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteIdentity.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


class LinkInline(admin.TabularInline):
    model = Link
    fields = ["name", "url", "order"]
    extra = 1


@admin.register(LinkGroup)
class LinkGroupAdmin(admin.ModelAdmin):
    """Groups of links to the sites of other bodies."""

    list_display = ["name", "order"]
    inlines = [LinkInline]


class PeriodFilter(admin.SimpleListFilter):
    """Filters periods: shown now, to come, over."""

    title = _("time")
    parameter_name = "thoi-gian"

    def lookups(self, request, model_admin):
        return [("now", _("shown now")), ("later", _("to come")), ("over", _("over"))]

    def queryset(self, request, periods):
        now = timezone.now()
        match self.value():
            case "now":
                return periods.filter_in_force(now)
            case "later":
                return periods.filter_upcoming(now)
            case "over":
                return periods.filter_past(now)
        return periods


class PeriodAdmin(admin.ModelAdmin):
    """Admin of records that are shown for a period."""

    list_filter = [PeriodFilter]

    @admin.display(description=_("shown now"), boolean=True)
    def is_in_force(self, period):
        return period.is_in_force()


@admin.register(Alert)
class AlertAdmin(PeriodAdmin):
    list_display = ["text", "level", "is_in_force", "starts_at", "ends_at"]
    fields = ["text", "level", "url", "starts_at", "ends_at"]


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kind, kind_label(kind)) for kind in sorted(audited_kinds)]

    def queryset(self, request, changes):
        return changes.filter(kind=self.value()) if self.value() else changes


@admin.register(AuditEntry)
class AuditEntryAdmin(FoldedSearchMixin, admin.ModelAdmin):
    """The log of changes: it can be read, filtered and exported, not edited."""

    list_display = fields = ["at", "by", "act", "what", "details"]
    readonly_fields = ["what", "details"]
    list_display_links = None
    list_select_related = ["by"]
    list_filter = [KindFilter, "act", "at", ("by", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    search_fields = ["search_text__contains"]
    show_full_result_count = False
    change_list_template = "admin/core/auditentry/change_list.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        export = self.admin_site.admin_view(require_safe(self.export))
        return [path("export/<str:format>/", export, name="core_auditentry_export"), *super().get_urls()]

    @admin.display(description=_("record"))
    def what(self, change):
        return f"{capfirst(kind_label(change.kind))}: {change.name}"

    @admin.display(description=_("changes"))
    def details(self, change):
        rows = ((field_label(change.kind, row["field"]), row["old"], row["new"]) for row in change.changes)
        return format_html_join("", "<p><strong>{}</strong>: <del>{}</del> → <ins>{}</ins></p>", rows)

    def export(self, request, format):
        """Export the rows that the list shows, with its filters and its search."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        write = {"xlsx": exports.xlsx_response, "csv": exports.csv_response}.get(format)
        if write is None:
            raise Http404
        changes = self.get_changelist_instance(request).get_queryset(request).select_related("by")
        header = [
            _("When"),
            _("By whom"),
            _("Act"),
            _("Kind"),
            _("Name"),
            _("Field"),
            _("Before"),
            _("After"),
        ]
        return write(_("log-of-changes"), header, export_rows(changes.iterator(chunk_size=500)))


def export_rows(changes):
    """Yield one row of the table for each field that changed."""
    for change in changes:
        first = [
            format_datetime(change.at),
            change.by or "",
            change.get_act_display(),
            kind_label(change.kind),
            change.name,
        ]
        for row in change.changes or [{"field": "", "old": "", "new": ""}]:
            yield [*first, field_label(change.kind, row["field"]), row["old"], row["new"]]


def kind_label(kind):
    """Return the verbose name of a kind of record ("articles.section")."""
    return apps.get_model(kind)._meta.verbose_name


def field_label(kind, name):
    """Return the verbose name of a field; its code name when the field exists no more."""
    try:
        return capfirst(apps.get_model(kind)._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name
