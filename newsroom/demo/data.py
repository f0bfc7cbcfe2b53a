"""The demo's data files, and its accounts: one per role."""

import json
from pathlib import Path

from newsroom.core.roles import GROUP_NAMES, Role

PASSWORD = "minh-hoa-toa-soan"  # noqa: S105 -- known to everyone; load_demo refuses a production site
FOLDER = Path(__file__).parent


def read_json(name):
    """The content of the data file `name`.json."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def picture_path(name):
    return FOLDER / "pictures" / f"{name}.webp"


def list_accounts():
    """Username, full name, position, role and the role's name of each account."""
    return [
        {**account, "role_name": GROUP_NAMES[Role(account["role"])]}
        for account in read_json("people")["accounts"]
    ]
