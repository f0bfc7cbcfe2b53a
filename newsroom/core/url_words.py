"""First words of the site's URLs: a section whose slug is one of them could not be reached."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver


def is_reserved(slug: str) -> bool:
    """Whether /<slug>/ belongs to another page than a section."""
    return slug in list_reserved_words(settings.ROOT_URLCONF)


@cache
def list_reserved_words(urlconf: str) -> frozenset[str]:
    """Return the fixed first words of the URLs in `urlconf`, and those of static files and photos."""
    prefixes = (settings.STATIC_URL, settings.MEDIA_URL)
    return frozenset([*first_words(get_resolver(urlconf)), *(prefix.strip("/") for prefix in prefixes)])


def first_words(resolver: URLResolver) -> Iterator[str]:
    """Yield the first segment of each route that has no converter in it; look into an include without prefix."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver) and not str(entry.pattern):
            yield from first_words(entry)
        elif isinstance(entry, URLPattern | URLResolver):
            word = str(entry.pattern).partition("/")[0]
            if word and "<" not in word:
                yield word
