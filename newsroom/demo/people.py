"""The demo's accounts: one per role."""

import json
from pathlib import Path

from newsroom.core.roles import GROUP_NAMES, Role

PASSWORD = "minh-hoa-toa-soan"  # noqa: S105 -- known to everyone; the loader refuses a production site
FOLDER = Path(__file__).parent


def read(name):
    """A file of demo data."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def accounts():
    """Username, full name, position, role and the role's name of each account."""
    return [
        {**account, "role_name": GROUP_NAMES[Role(account["role"])]} for account in read("people")["accounts"]
    ]
