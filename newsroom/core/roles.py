"""The roles of a newsroom, as groups that a command creates and repairs.

Each room grants at start-up the permissions that a role has there (`grant`).
"""

from collections import defaultdict
from enum import StrEnum

from django.contrib.auth.models import Group, Permission


class Role(StrEnum):
    """The code of a role. Its name, on screen and as a group, is in GROUP_NAMES."""

    WRITER = "writer"
    EDITOR = "editor"
    SECRETARY = "secretary"
    APPROVER = "approver"
    MODERATOR = "moderator"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


# Data, not messages: they stay Vietnamese in every language.
GROUP_NAMES: dict[str, str] = {
    Role.WRITER: "Cộng tác viên",
    Role.EDITOR: "Biên tập viên",
    Role.SECRETARY: "Thư ký",
    Role.APPROVER: "Lãnh đạo duyệt",
    Role.MODERATOR: "Kiểm duyệt viên",
    Role.VIEWER: "Lãnh đạo xem",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}

role_permissions: defaultdict[str, set[str]] = defaultdict(set)


def grant(role: str, *permissions: str) -> None:
    """Give `permissions` ("articles.add_article") to `role`; takes effect at the next `repair`."""
    role_permissions[role].update(permissions)


def repair_after_migrate(using: str, **kwargs: object) -> None:
    """Repair the groups after each migration. The last room connects this receiver to post_migrate."""
    repair(using)


def repair(using: str = "default") -> None:
    """Create each group and give it exactly the permissions that were granted to its role."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, name in GROUP_NAMES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(known[permission] for permission in role_permissions[role])


def get_group(role: str) -> Group:
    return Group.objects.get(name=GROUP_NAMES[role])
