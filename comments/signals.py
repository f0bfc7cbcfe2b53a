"""What other rooms can hear of: this room does not know who listens."""

from django.dispatch import Signal

# Sent after commit, with `event`, when a comment has changed.
comment_changed = Signal()
