"""Requests about personal data: their deadlines, and finding and exporting the data of one person."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from comments.errors import NotAllowed
from comments.intake.ip_hashes import hash_for_ban
from comments.limits import ACKNOWLEDGE_WITHIN, DO_WITHIN, STOP_WITHIN
from comments.models import Ban, Comment, DataRequest, Subscription
from comments.models.people import DataRight
from comments.moderation.acts import EXPORT
from comments.moderation.base import lock_comments, record
from comments.moderation.worktime import add_working_days, load_holidays
from comments.permissions import may, visible_to
from newsroom.core.accounts import User

from . import own_data

RIGHTS_TO_STOP = {DataRight.WITHDRAW, DataRight.RESTRICT, DataRight.OBJECT}


def compute_deadlines(right: str, received_on: date, days_off: Collection[date]) -> tuple[date, date]:
    """The last days to acknowledge a request and to do what it asks.

    Law 91/2025 and Decree 356/2025, as law firms report them (frasersvn.com, cdlaf.vn; the office's legal staff
    must confirm): an answer within 2 working days; withdrawing consent, restricting or objecting within 15 days;
    seeing, correcting or deleting within 10 to 20 days, of which we take the longest. Days are calendar days where
    no working days are named. An extension, possible once, is agreed in person and not computed.
    """
    acknowledge_by = add_working_days(received_on, ACKNOWLEDGE_WITHIN, days_off)
    return acknowledge_by, received_on + (STOP_WITHIN if right in RIGHTS_TO_STOP else DO_WITHIN)


def save_request(request: DataRequest) -> DataRequest:
    """Save a request with its deadlines. Requests are saved only through this function."""
    days_off = load_holidays(since=request.received_on)
    request.acknowledge_by, request.due_on = compute_deadlines(request.right, request.received_on, days_off)
    request.save()
    return request


def find_overdue_step(request: DataRequest, today: date | None = None) -> str:
    """The step whose deadline has passed: "acknowledge", "do", or "" for none."""
    today = today or timezone.localdate()
    if request.done_at:
        return ""
    if request.due_on < today:
        return "do"
    return "acknowledge" if not request.acknowledged_at and request.acknowledge_by < today else ""


# --- The data of one person ---------------------------------------------------------------------


def find_comments(email: str, *, by: User) -> QuerySet[Comment]:
    """The comments of an e-mail address, as far as `by` may see them: the whole address, ignoring case.

    Comments written under the address, and comments to whose news it has a confirmed subscription. Unconfirmed ones
    do not count, since anybody can enter a stranger's address. Raises NotAllowed.
    """
    if not may(by, "export"):
        raise NotAllowed
    if not email:
        return Comment.objects.none()
    confirmed = Subscription.objects.filter(email__iexact=email, confirmed_at__isnull=False)
    belongs = Q(email__iexact=email) | Q(pk__in=confirmed.values("comment"))
    found = visible_to(by).filter(belongs).order_by("created_at", "id")
    return found.select_related("article__section", "reason", "consent", "official_reply")


def remove_other_emails(row: dict, email: str) -> dict:
    """The data of a comment without any e-mail address other than `email`."""

    def is_other(address):
        return address.casefold() != email.casefold()

    subscription = row["thong-bao-email"]
    return row | {
        "email": "" if is_other(row["email"]) else row["email"],
        "thong-bao-email": None if subscription and is_other(subscription["email"]) else subscription,
    }


@transaction.atomic
def export(email: str, *, by: User, at: datetime | None = None) -> dict:
    """Export the data of a person from the sections of `by`, and record it at each comment. Raises NotAllowed."""
    at = at or timezone.now()
    lock_comments(list(find_comments(email, by=by).values_list("pk", flat=True)))
    found = list(find_comments(email, by=by))
    bans = Ban.objects.filter_in_force(at).filter(value_hash=hash_for_ban(email)).order_by("at")
    exported = {
        "email": email,
        "lap-luc": own_data.format_iso_or_none(at),
        "y-kien": [
            {"so": comment.pk, **remove_other_emails(own_data.collect_own_data(comment), email)}
            for comment in found
        ],
        "tam-dung-gui-y-kien": [
            {"den": own_data.format_iso_or_none(ban.until), "ly-do": ban.reason} for ban in bans
        ],
    }
    for comment in found:
        record(comment, EXPORT, by=by, at=at)
    return exported
