"""RSS, Atom and JSON Feed of the site, a section, a topic, an author; `comments` uses the same formats."""

from .views import author, section, site, topic

__all__ = ["author", "section", "site", "topic"]
