"""Error pages. They do not use the database, which may be the cause of the error."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

# Seconds, for the header Retry-After.
RETRY_AFTER_DATABASE = 60
RETRY_AFTER_MAINTENANCE = 600


def server_error(request):
    """Answer an unhandled exception, which Django has logged: 503 when the database is down, otherwise 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable_response(RETRY_AFTER_DATABASE)
    return HttpResponseServerError(render_to_string("500.html"))


def unavailable_response(seconds):
    """Return a 503 with Retry-After, which no cache keeps."""
    page = HttpResponse(render_to_string("503.html"), status=503)
    page["Retry-After"] = str(seconds)
    add_never_cache_headers(page)
    return page
