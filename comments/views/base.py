"""Parts shared by the pages of this room for readers."""

from functools import wraps

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from newsroom.core.http import wants_json


def private(view):
    """Decorate a view whose pages no cache stores and no search engine lists."""

    @never_cache
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapper


def redirect_after_post(to, *args, query=""):
    """Redirect to a GET of another URL (303, RFC 9110 15.4.4), with `query` after its question mark."""
    response = redirect(to, *args)
    response["Location"] += f"?{query}" if query else ""
    response.status_code = 303
    return response


def render_refusal(request, refusal, *, status):
    """Show in one sentence why something was not done."""
    if wants_json(request):
        return JsonResponse({"sentence": str(refusal)}, status=status)
    return render(request, "comments/refusal.html", {"refusal": refusal}, status=status)
