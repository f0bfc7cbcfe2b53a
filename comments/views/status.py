"""What its author sees of a comment and can do with it: the secret in the address is the only proof asked for."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from comments import moderation
from comments.errors import CrossOriginPost, TooLate
from comments.intake import reader_keys
from comments.intake.forms import CommentTextForm, NoticesForm
from comments.mail import subscriptions
from comments.models import Comment, CommentSettings, Subscription
from comments.moderation.by_readers import EDITABLE_FOR
from comments.retention import own_data
from comments.thread.author_status import author_status
from comments.views.same_origin import from_here
from newsroom.core.client import client_ip
from newsroom.core.http import wants_json

from .base import private


def own(secret):
    """The comment of this link. Raises Http404."""
    comments = Comment.objects.select_related("article__section", "reason", "official_reply", "answers_to")
    return get_object_or_404(comments, secret_hash=reader_keys.hash_secret(secret))


def to_status(secret, done=""):
    response = redirect("comments:status", secret)
    response["Location"] += f"?{done}" if done else ""
    response.status_code = 303
    return response


def shown(request, comment, secret, *, status=200, **context):
    subscription = Subscription.objects.filter(comment=comment).first()
    context = {
        "comment": comment,
        "secret": secret,
        "standing": author_status(comment),
        "may_edit": moderation.may_edit(comment),
        "editable_until": comment.created_at + EDITABLE_FOR,
        "may_withdraw": moderation.may_withdraw(comment),
        "may_choose": subscriptions.may_subscribe(comment),
        "subscription": subscription,
        "notices": NoticesForm(initial=chosen(subscription) or {"email": comment.email}),
        **context,
    }
    return render(request, "comments/status.html", context, status=status)


def chosen(subscription):
    """What a subscription says, as the form asks it."""
    if subscription is None:
        return {}
    kinds = [kind for kind in subscriptions.CHOICE_FIELDS if getattr(subscription, kind)]
    return {"email": subscription.email, "kinds": kinds}


@private
@require_safe
def status(request, secret):
    comment = own(secret)
    if wants_json(request):
        return JsonResponse({"standing": author_status(comment)})
    return shown(request, comment, secret, done=next(iter(request.GET), ""))


def words_given_back(request, secret):
    """The answer to a POST from another site: nothing is changed, but the page has the words and a button."""
    comment = own(secret)
    return edit_page(request, comment, secret, words_of(request), refusal=CrossOriginPost(), status=403)


@private
@from_here(otherwise=words_given_back)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, secret):
    """Other words, for 15 minutes and while nobody has decided."""
    comment = own(secret)
    if request.method != "POST":
        if not moderation.may_edit(comment):
            return shown(request, comment, secret, refusal=TooLate(), status=409)
        return edit_page(request, comment, secret, words_of(request, comment))
    form = words_of(request)
    if not form.is_valid():
        return edit_page(request, comment, secret, form, status=422)
    try:
        moderation.edit_by_author(comment, **form.cleaned_data)
    except TooLate as refusal:
        return edit_page(request, comment, secret, form, refusal=refusal, status=409)
    return to_status(secret, "da-sua")


def words_of(request, comment=None):
    """The form with the words of a comment, or with those that were sent."""
    max_length = CommentSettings.current().body_length
    if comment is None:
        return CommentTextForm(request.POST, max_length=max_length)
    return CommentTextForm(initial={"name": comment.name, "body": comment.body}, max_length=max_length)


def edit_page(request, comment, secret, form, *, refusal=None, status=200):
    context = {"comment": comment, "secret": secret, "form": form, "refusal": refusal}
    return render(request, "comments/edit.html", context, status=status)


@private
@from_here()
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, secret):
    """GET asks once more, POST does it."""
    comment = own(secret)
    if not moderation.may_withdraw(comment):
        return shown(request, comment, secret, refusal=TooLate(), status=409)
    if request.method != "POST":
        return render(request, "comments/withdraw.html", {"comment": comment, "secret": secret})
    try:
        moderation.withdraw(comment)
    except TooLate as refusal:
        return shown(request, own(secret), secret, refusal=refusal, status=409)
    return to_status(secret)


@private
@from_here()
@require_http_methods(["POST"])
def notices(request, secret):
    """Which news go to which address."""
    comment = own(secret)
    form = NoticesForm(request.POST)
    if not subscriptions.may_subscribe(comment):
        return shown(request, comment, secret, refusal=TooLate(), status=409)
    if not form.is_valid():
        return shown(request, comment, secret, notices=form, status=422)
    try:
        subscriptions.update_subscription(comment, **form.cleaned_data, ip=client_ip(request))
    except subscriptions.TooManyRequests as refusal:
        return shown(request, comment, secret, notices=form, refusal=refusal, status=429)
    return to_status(secret, "da-chon")


@private
@require_safe
def export(request, secret):
    """All that is kept of this comment and belongs to its author, to take away."""
    response = JsonResponse(
        own_data.collect_own_data(own(secret)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="y-kien.json"'
    return response
