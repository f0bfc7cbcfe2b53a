from .accounts import User
from .audit import Change
from .identity import SiteIdentity
from .links import Link, LinkGroup
from .notices import Notice, NoticeChoice
from .site_pages import Page
from .urgent import UrgentNotice

__all__ = [
    "Change",
    "Link",
    "LinkGroup",
    "Notice",
    "NoticeChoice",
    "Page",
    "SiteIdentity",
    "UrgentNotice",
    "User",
]
