"""The links in mails to readers. Mail scanners open every link, so a GET changes nothing."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from comments.mail import mail_links, subscriptions
from comments.mail.mail_links import LinkPurpose

from .base import private
from .post_guards import allow_any_origin, require_same_origin


@private
@require_same_origin()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    subscription = mail_links.find_subscription(token, LinkPurpose.CONFIRM)
    if subscription is None:
        return render(request, "comments/link_expired.html", status=404)
    if request.method == "POST":
        subscriptions.confirm_subscription(subscription)
    return render(request, "comments/confirm.html", {"subscription": subscription})


@private
@allow_any_origin
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """End a subscription, by the page or by the mail program's own button (RFC 8058: no cookie, no Origin).

    A link to a subscription that has ended gets the same answer.
    """
    subscription = mail_links.find_subscription(token, LinkPurpose.END)
    if request.method == "POST" and subscription:
        subscriptions.end_subscription(subscription)
        subscription = None
    return render(request, "comments/unsubscribe.html", {"subscription": subscription})
