"""How readers' pages are answered, as far as browsers and caches are concerned."""

from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

MOVED_FOR = 5 * 60


def moved(to):
    """A redirect to where something is today. It may move back tomorrow: a browser keeps a 301 that names no time
    for good, and would go in a circle between the two addresses."""
    response = redirect(to, permanent=True)
    patch_cache_control(response, max_age=MOVED_FOR)
    return response
