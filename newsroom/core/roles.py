"""The roles of a newsroom, as groups that a command creates and repairs.

Each room says at start-up what a role may do there (`grant`); the ground floor knows roles, not rooms.
"""

from collections import defaultdict

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The code of a role, and the name of its group (a name is data: it stays Vietnamese)."""

    WRITER = "writer", _("Contributor")
    EDITOR = "editor", _("Editor")
    SECRETARY = "secretary", _("Secretary")
    APPROVER = "approver", _("Approver")
    MODERATOR = "moderator", _("Moderator")
    VIEWER = "viewer", _("Viewer")
    ADMINISTRATOR = "administrator", _("Administrator")


GROUP_NAMES = {
    Role.WRITER: "Cộng tác viên",
    Role.EDITOR: "Biên tập viên",
    Role.SECRETARY: "Thư ký",
    Role.APPROVER: "Lãnh đạo duyệt",
    Role.MODERATOR: "Kiểm duyệt viên",
    Role.VIEWER: "Lãnh đạo xem",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}

role_permissions = defaultdict(set)


def grant(role, *permissions):
    """Let `role` have `permissions` ("articles.add_article"); takes effect at the next repair."""
    role_permissions[role].update(permissions)


def repair_after_migrate(using, **kwargs):
    """Receiver of post_migrate, connected by the last room."""
    repair(using)


def repair(using="default"):
    """Make every group hold exactly what was granted to its role."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, name in GROUP_NAMES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(known[permission] for permission in role_permissions[role])


def get_group(role):
    """The group of `role`."""
    return Group.objects.get(name=GROUP_NAMES[role])
