"""The moderators' screen."""
