"""Does a request come from a page of this site?"""

from urllib.parse import urlsplit


def is_same_origin(request):
    """By what browsers say themselves: Sec-Fetch-Site, else Origin, else Referer; one that says nothing does not."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said).netloc == request.get_host()
