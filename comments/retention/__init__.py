"""Personal data: how long it is kept, legal holds, requests about it, and the purge.

Imports models, intake, mail and moderation of this room and `newsroom.core`.
"""
