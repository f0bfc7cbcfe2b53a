"""How the API answers: JSON for everyone, errors too, in Vietnamese (RFC 9457)."""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

METHODS = ("GET", "HEAD", "OPTIONS")


class QueryError(Exception):
    """A question that cannot be answered, with a sentence that says why."""


def public_json(view):
    """A view whose data anybody may read, from any site: nothing in it depends on who asks."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        elif request.method not in METHODS:
            response = problem(405, gettext("This can only be read (GET)."))
        else:
            response = ask(view, request, *args, **kwargs)
        if response.status_code in (204, 405):
            response["Allow"] = ", ".join(METHODS)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        response["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(conditional_page(answer))  # nothing can be done here; a POST is told so in JSON


def ask(view, request, *args, **kwargs):
    try:
        response = view(request, *args, **kwargs)
    except QueryError as wrong:
        return problem(400, str(wrong))
    except Http404:
        return problem(404, gettext("There is nothing here."))
    if response.status_code == 200:
        patch_cache_control(response, public=True, max_age=60)
    return response


def said(content):
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def problem(status, detail):
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
