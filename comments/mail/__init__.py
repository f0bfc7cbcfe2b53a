"""E-mail to readers: subscriptions, the outbox, the letters and the links in them.

Imports models and intake of this room and `newsroom.core`.
"""
