"""Lengths, numbers and days that apply to comments.

Readers, moderators or the manuals name them, so each has its one place here. What the office may set itself is in
`comments.models.policy.CommentSettings`; this module has the bounds of those settings. Imports only datetime.
"""

from datetime import timedelta

# Characters.
MIN_NAME_LENGTH, NAME_LENGTH = 2, 60  # of a reader
EMAIL_LENGTH = 254  # RFC 5321, as corrected by erratum 1690
# The setting of the office may be lower, never higher; the longest of 10,000 published comments had 1,494.
MIN_BODY_LENGTH, BODY_LENGTH = 5, 3000
REPORT_LENGTH = 300
REPLY_LENGTH = 5000  # of an official reply
NOTE_LENGTH = 2000  # of a moderator
QUOTE_LENGTH = 200  # of a comment in a mail to its author

# Comments from one IP address: the next one is held above the first two numbers, refused above the last.
HELD_IN_BURST, BURST_PERIOD = 3, timedelta(minutes=10)
HELD_A_DAY, REFUSED_A_DAY = 10, 20
# The same text counts as sent again, by its author or under another article.
SAME_TEXT_PERIOD = timedelta(days=1)
# A comment sent sooner after its form was begun is held.
TOO_FAST = timedelta(seconds=3)
LIKES_PER_IP, LIKES_PERIOD = 60, timedelta(hours=1)
# Mails that ask to confirm an address, so that nobody can flood a stranger.
CONFIRMATIONS_PER_ADDRESS = 3  # and for one comment
CONFIRMATIONS_PER_IP = 10
CONFIRMATION_PERIOD = timedelta(days=1)

# Authors.
EDITABLE_FOR = timedelta(minutes=15)  # from sending
AUTHOR_COOKIE_AGE = timedelta(days=180)
SEND_DELAY = timedelta(seconds=60)  # of a mail to a reader; undoing a decision within this time sends nothing

# Moderators.
LONGEST_BAN_DAYS = 90
RECORD_DAYS = 90  # the time in which a card counts other comments of the same author or network
CLAIM_DURATION = timedelta(minutes=5)
MAX_UNDOABLE = 20  # decisions of one person

# Until personal data is deleted.
IP_HASH_DAYS = 90  # the longest that the setting allows, and its default
LIKE_DAYS = 90  # for which it is known who liked what: the row and the visitor's cookie
UNCONFIRMED_PERIOD = timedelta(days=7)  # for subscriptions

# Requests about personal data (Decree 356/2025/NĐ-CP).
ACKNOWLEDGE_WITHIN = 2  # working days
STOP_WITHIN, DO_WITHIN = timedelta(days=15), timedelta(days=20)
