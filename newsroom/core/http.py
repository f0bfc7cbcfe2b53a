"""Answers to browsers and caches: permanent redirects, pages that may be cached, JSON for scripts."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]


class HasAbsoluteUrl(Protocol):
    def get_absolute_url(self) -> str: ...


def redirect_permanently(to: str | HasAbsoluteUrl) -> HttpResponse:
    """Return a 301 to the present place of a page, which caches ask for again.

    The page may move back. A browser keeps a 301 for good when nothing forbids it, and would then go in a circle
    between the two URLs.
    """
    response = redirect(to, permanent=True)
    patch_cache_control(response, no_cache=True)
    return response


def public_page(view: View) -> View:
    """Decorate the view of a page that is the same for everybody.

    Caches may keep it but ask again each time: a page that was taken down is gone at the next look, and an unchanged
    page costs no bytes (304).
    """

    @require_safe
    @conditional_page
    @wraps(view)
    def respond(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return response

    return respond


def wants_json(request: HttpRequest) -> bool:
    """Whether a script sent the request and expects JSON; a person expects a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
