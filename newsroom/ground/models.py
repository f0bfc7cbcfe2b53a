from .accounts import User
from .identity import SiteIdentity
from .notices import MailChoice, Notice

__all__ = ["MailChoice", "Notice", "SiteIdentity", "User"]
