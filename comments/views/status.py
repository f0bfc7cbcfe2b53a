"""What its author sees of a comment and can do with it: the secret in the address is the only proof asked for."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from comments import authorship, moderation, own_data, subscriptions
from comments.forms import NoticesForm, WordsForm
from comments.models import Comment, CommentSettings, Subscription
from comments.own_data import standing_of
from comments.refusals import Refusal, TooLate
from comments.same_origin import from_here

from .pages import private, wants_json


def own(secret):
    """The comment of this link. Raises Http404."""
    comments = Comment.objects.select_related("article__section", "reason", "official_reply", "answers_to")
    return get_object_or_404(comments, secret_hash=authorship.hash_of(secret))


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
        "standing": standing_of(comment),
        "may_edit": moderation.may_edit(comment),
        "editable_until": comment.created_at + moderation.by_authors.EDITABLE_FOR,
        "may_withdraw": moderation.may_withdraw(comment),
        "may_choose": subscriptions.may_choose(comment),
        "subscription": subscription,
        "notices": NoticesForm(initial=chosen(subscription) or {"email": comment.email}),
        **context,
    }
    return render(request, "comments/status.html", context, status=status)


def chosen(subscription):
    """What a subscription says, as the form asks it."""
    if subscription is None:
        return {}
    kinds = [kind for kind in subscriptions.KINDS if getattr(subscription, kind)]
    return {"email": subscription.email, "kinds": kinds}


@private
@require_safe
def status(request, secret):
    comment = own(secret)
    if wants_json(request):
        return JsonResponse({"standing": standing_of(comment)})
    return shown(request, comment, secret, done=next(iter(request.GET), ""))


@private
@from_here()
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, secret):
    """Other words, for 15 minutes and while nobody has decided."""
    comment = own(secret)
    longest = CommentSettings.current().body_length
    context = {"comment": comment, "secret": secret, "longest": longest}
    if request.method != "POST":
        if not moderation.may_edit(comment):
            return shown(request, comment, secret, refusal=TooLate(), status=409)
        form = WordsForm(initial={"name": comment.name, "body": comment.body}, longest=longest)
        return render(request, "comments/edit.html", {**context, "form": form})
    form = WordsForm(request.POST, longest=longest)
    if not form.is_valid():
        return render(request, "comments/edit.html", {**context, "form": form}, status=422)
    try:
        moderation.edit_own(comment, **form.cleaned_data)
    except (Refusal, ValidationError) as refusal:
        return render(
            request, "comments/edit.html", {**context, "form": form, "refusal": refusal}, status=409
        )
    return to_status(secret, "da-sua")


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
    if not subscriptions.may_choose(comment):
        return shown(request, comment, secret, refusal=TooLate(), status=409)
    if not form.is_valid():
        return shown(request, comment, secret, notices=form, status=422)
    try:
        subscriptions.choose(comment, **form.cleaned_data)
    except subscriptions.TooManyRequests as refusal:
        return shown(request, comment, secret, notices=form, refusal=refusal, status=429)
    return to_status(secret, "da-chon")


@private
@require_safe
def export(request, secret):
    """All that is kept of this comment and belongs to its author, to take away."""
    response = JsonResponse(own_data.of(own(secret)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="y-kien.json"'
    return response
