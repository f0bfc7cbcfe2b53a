"""The status page of a comment for its author, with its acts. The secret in the URL is the only proof of authorship."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from comments import moderation
from comments.errors import CrossOriginPost, TooLate
from comments.intake import reader_keys
from comments.intake.forms import CommentTextForm, NoticesForm
from comments.limits import EDITABLE_FOR
from comments.mail import subscriptions
from comments.models import Comment, CommentSettings, Subscription
from comments.retention import own_data
from comments.thread.author_status import author_status
from newsroom.core.client import client_ip
from newsroom.core.http import wants_json

from .base import private, redirect_after_post
from .post_guards import require_same_origin


def get_comment(secret):
    """The comment of a secret link. Raises Http404."""
    comments = Comment.objects.select_related("article__section", "reason", "official_reply", "answers_to")
    return get_object_or_404(comments, secret_hash=reader_keys.hash_secret(secret))


def render_status(request, comment, secret, *, status=200, **context):
    subscription = Subscription.objects.filter(comment=comment).first()
    context = {
        "comment": comment,
        "secret": secret,
        "author_status": author_status(comment),
        "may_edit": moderation.may_edit(comment),
        "editable_until": comment.created_at + EDITABLE_FOR,
        "may_withdraw": moderation.may_withdraw(comment),
        "may_choose": subscriptions.may_subscribe(comment),
        "subscription": subscription,
        "notices": NoticesForm(initial=get_choices(subscription) or {"email": comment.email}),
        **context,
    }
    return render(request, "comments/status.html", context, status=status)


def get_choices(subscription):
    """The initial values of NoticesForm."""
    if subscription is None:
        return {}
    kinds = [kind for kind in subscriptions.CHOICE_FIELDS if getattr(subscription, kind)]
    return {"email": subscription.email, "kinds": kinds}


@private
@require_safe
def status(request, secret):
    comment = get_comment(secret)
    if wants_json(request):
        return JsonResponse({"author_status": author_status(comment)})
    return render_status(request, comment, secret, done=next(iter(request.GET), ""))


def return_cross_origin_edit(request, secret):
    """Answer a POST from another site: nothing is changed, the page shows the text and a button."""
    comment = get_comment(secret)
    return render_edit(request, comment, secret, make_form(request), refusal=CrossOriginPost(), status=403)


@private
@require_same_origin(fallback=return_cross_origin_edit)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, secret):
    """Change name and text (`comments.moderation.by_readers` says how long)."""
    comment = get_comment(secret)
    if request.method != "POST":
        if not moderation.may_edit(comment):
            return render_status(request, comment, secret, refusal=TooLate(), status=409)
        return render_edit(request, comment, secret, make_form(request, comment))
    form = make_form(request)
    if not form.is_valid():
        return render_edit(request, comment, secret, form, status=422)
    try:
        moderation.edit_by_author(comment, **form.cleaned_data)
    except TooLate as refusal:
        return render_edit(request, comment, secret, form, refusal=refusal, status=409)
    return redirect_after_post("comments:status", secret, query="da-sua")


def make_form(request, comment=None):
    """The form with the text of `comment`, or with the posted text."""
    max_length = CommentSettings.current().body_length
    if comment is None:
        return CommentTextForm(request.POST, max_length=max_length)
    return CommentTextForm(initial={"name": comment.name, "body": comment.body}, max_length=max_length)


def render_edit(request, comment, secret, form, *, refusal=None, status=200):
    context = {"comment": comment, "secret": secret, "form": form, "refusal": refusal}
    return render(request, "comments/edit.html", context, status=status)


@private
@require_same_origin()
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, secret):
    """GET asks for confirmation, POST withdraws the comment."""
    comment = get_comment(secret)
    if not moderation.may_withdraw(comment):
        return render_status(request, comment, secret, refusal=TooLate(), status=409)
    if request.method != "POST":
        return render(request, "comments/withdraw.html", {"comment": comment, "secret": secret})
    try:
        moderation.withdraw(comment)
    except TooLate as refusal:
        return render_status(request, get_comment(secret), secret, refusal=refusal, status=409)
    return redirect_after_post("comments:status", secret)


@private
@require_same_origin()
@require_http_methods(["POST"])
def notices(request, secret):
    """Choose the kinds of mail and the e-mail address."""
    comment = get_comment(secret)
    form = NoticesForm(request.POST)
    if not subscriptions.may_subscribe(comment):
        return render_status(request, comment, secret, refusal=TooLate(), status=409)
    if not form.is_valid():
        return render_status(request, comment, secret, notices=form, status=422)
    try:
        subscriptions.update_subscription(comment, **form.cleaned_data, ip=client_ip(request))
    except subscriptions.TooManyRequests as refusal:
        return render_status(request, comment, secret, notices=form, refusal=refusal, status=429)
    return redirect_after_post("comments:status", secret, query="da-chon")


@private
@require_safe
def export(request, secret):
    """Download all data of the comment that belongs to its author."""
    response = JsonResponse(
        own_data.collect_own_data(get_comment(secret)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="y-kien.json"'
    return response
