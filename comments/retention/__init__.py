"""Personal data: the purge, anonymisation, legal holds, and requests about own data.

Imports models, intake, mail and moderation of this room and `newsroom.core`.
"""
