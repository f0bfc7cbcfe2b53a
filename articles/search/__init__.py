"""Finding public articles by their words, however these are typed: one function over two databases."""

from .excerpt import excerpt
from .form import SearchForm
from .found import Found, search
from .query import Query, parse

__all__ = ["Found", "Query", "SearchForm", "excerpt", "parse", "search"]
