"""Data for programs: feeds, sitemaps, schema.org data, the JSON API, social images.

Imports the site, the models and `newsroom.core`; never the admin.
"""
