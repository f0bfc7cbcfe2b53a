"""Signals for other rooms, which this room does not import."""

from django.dispatch import Signal

# Sent with `event` after the commit of a change of state.
article_changed = Signal()
