"""The links in mails to readers. Scanners of mail open every link, so opening one does nothing yet."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from comments.mail import mail_links, subscriptions
from comments.mail.mail_links import LinkPurpose
from comments.views.same_origin import from_anywhere, from_here

from .base import private


@private
@from_here()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    subscription = mail_links.find_subscription(token, LinkPurpose.CONFIRM)
    if subscription is None:
        return render(request, "comments/dead_link.html", status=404)
    if request.method == "POST":
        subscriptions.confirm_subscription(subscription)
    return render(request, "comments/confirm.html", {"subscription": subscription})


@private
@from_anywhere
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """One press, or the mail program's own button (RFC 8058), which has no cookie and no Origin.

    A link that ends nothing any more says the same: there is no more mail.
    """
    subscription = mail_links.find_subscription(token, LinkPurpose.END)
    if request.method == "POST" and subscription:
        subscriptions.end_subscription(subscription)
        subscription = None
    return render(request, "comments/unsubscribe.html", {"subscription": subscription})
