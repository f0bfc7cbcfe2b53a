from .accounts import User
from .audit import Change
from .identity import SiteIdentity
from .notices import Notice, NoticeChoice

__all__ = ["Change", "Notice", "NoticeChoice", "SiteIdentity", "User"]
