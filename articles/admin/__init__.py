"""The admin of articles: forms, lists and pages for the staff. It presents; the domain packages decide.

Imports every other package of this room and `newsroom.core`; only the roof imports it.
"""

from . import article, homepage, menu, photo, reference_data

__all__ = ["article", "homepage", "menu", "photo", "reference_data"]
