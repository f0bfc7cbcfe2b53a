"""The comments that readers see under an article, on the page, in the feed and in schema.org data.

Imports models and intake of this room, `articles` and `newsroom.core`.
"""
