from .accounts import User
from .identity import SiteIdentity

__all__ = ["SiteIdentity", "User"]
