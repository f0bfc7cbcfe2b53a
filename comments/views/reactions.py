"""Liking and reporting."""

from datetime import timedelta

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comments.errors import CrossOriginPost, NotReadable, TooManyLikes
from comments.intake import reactions
from comments.intake.forms import ReportForm
from comments.intake.reader_keys import COOKIE_PATH, KEY, generate_key
from comments.models import LIKE_DAYS, Comment
from comments.views.same_origin import from_here
from newsroom.core.client import client_ip
from newsroom.core.http import wants_json

from .base import private, refused

# Another cookie than the author's, so that what somebody likes is never known with what somebody writes.
VISITOR = "khach"
VISITOR_AGE = timedelta(days=LIKE_DAYS)


@private
@from_here()
@require_POST
def like(request, pk):
    visitor = request.COOKIES.get(VISITOR, "")
    visitor = visitor if KEY.fullmatch(visitor) else generate_key()
    try:
        count = reactions.like(pk, visitor=visitor, ip=client_ip(request))
    except NotReadable as refusal:
        return refused(request, refusal, status=404)
    except TooManyLikes as refusal:
        return refused(request, refusal, status=429)
    if wants_json(request):
        response = JsonResponse({"likes": count})
    else:
        response = redirect("comments:permalink", pk)
        response.status_code = 303
    response.set_cookie(
        VISITOR,
        visitor,
        max_age=VISITOR_AGE,
        path=COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def reported(pk):
    """The comment that somebody reports, or None."""
    return Comment.objects.public().select_related("article__section").filter(pk=pk).first()


def report_given_back(request, pk):
    """The answer to a POST from another site: nothing is taken, but the page has the words and a button."""
    context = {"comment": reported(pk), "form": ReportForm(request.POST), "refusal": CrossOriginPost()}
    return render(request, "comments/report.html", context, status=403)


@private
@from_here(otherwise=report_given_back)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """What is wrong with a comment. Whoever reports it a second time gets the same thanks."""
    comment = reported(pk)
    if request.method != "POST":
        if comment is None:
            raise Http404
        context = {"comment": comment, "form": ReportForm(), "is_done": "da-gui" in request.GET}
        return render(request, "comments/report.html", context)
    form = ReportForm(request.POST)
    context = {"comment": comment, "form": form}
    if not form.is_valid():
        return render(request, "comments/report.html", context, status=422)
    try:
        reactions.report(pk, **form.cleaned_data, ip=client_ip(request))
    except NotReadable as refusal:
        return render(request, "comments/report.html", {**context, "refusal": refusal}, status=404)
    response = redirect(f"{request.path}?da-gui")
    response.status_code = 303
    return response
