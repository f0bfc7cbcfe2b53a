"""Roles: codes with one name each, which is the name of a group."""

from newsroom.core.roles import GROUP_NAMES, Role


def test_every_role_has_one_name():
    """A label beside GROUP_NAMES would be a second name, which nothing shows."""
    assert list(GROUP_NAMES) == list(Role)
    assert not any(hasattr(role, "label") for role in Role)
