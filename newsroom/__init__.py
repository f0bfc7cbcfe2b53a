"""The roof: settings, URLs, admin site, home page, static pages, system checks, commands.

It joins the rooms and may import all of them. `newsroom.core` lies below the rooms and imports none.
"""
