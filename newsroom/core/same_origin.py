"""Whether a request comes from a page of this site, as the browser says it."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a page of this site made the browser send `request`. Malformed headers count as foreign.

    `Sec-Fetch-Site` is set by the browser itself and by no script (Fetch Metadata, all browsers since 2023, over
    HTTPS); `Origin` comes with every POST of a browser since 2020 (RFC 6454); `Referer` decides for older ones. A
    header that contradicts another makes the request foreign, and so does a request with none of the three.
    """
    own = (request.scheme, request.get_host())
    site, origin, referer = (request.headers.get(name) for name in ("Sec-Fetch-Site", "Origin", "Referer"))
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return split_origin(origin) == own
    return site is not None or (referer is not None and split_origin(referer) == own)


def split_origin(url: str) -> tuple[str, str] | None:
    """Return scheme and host of `url`; None when it is malformed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return (parts.scheme, parts.netloc)
