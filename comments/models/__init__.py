from .comment import WAITING, Comment, Revision, State
from .event import EventHead, ModerationEvent
from .near_duplicates import Likeness
from .people import AddressKey, Ban, DataRequest, LegalHold, Note
from .policy import CommentSettings, Holiday, SectionPolicy
from .reaction import Like, Report
from .reply import OfficialReply
from .subscription import Asked, Mail, Subscription
from .wording import ConsentWording, RejectionReason
from .words import WordRule

__all__ = [
    "AddressKey",
    "Asked",
    "Ban",
    "Comment",
    "CommentSettings",
    "ConsentWording",
    "DataRequest",
    "EventHead",
    "Holiday",
    "LegalHold",
    "Like",
    "Likeness",
    "Mail",
    "ModerationEvent",
    "Note",
    "OfficialReply",
    "RejectionReason",
    "Report",
    "Revision",
    "SectionPolicy",
    "State",
    "Subscription",
    "WAITING",
    "WordRule",
]
