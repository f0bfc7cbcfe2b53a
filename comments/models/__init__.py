"""The tables of comments, their constraints, and the querysets that say which rows.

Imports `articles.models` and `newsroom.core`; every other package imports this one.
"""

from .choices import WAITING, State
from .comment import Comment, Revision
from .event import EventHead, ModerationEvent
from .near_duplicates import MinHashBand
from .people import Ban, DataRequest, IpHashKey, LegalHold, ModeratorNote
from .policy import CommentSettings, Holiday, SectionPolicy
from .reaction import Like, Report
from .reply import OfficialReply
from .subscription import ConfirmationRequest, Mail, Subscription
from .wording import ConsentWording, RejectionReason
from .words import WordRule

__all__ = [
    "IpHashKey",
    "ConfirmationRequest",
    "Ban",
    "Comment",
    "CommentSettings",
    "ConsentWording",
    "DataRequest",
    "EventHead",
    "Holiday",
    "LegalHold",
    "Like",
    "MinHashBand",
    "Mail",
    "ModerationEvent",
    "ModeratorNote",
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
