"""The public pages: articles, the home page, lists, search, related articles, page views.

Imports models, permissions, editing and workflow of this room and `newsroom.core`; never syndication or admin.
"""
