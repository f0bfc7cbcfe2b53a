"""The gate of every POST that readers send: small enough, and from a page of this site.

There is no token against forgery in a page that is the same for everyone, and none is missed. Such a token stops
another site from using what a visitor's browser is signed in to; here nobody is signed in to anything. No session is
read, nothing is done in anybody's name, and whoever could trick a browser into sending a comment can send it
himself. The cookie that knows an earlier comment is SameSite=Lax and does not come along from other sites; what
belongs to one person (edit, withdraw, export) has its proof in the address, a secret of 128 bits. What remains is
that other people's browsers be made to flood us, and browsers say where a POST comes from
(`newsroom.core.same_origin`).
"""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from comments.errors import TooLarge
from newsroom.core.http import wants_json
from newsroom.core.parsing import parse_int
from newsroom.core.same_origin import is_same_origin

from .base import refused

# 3,000 letters with their marks are 27,000 bytes in a form; a text pasted by mistake still comes back to its writer.
MOST_BYTES = 256 * 1024


def elsewhere(request, *args, **kwargs):
    """What a POST from another site is answered with, where no text could be lost."""
    return render(request, "comments/from_elsewhere.html", status=403)


def from_here(otherwise=elsewhere):
    """Decorates a view whose POSTs come from our pages only; `otherwise` is the view that answers all others."""

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method in ("GET", "HEAD"):
                return view(request, *args, **kwargs)
            if length_of(request) > MOST_BYTES:
                return too_large(request)
            return (view if is_same_origin(request) else otherwise)(request, *args, **kwargs)

        return guarded

    return decorate


def from_anywhere(view):
    """Decorates a view whose POSTs come from programs of mail as well (RFC 8058): the signed address is the proof."""

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if length_of(request) > MOST_BYTES:
            return too_large(request)
        return view(request, *args, **kwargs)

    return guarded


def too_large(request):
    """Nothing of it is read. A script keeps its page, and the text in it."""
    if wants_json(request):
        return refused(request, TooLarge(), status=413)
    return render(request, "comments/too_large.html", status=413)


def length_of(request):
    """How much a request says it brings; what says nothing is read as nothing."""
    length = parse_int(str(request.META.get("CONTENT_LENGTH") or "0"))
    return MOST_BYTES + 1 if length is None else length
