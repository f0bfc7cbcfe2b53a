"""The comment form and its submission. A text is never lost: it is received, or comes back with the reason."""

from dataclasses import dataclass

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from comments.errors import (
    AlreadyReceived,
    Banned,
    CommentsClosed,
    CrossOriginPost,
    NotReadable,
    Refusal,
    TooManyComments,
)
from comments.intake import reader_keys
from comments.intake.availability import get_availability
from comments.intake.forms import CommentForm, sign_current_time
from comments.intake.hold_reasons import list_nudges
from comments.intake.reception import Submission, receive
from comments.models import Comment, CommentSettings, ConsentWording
from newsroom.core.client import client_ip
from newsroom.core.http import wants_json
from newsroom.core.parsing import parse_int

from .base import private, redirect_after_post
from .post_guards import require_same_origin

HTTP_STATUS = {CommentsClosed: 409, NotReadable: 404, Banned: 403, TooManyComments: 429, CrossOriginPost: 403}


@dataclass
class Target:
    """The article to comment on (None if readers cannot see it), with the form for it."""

    article: Article | None
    takes_comments: bool
    form: CommentForm

    @property
    def parent(self):
        """The comment that is answered; None for none, and for one that readers cannot see."""
        return Comment.objects.public().filter(article=self.article, pk=self.form.parent_id).first()


def get_target(article_id, data=None, **initial):
    article = Article.objects.public().select_related("section").filter(pk=article_id).first()
    wording = ConsentWording.current()
    availability = get_availability(article) if article else None
    settings = availability.settings if availability else CommentSettings.current()
    form = CommentForm(data, article_id=article_id, wording=wording, settings=settings, initial=initial)
    return Target(article, bool(availability and availability.takes_comments and wording), form)


def return_cross_origin(request, article):
    """Answer a POST from another site: the comment is not received, the page shows the text and a button."""
    return render_form(request, get_target(article, request.POST), refusal=CrossOriginPost())


@private
@require_same_origin(fallback=return_cross_origin)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, article):
    """The form on a page of its own; all comment forms are posted here."""
    if request.method == "POST":
        return submit(request, get_target(article, request.POST))
    answered = parse_int(request.GET.get("tra-loi"))
    target = get_target(article, luc=sign_current_time(), parent=str(answered or ""))
    if target.article is None:
        raise Http404
    if not target.takes_comments:
        return redirect(f"{target.article.get_absolute_url()}#y-kien")  # the page says that they are closed
    return render(request, "comments/send.html", {"target": target, "form": target.form})


def submit(request, target):
    """Receive the comment, or return the form with the reason."""
    form = target.form
    if target.article is None:
        return render_form(request, target, refusal=NotReadable())
    if not target.takes_comments:
        return render_form(request, target, refusal=CommentsClosed())
    if not form.is_valid():
        return render_form(request, target)
    if not form.was_nudged and (nudges := list(list_nudges(form.cleaned_data["body"]))):
        return render_form(request, target, nudges=nudges)
    key = reader_keys.get_browser_key(request) or reader_keys.generate_key()
    try:
        _comment, secret = receive(build_submission(request, target, key))
    except AlreadyReceived as refusal:
        secret = reader_keys.derive_secret(key, refusal.comment.receipt_nonce)
        return redirect_to_receipt(request, secret, key, is_repeated=True)
    except Refusal as refusal:
        return render_form(request, target, refusal=refusal)
    return redirect_to_receipt(request, secret, key)


def redirect_to_receipt(request, secret, key, is_repeated=False):
    """Lead to the status page of the comment; it says if the same comment was received before."""
    query = "da-nhan" if is_repeated else ""
    if wants_json(request):
        status_url = reverse("comments:status", args=[secret]) + (f"?{query}" if query else "")
        response = JsonResponse({"status": status_url}, status=200 if is_repeated else 201)
    else:
        response = redirect_after_post("comments:status", secret, query=query)
    reader_keys.set_key_cookie(response, key, secure=request.is_secure())
    return response


def build_submission(request, target, key):
    fields = target.form.cleaned_data
    return Submission(
        article_id=target.article.pk,
        name=fields["name"],
        body=fields["body"],
        email=fields["email"],
        consent=fields["consent"],
        ip=client_ip(request),
        key=key,
        parent_id=target.form.parent_id,
        request_hold_reasons=tuple(target.form.list_hold_reasons()),
    )


def render_form(request, target, *, refusal=None, nudges=()):
    """Return the form with the whole text, and the reason why it was not received."""
    is_final = refusal is not None and not isinstance(refusal, CrossOriginPost)
    context = {
        "target": target,
        "form": target.form,
        "refusal": refusal,
        "nudges": nudges,
        "is_final": is_final,
    }
    status = HTTP_STATUS[type(refusal)] if refusal else 422
    if wants_json(request):
        html = render_to_string("comments/_form.html", context, request)
        errors = {name: list(errors) for name, errors in target.form.errors.items()} if not refusal else {}
        messages = [str(refusal)] if refusal else [str(nudge) for nudge in nudges]
        return JsonResponse({"errors": errors, "messages": messages, "form": html}, status=status)
    return render(request, "comments/send.html", context, status=status)


@private
@require_safe
def get_signed_time(request, article):
    """The signed current time, for a form in a cached page."""
    return JsonResponse({"luc": sign_current_time()})
