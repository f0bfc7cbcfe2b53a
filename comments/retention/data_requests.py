"""Requests about somebody's data: until when they are to be answered, and what there is of a person."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments import events
from comments.errors import NotAllowed
from comments.intake.ip_hashes import hash_for_ban
from comments.models import Ban, Comment, Subscription
from comments.models.people import DataRight
from comments.moderation import lock_comments
from comments.moderation.worktime import add_working_days, load_holidays
from comments.permissions import may, visible_to

from . import own_data

ACKNOWLEDGE_IN = 2  # working days
STOP_IN, OTHER_IN = timedelta(days=15), timedelta(days=20)
STOPPING = {DataRight.WITHDRAW, DataRight.RESTRICT, DataRight.OBJECT}


def deadlines(right, received_on, days_off):
    """By when a request is to be acknowledged, and by when it is to be done.

    Law 91/2025 and Decree 356/2025, as law firms report them (frasersvn.com, cdlaf.vn; the office's legal staff
    must confirm): an answer within 2 working days; withdrawing consent, restricting or objecting within 15 days;
    seeing, correcting or deleting within 10 to 20 days, of which we take the longest. Days are calendar days where
    no working days are named. An extension, possible once, is for a person to agree with whoever asked.
    """
    acknowledge_by = add_working_days(received_on, ACKNOWLEDGE_IN, days_off)
    return acknowledge_by, received_on + (STOP_IN if right in STOPPING else OTHER_IN)


def keep(request):
    """Save a request with its dates; the only way in."""
    days_off = load_holidays(since=request.received_on)
    request.acknowledge_by, request.due_on = deadlines(request.right, request.received_on, days_off)
    request.save()
    return request


def lateness(request, today=None):
    """What is overdue of a request: "acknowledge", "do", or "" for nothing."""
    today = today or timezone.localdate()
    if request.done_at:
        return ""
    if request.due_on < today:
        return "do"
    return "acknowledge" if not request.acknowledged_at and request.acknowledge_by < today else ""


# --- What there is of a person ------------------------------------------------------------------


def comments_of(email, *, by):
    """The comments of an e-mail address, as far as `by` may see them: compared whole, without case.

    Those written under it, and those whose news it has asked for and confirmed: anybody can name a stranger's address.
    """
    if not may(by, "export"):
        raise NotAllowed
    if not email:
        return Comment.objects.none()
    confirmed = Subscription.objects.filter(email__iexact=email, confirmed_at__isnull=False)
    theirs = Q(email__iexact=email) | Q(pk__in=confirmed.values("comment"))
    found = visible_to(by).filter(theirs).order_by("created_at", "id")
    return found.select_related("article__section", "reason", "consent", "official_reply")


def without_others(row, email):
    """What is kept of a comment, without an e-mail address other than the one that asks."""

    def is_other(address):
        return address.casefold() != email.casefold()

    notices = row["thong-bao-email"]
    return row | {
        "email": "" if is_other(row["email"]) else row["email"],
        "thong-bao-email": None if notices and is_other(notices["email"]) else notices,
    }


@transaction.atomic
def export(email, *, by, at=None) -> dict:
    """All that is kept of a person in the sections of `by`, as the person is given it. Each comment remembers it."""
    at = at or timezone.now()
    lock_comments(list(comments_of(email, by=by).values_list("pk", flat=True)))
    found = list(comments_of(email, by=by))
    bans = Ban.objects.in_force(at).filter(value_hash=hash_for_ban(email)).order_by("at")
    taken = {
        "email": email,
        "lap-luc": own_data.when(at),
        "y-kien": [{"so": comment.pk, **without_others(own_data.of(comment), email)} for comment in found],
        "tam-dung-gui-y-kien": [{"den": own_data.when(ban.until), "ly-do": ban.reason} for ban in bans],
    }
    for comment in found:
        events.add(comment, "export", source=comment.state, by=by, at=at)
    return taken
