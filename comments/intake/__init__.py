"""Receiving comments: forms, reception, limits, near-duplicates, word rules, reactions.

Imports models, permissions, events and errors of this room, `articles` and `newsroom.core`.
"""
