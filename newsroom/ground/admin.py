"""What the admin of every room shares, and the admin of accounts and site identity."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from .models import SiteIdentity, User
from .text import fold

admin.site.unregister(Group)  # groups are roles: written in code, repaired by `manage.py roles`


class FoldedSearch:
    """For an admin whose `search_fields` hold folded text: finds "Đảng" however it is typed."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


class PasswordForm(AdminPasswordChangeForm):
    """A new password. Everyone here signs in with one: the choice of having none is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts. Rights come from roles only, so that they can be explained."""

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
        # Nobody gives rights to oneself: an administrator has no editorial ones.
        own = obj is not None and obj == request.user and not obj.is_superuser
        return [
            *super().get_readonly_fields(request, obj),
            *(["is_active", "is_staff", "groups"] if own else []),
        ]

    def has_change_permission(self, request, obj=None):
        # An account above every right is changed only by its like: an administrator must not take it over.
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request, obj=None):
        return False  # an account is closed, not deleted: its name stands in the records


@admin.register(SiteIdentity)
class SiteIdentityAdmin(SimpleHistoryAdmin):
    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteIdentity.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
