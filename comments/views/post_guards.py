"""Guards of every POST that readers send: its size, and that it comes from a page of this site.

A page that is the same for everyone holds no CSRF token, and needs none. A token protects the session of a signed-in
visitor; here nobody is signed in, no session is read, and nothing is done in anybody's name. Whoever could trick a
browser into sending a comment can send it himself. The cookie that knows an earlier comment is SameSite=Lax and is
not sent from other sites; acts on an own comment (edit, withdraw, export) need the secret of 128 bits in its URL. The
remaining danger is a flood from other people's browsers, and browsers tell from where a POST comes
(`newsroom.core.same_origin`).
"""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from comments.errors import TooLarge
from newsroom.core.http import wants_json
from newsroom.core.parsing import parse_int
from newsroom.core.same_origin import is_same_origin

from .base import render_refusal

# 3,000 letters with their marks are 27,000 bytes in a form; a text pasted by mistake still comes back to its writer.
MAX_BYTES = 256 * 1024


def refuse_cross_origin(request, *args, **kwargs):
    """Answer a POST from another site that holds no text worth keeping."""
    return render(request, "comments/cross_origin.html", status=403)


def require_same_origin(fallback=refuse_cross_origin):
    """Decorate a view that takes POSTs from our own pages only; the view `fallback` answers all others."""

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.method in ("GET", "HEAD"):
                return view(request, *args, **kwargs)
            if get_content_length(request) > MAX_BYTES:
                return refuse_too_large(request)
            return (view if is_same_origin(request) else fallback)(request, *args, **kwargs)

        return wrapper

    return decorate


def allow_any_origin(view):
    """Decorate a view that also takes POSTs from mail programs (RFC 8058): its signed URL is the proof."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if get_content_length(request) > MAX_BYTES:
            return refuse_too_large(request)
        return view(request, *args, **kwargs)

    return wrapper


def refuse_too_large(request):
    """Answer without reading the body. A script keeps its page, and the text in it."""
    if wants_json(request):
        return render_refusal(request, TooLarge(), status=413)
    return render(request, "comments/too_large.html", status=413)


def get_content_length(request):
    """The declared size in bytes: 0 if none is declared, over MAX_BYTES for a malformed one."""
    length = parse_int(str(request.META.get("CONTENT_LENGTH") or "0"))
    return MAX_BYTES + 1 if length is None else length
