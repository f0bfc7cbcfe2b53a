from .accounts import User
from .alerts import Alert
from .audit import AuditEntry
from .identity import SiteIdentity
from .links import Link, LinkGroup
from .notices import Notice, NoticeChoice
from .site_pages import Page

__all__ = [
    "AuditEntry",
    "Link",
    "LinkGroup",
    "Notice",
    "NoticeChoice",
    "Page",
    "SiteIdentity",
    "Alert",
    "User",
]
