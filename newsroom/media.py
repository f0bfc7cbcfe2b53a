"""Serves the public copies of photos when no web server in front does it.

nginx does this better (docs/administrators.md); without it, pages still show their photos.
"""

import re

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

# Only copies that the site made: photos/<key>/<width>.<extension>. No other file in the folder has a URL.
COPY_PATH = re.compile(r"photos/[0-9a-f]{16}/[0-9]{2,4}\.(avif|webp|jpg)")
A_YEAR = 365 * 24 * 3600


@require_safe
@csp_replace({"default-src": [NONE], "img-src": None, "sandbox": True})
def media(request, path):
    if not COPY_PATH.fullmatch(path):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # A key is never reused, so a copy never changes.
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Disposition"] = "inline"
    return response
