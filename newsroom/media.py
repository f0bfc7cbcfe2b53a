"""Serves the public copies of photos when no web server in front does it.

nginx does this better (docs/administrators.md); without it, pages still show their photos.
"""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

from newsroom.core.renditions import is_rendition_path

A_YEAR = 365 * 24 * 3600


@require_safe
@csp_replace({"default-src": [NONE], "img-src": None, "sandbox": True})
def media(request, path):
    if not is_rendition_path(path):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # A key is never reused, so a copy never changes.
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Disposition"] = "inline"
    return response
