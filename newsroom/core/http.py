"""How readers' pages are answered, as far as browsers and caches are concerned."""

from functools import wraps

from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe


def redirect_permanently(to):
    """A redirect to where something is today. It may move back tomorrow: a browser that kept the 301, as it does for
    good when nothing is said, would go in a circle between the two addresses."""
    response = redirect(to, permanent=True)
    patch_cache_control(response, no_cache=True)
    return response


def public_page(view):
    """A page that is the same for everybody. It may be kept, but is asked for again each time: what was taken down
    is gone at the next look, and what has not changed costs no bytes (304)."""

    @require_safe
    @conditional_page
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return response

    return answer
