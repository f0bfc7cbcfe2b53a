"""The text of an article before it is published: forms, autosave, versions, review, photos.

Imports models and permissions of this room and `newsroom.core`; the workflow stands above it.
"""
