"""Finding public articles by their words, however these are typed: one function over two databases."""

from .excerpt import excerpt
from .forms import SearchForm
from .query import QUERY_LENGTH, Query, parse
from .results import Found, search

__all__ = ["QUERY_LENGTH", "Found", "Query", "SearchForm", "excerpt", "parse", "search"]
