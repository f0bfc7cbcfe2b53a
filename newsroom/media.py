"""Serves the public copies of photos where no web server in front does.

nginx does this better (docs/administrators.md); with one process and no nginx, pages still show their photos.
"""

import re

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

# Only what we made ourselves: photos/<key>/<width>.<extension>. Nothing else in the folder has an address.
COPY_PATH = re.compile(r"photos/[0-9a-f]{16}/[0-9]{2,4}\.(avif|webp|jpg)")
A_YEAR = 365 * 24 * 3600


@require_safe
@csp_replace({"default-src": [NONE], "img-src": None, "sandbox": True})
def media(request, path):
    if not COPY_PATH.fullmatch(path):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # A key is never used twice, so a copy never changes.
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Disposition"] = "inline"
    return response
