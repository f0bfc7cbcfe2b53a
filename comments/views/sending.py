"""A comment is sent. Whatever becomes of it, the text is not lost: it is taken, or given back with the reason."""

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
from comments.views.same_origin import from_here
from newsroom.core.client import client_ip
from newsroom.core.http import wants_json
from newsroom.core.parsing import parse_int

from .base import private

STATUS = {CommentsClosed: 409, NotReadable: 404, Banned: 403, TooManyComments: 429, CrossOriginPost: 403}


@dataclass
class Place:
    """Where somebody wants to comment: an article that readers see, or None; and the form for it."""

    article: Article | None
    takes_comments: bool
    form: CommentForm

    @property
    def answered(self):
        """The comment that is answered, if readers see it."""
        return Comment.objects.public().filter(article=self.article, pk=self.form.parent_id).first()


def place_of(article_id, data=None, **initial):
    article = Article.objects.public().select_related("section").filter(pk=article_id).first()
    wording = ConsentWording.current()
    availability = get_availability(article) if article else None
    settings = availability.settings if availability else CommentSettings.current()
    form = CommentForm(data, article_id=article_id, wording=wording, settings=settings, initial=initial)
    return Place(article, bool(availability and availability.takes_comments and wording), form)


def given_back(request, article):
    """The answer to a POST from another site: nothing is taken, but the page has the text and a button."""
    return again(request, place_of(article, request.POST), refusal=CrossOriginPost())


@private
@from_here(otherwise=given_back)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, article):
    """The form on a page of its own, and where every form is sent to."""
    if request.method == "POST":
        return taken(request, place_of(article, request.POST))
    answered = parse_int(request.GET.get("tra-loi"))
    place = place_of(article, luc=sign_current_time(), parent=str(answered or ""))
    if place.article is None:
        raise Http404
    if not place.takes_comments:
        return redirect(f"{place.article.get_absolute_url()}#y-kien")  # where it says that they are closed
    return render(request, "comments/send.html", {"place": place, "form": place.form})


def taken(request, place):
    """Take the comment, or give it back."""
    form = place.form
    if place.article is None:
        return again(request, place, refusal=NotReadable())
    if not place.takes_comments:
        return again(request, place, refusal=CommentsClosed())
    if not form.is_valid():
        return again(request, place)
    if not form.was_nudged and (words := list(list_nudges(form.cleaned_data["body"]))):
        return again(request, place, nudges=words)
    key = reader_keys.get_browser_key(request) or reader_keys.generate_key()
    try:
        _comment, secret = receive(sent_by(request, place, key))
    except AlreadyReceived as refusal:
        secret = reader_keys.derive_secret(key, refusal.comment.receipt_nonce)
        return to_receipt(request, secret, key, was_there=True)
    except Refusal as refusal:
        return again(request, place, refusal=refusal)
    return to_receipt(request, secret, key)


def to_receipt(request, secret, key, was_there=False):
    """The way to the page of the comment; of one that `was_there`, it says so above the text."""
    status = reverse("comments:status", args=[secret]) + ("?da-nhan" if was_there else "")
    if wants_json(request):
        response = JsonResponse({"status": status}, status=200 if was_there else 201)
    else:
        response = redirect(status)
        response.status_code = 303
    reader_keys.set_key_cookie(response, key, secure=request.is_secure())
    return response


def sent_by(request, place, key):
    fields = place.form.cleaned_data
    return Submission(
        article_id=place.article.pk,
        name=fields["name"],
        body=fields["body"],
        email=fields["email"],
        consent=fields["consent"],
        ip=client_ip(request),
        key=key,
        parent_id=place.form.parent_id,
        request_hold_reasons=tuple(place.form.list_hold_reasons()),
    )


def again(request, place, *, refusal=None, nudges=()):
    """The page with the whole text and what is to be said about it."""
    is_over = refusal is not None and not isinstance(refusal, CrossOriginPost)
    context = {
        "place": place,
        "form": place.form,
        "refusal": refusal,
        "nudges": nudges,
        "is_over": is_over,
    }
    status = STATUS[type(refusal)] if refusal else 422
    if wants_json(request):
        html = render_to_string("comments/_form.html", context, request)
        errors = {name: list(errors) for name, errors in place.form.errors.items()} if not refusal else {}
        said = [str(refusal)] if refusal else [str(nudge) for nudge in nudges]
        return JsonResponse({"errors": errors, "said": said, "form": html}, status=status)
    return render(request, "comments/send.html", context, status=status)


@private
@require_safe
def begun(request, article):
    """The present, signed, for a form in a page that is the same for everyone and so knows no time."""
    return JsonResponse({"luc": sign_current_time()})
