"""Pages for when something is wrong with us. They ask nothing of the database: it may be what is wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

# Seconds after which a browser, a robot or a cache may ask again.
RETRY_AFTER_DATABASE = 60
RETRY_AFTER_MAINTENANCE = 600


def server_error(request):
    """Answers what nothing else has answered (Django has logged it, once): 503 without a database, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable_response(RETRY_AFTER_DATABASE)
    return HttpResponseServerError(render_to_string("500.html"))


def unavailable_response(seconds):
    """503: not now, but again in some seconds. No cache keeps it."""
    page = HttpResponse(render_to_string("503.html"), status=503)
    page["Retry-After"] = str(seconds)
    add_never_cache_headers(page)
    return page
