"""What all pages of this room share."""

from functools import wraps

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from newsroom.core.http import wants_json


def private(view):
    """Kept by no cache and by no search engine."""

    @never_cache
    @wraps(view)
    def kept_private(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_private


def refused(request, refusal, *, status):
    """Says in one sentence why something was not done."""
    if wants_json(request):
        return JsonResponse({"sentence": str(refusal)}, status=status)
    return render(request, "comments/refused.html", {"refusal": refusal}, status=status)
