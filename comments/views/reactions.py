"""Like and report a comment."""

from datetime import timedelta

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from comments.errors import CrossOriginPost, NotReadable, TooManyLikes
from comments.intake import reactions
from comments.intake.forms import ReportForm
from comments.intake.reader_keys import COOKIE_PATH, KEY, generate_key
from comments.limits import LIKE_DAYS
from comments.models import Comment
from newsroom.core.client import client_ip
from newsroom.core.http import wants_json

from .base import private, redirect_after_post, render_refusal
from .post_guards import require_same_origin

# A cookie apart from the author's, so that likes of a person are never linked with comments.
VISITOR_COOKIE = "khach"
VISITOR_COOKIE_AGE = timedelta(days=LIKE_DAYS)


@private
@require_same_origin()
@require_POST
def like(request, pk):
    visitor = request.COOKIES.get(VISITOR_COOKIE, "")
    visitor = visitor if KEY.fullmatch(visitor) else generate_key()
    try:
        count = reactions.like(pk, visitor=visitor, ip=client_ip(request))
    except NotReadable as refusal:
        return render_refusal(request, refusal, status=404)
    except TooManyLikes as refusal:
        return render_refusal(request, refusal, status=429)
    is_script = wants_json(request)
    response = JsonResponse({"likes": count}) if is_script else redirect_after_post("comments:permalink", pk)
    response.set_cookie(
        VISITOR_COOKIE,
        visitor,
        max_age=VISITOR_COOKIE_AGE,
        path=COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def find_comment(pk):
    """The comment, or None if readers cannot see it."""
    return Comment.objects.public().select_related("article__section").filter(pk=pk).first()


def return_cross_origin_report(request, pk):
    """Answer a POST from another site: nothing is reported, the page shows the text and a button."""
    context = {"comment": find_comment(pk), "form": ReportForm(request.POST), "refusal": CrossOriginPost()}
    return render(request, "comments/report.html", context, status=403)


@private
@require_same_origin(fallback=return_cross_origin_report)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """The form to report a comment. A second report gets the same thanks."""
    comment = find_comment(pk)
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
    return redirect_after_post(request.path, query="da-gui")
