"""Responses of the API: JSON for any origin; errors are problem documents (RFC 9457) in Vietnamese."""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

METHODS = ("GET", "HEAD", "OPTIONS")


class QueryError(Exception):
    """A wrong query parameter. Its text says what is wrong and goes into the 400 answer."""


def public_json(view):
    """Decorate a view whose answer is the same for everybody and may be read from any site."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        elif request.method not in METHODS:
            response = problem_response(405, gettext("This can only be read (GET)."))
        else:
            response = call_view(view, request, *args, **kwargs)
        if response.status_code in (204, 405):
            response["Allow"] = ", ".join(METHODS)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        response["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(conditional_page(wrapper))  # read only: a POST gets its 405 in JSON


def call_view(view, request, *args, **kwargs):
    """The answer of the view; its QueryError and Http404 become problem documents."""
    try:
        response = view(request, *args, **kwargs)
    except QueryError as error:
        return problem_response(400, str(error))
    except Http404:
        return problem_response(404, gettext("There is nothing here."))
    if response.status_code == 200:
        patch_cache_control(response, public=True, max_age=60)
    return response


def json_response(content: dict) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def problem_response(status: int, detail: str) -> JsonResponse:
    titles = {
        400: gettext("The question is wrong"),
        404: gettext("Not found"),
        405: gettext("Read only"),
        410: gettext("Taken down"),
    }
    content = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    return JsonResponse(
        content,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
