from .accounts import User
from .audit import Change
from .identity import SiteIdentity
from .notices import MailChoice, Notice

__all__ = ["Change", "MailChoice", "Notice", "SiteIdentity", "User"]
