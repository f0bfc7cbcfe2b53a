"""Search of articles by their words: one function, `search`, over SQLite and PostgreSQL."""

from .excerpt import excerpt
from .forms import SearchForm
from .query import QUERY_LENGTH, Query, parse_query
from .results import SearchResults, search

__all__ = ["QUERY_LENGTH", "Query", "SearchForm", "SearchResults", "excerpt", "parse_query", "search"]
