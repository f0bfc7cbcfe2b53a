"""What readers see under an article: roots in one of two orders, page by page, with their replies.

Paging stays right while new comments arrive: the pages after the first say up to which moment they count (`den`).
The same number of queries for 5 comments and for 5,000.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Q, TextChoices, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, State
from newsroom.core.cursors import decode_moment, encode_moment
from newsroom.core.parsing import parse_int

PER_PAGE = 10
REPLIES = 2
MANY_REPLIES = 100  # of a root that was opened, on one page


class Order(TextChoices):
    """In which order, by its word in the address. Nothing that a reader sends is ever an ORDER BY."""

    LIKED = "quan-tam", _("Of most interest")
    NEWEST = "moi-nhat", _("Newest first")


COLUMNS = {
    Order.LIKED: [
        F("featured_at").desc(nulls_last=True),
        "-like_count",
        F("answered_at").desc(nulls_last=True),
        "-published_at",
        "-id",
    ],
    Order.NEWEST: ["-published_at", "-id"],
}


class Asked(NamedTuple):
    """What the address of the page asks for."""

    order: Order = Order.LIKED
    number: int = 1
    until: datetime | None = None  # the moment of the first page
    opened: int | None = None  # the root of which not only the first replies are shown
    part: int = 1  # which hundred of them


def asked_of(query) -> Asked:
    """Read from the part after the question mark; nonsense is as good as nothing."""
    order = query.get("yk")
    return Asked(
        order=Order(order) if order in Order.values else Order.LIKED,
        number=max(parse_int(query.get("trang-yk")) or 1, 1),
        until=moment_of(query.get("den")),
        opened=parse_int(query.get("tra-loi")),
        part=max(parse_int(query.get("phan")) or 1, 1),
    )


def moment_of(text):
    microseconds = parse_int(text)
    try:
        return None if microseconds is None else decode_moment(microseconds)
    except OverflowError:
        return None


@dataclass
class Thread:
    """A root, with those of its replies that are shown; of a withdrawn one only a line is left."""

    root: Comment
    replies: list = field(default_factory=list)
    # The addresses that show others of them.
    all_replies: str = ""
    earlier_replies: str = ""
    later_replies: str = ""

    @property
    def is_withdrawn(self):
        return self.root.state == State.WITHDRAWN


@dataclass
class Listing:
    """One page of the list."""

    threads: list
    asked: Asked
    pages: int = 1

    def address(self, **changes):
        """The same list with something else asked for, as the part after the question mark and the anchor."""
        asked = self.asked._replace(**changes)
        query = {"yk": asked.order.value}
        if asked.number > 1 or (asked.opened and asked.until):
            query |= {"trang-yk": asked.number, "den": encode_moment(asked.until)}
        if asked.opened:
            query |= {"tra-loi": asked.opened} | ({"phan": asked.part} if asked.part > 1 else {})
        anchor = f"y-kien-{asked.opened}" if asked.opened else "y-kien"
        return f"?{urlencode(query)}#{anchor}"

    @property
    def orders(self):
        """The two ways to read the list: label, address, whether it is this one."""
        first = {"number": 1, "until": None, "opened": None, "part": 1}
        return [
            (order.label, self.address(order=order, **first), order == self.asked.order) for order in Order
        ]

    @property
    def next(self):
        number = self.asked.number + 1
        return self.address(number=number, opened=None, part=1) if number <= self.pages else ""

    @property
    def previous(self):
        number = self.asked.number - 1
        return self.address(number=number, opened=None, part=1) if number else ""


def listing_of(article, asked, at=None) -> Listing:
    """The page of the list that was asked for; the last one for a number beyond. Three queries."""
    roots = roots_of(article, at)
    if asked.until:
        roots = roots.filter(published_at__lte=asked.until)
    there = roots.aggregate(count=Count("pk"), newest=Max("published_at"))
    pages = max(1, -(-there["count"] // PER_PAGE))
    asked = asked._replace(number=min(asked.number, pages), until=asked.until or there["newest"])
    first = (asked.number - 1) * PER_PAGE
    ordered = roots.order_by(*COLUMNS[asked.order]).select_related("official_reply")
    listing = Listing([Thread(root) for root in ordered[first : first + PER_PAGE]], asked, pages)
    add_replies(listing, at)
    return listing


def roots_of(article, at=None):
    """The public roots of an article, and the withdrawn ones whose replies are public."""
    public = Comment.objects.public(at).filter(article=article)
    replied = Q(state=State.WITHDRAWN, reply_count__gt=0, pk__in=public.exclude(parent=None).values("parent"))
    return Comment.objects.filter(Q(pk__in=public.values("pk")) | replied, article=article, parent=None)


def add_replies(listing, at):
    """Give each thread its first replies, and the one that was opened the hundred that was asked for: one query."""
    by_root = {thread.root.pk: thread for thread in listing.threads}
    opened = by_root.get(listing.asked.opened)
    listing.asked = listing.asked._replace(part=min(listing.asked.part, parts_of(opened)))
    last = listing.asked.part * MANY_REPLIES
    place = Window(RowNumber(), partition_by="parent", order_by=["published_at", "id"])
    here = Q(parent=listing.asked.opened)
    shown = (here & Q(place__gt=last - MANY_REPLIES, place__lte=last)) | (~here & Q(place__lte=REPLIES))
    replies = Comment.objects.public(at).filter(parent__in=by_root).annotate(place=place).filter(shown)
    for reply in replies.select_related("official_reply", "answers_to").order_by("published_at", "id"):
        by_root[reply.parent_id].replies.append(reply)
    for thread in listing.threads:
        if thread is opened:
            add_parts(thread, listing)
        elif len(thread.replies) < thread.root.reply_count:
            thread.all_replies = listing.address(opened=thread.root.pk, part=1)


def add_parts(thread, listing):
    """Where the hundred before and the hundred after this one are."""
    part = listing.asked.part
    if part > 1:
        thread.earlier_replies = listing.address(part=part - 1)
    if part < parts_of(thread):
        thread.later_replies = listing.address(part=part + 1)


def parts_of(thread):
    """How many pages the replies of an opened thread take."""
    return max(1, -(-thread.root.reply_count // MANY_REPLIES)) if thread else 1


def place_of(comment, at=None):
    """Where a public comment stands: the part after the question mark, and the anchor, on its article's page."""
    root = comment.parent or comment
    later = Q(published_at__gt=root.published_at) | Q(published_at=root.published_at, pk__gt=root.pk)
    query = {
        "yk": Order.NEWEST.value,
        "trang-yk": roots_of(comment.article, at).filter(later).count() // PER_PAGE + 1,
    }
    if comment.parent_id:
        before = Q(published_at__lt=comment.published_at) | Q(
            published_at=comment.published_at, pk__lt=comment.pk
        )
        part = Comment.objects.public(at).filter(before, parent=root).count() // MANY_REPLIES + 1
        query |= {"tra-loi": root.pk} | ({"phan": part} if part > 1 else {})
    return f"?{urlencode(query)}#{comment.anchor}"
