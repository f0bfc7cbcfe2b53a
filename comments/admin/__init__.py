"""The admin of comments: the moderators' queue, replies, bans, requests and settings. The domain packages decide.

Imports every package of this room except `views`, and `newsroom.core`; only the roof imports it.
"""

from . import data_requests, legal_holds, queue, settings, word_rules

__all__ = ["data_requests", "legal_holds", "queue", "settings", "word_rules"]
