"""E-mail to readers: subscriptions, the outbox (queueing), the letters (composing, sending) and their signed links.

Imports models, intake and thread of this room and `newsroom.core`.
"""
