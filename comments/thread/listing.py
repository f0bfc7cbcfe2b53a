"""The comments under an article as readers see them: root comments in one of two orders, in pages, with replies.

Pages stay stable while new comments arrive: the URL of a later page holds the time up to which it counts (`den`).
The number of queries is the same for 5 comments and for 5,000.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Q, QuerySet, TextChoices, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment, State
from newsroom.core.cursors import decode_moment, encode_moment
from newsroom.core.parsing import parse_int

PER_PAGE = 10
FIRST_REPLIES = 2  # shown of each root
REPLIES_PER_PAGE = 100  # shown of an expanded root


class CommentOrder(TextChoices):
    """The order of root comments, by its value in the URL."""

    LIKED = "quan-tam", _("Of most interest")
    NEWEST = "moi-nhat", _("Newest first")


# A fixed table: nothing that a reader sends becomes an ORDER BY.
ORDER_COLUMNS: dict[CommentOrder, list[str | OrderBy]] = {
    CommentOrder.LIKED: [
        F("featured_at").desc(nulls_last=True),
        "-like_count",
        F("answered_at").desc(nulls_last=True),
        "-published_at",
        "-id",
    ],
    CommentOrder.NEWEST: ["-published_at", "-id"],
}


class ListingQuery(NamedTuple):
    """The page of comments that a URL asks for.

    `until` is the time up to which comments count; `expanded` the id of the root of which all replies are shown, and
    `reply_page` the page of these replies.
    """

    order: CommentOrder = CommentOrder.LIKED
    page: int = 1
    until: datetime | None = None
    expanded: int | None = None
    reply_page: int = 1


def parse_listing_query(parameters: Mapping[str, str]) -> ListingQuery:
    """Read the parameters of a URL; malformed ones count as missing."""
    order = parameters.get("yk")
    return ListingQuery(
        order=CommentOrder(order) if order in CommentOrder.values else CommentOrder.LIKED,
        page=max(parse_int(parameters.get("trang-yk")) or 1, 1),
        until=parse_moment(parameters.get("den")),
        expanded=parse_int(parameters.get("tra-loi")),
        reply_page=max(parse_int(parameters.get("phan")) or 1, 1),
    )


def parse_moment(text: str | None) -> datetime | None:
    microseconds = parse_int(text)
    try:
        return None if microseconds is None else decode_moment(microseconds)
    except OverflowError:
        return None


@dataclass
class CommentThread:
    """A root comment with those of its replies that are shown, and URLs of the others ("" for none)."""

    root: Comment
    replies: list[Comment] = field(default_factory=list)
    all_replies_url: str = ""
    earlier_replies_url: str = ""
    later_replies_url: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Is only a line left of the root, above its replies?"""
        return self.root.state == State.WITHDRAWN

    @property
    def reply_page_count(self) -> int:
        """The number of pages that its replies take when it is expanded."""
        return max(1, -(-self.root.reply_count // REPLIES_PER_PAGE))


@dataclass
class CommentListing:
    """One page of threads."""

    threads: list[CommentThread]
    query: ListingQuery
    page_count: int = 1

    def url(self, **changes) -> str:
        """The URL of the listing with other query values: the part after the path."""
        query = self.query._replace(**changes)
        parameters: dict[str, str | int] = {"yk": query.order.value}
        if query.until and (query.page > 1 or query.expanded):
            parameters |= {"trang-yk": query.page, "den": encode_moment(query.until)}
        if query.expanded:
            parameters |= {"tra-loi": query.expanded}
            parameters |= {"phan": query.reply_page} if query.reply_page > 1 else {}
        anchor = f"y-kien-{query.expanded}" if query.expanded else "y-kien"
        return f"?{urlencode(parameters)}#{anchor}"

    @property
    def order_links(self) -> list[tuple[str | Promise, str, bool]]:
        """Label and URL of each order, and whether it is the current one."""
        first_page = ListingQuery()._asdict()
        return [
            (order.label, self.url(**{**first_page, "order": order}), order == self.query.order)
            for order in CommentOrder
        ]

    @property
    def next_url(self) -> str:
        page = self.query.page + 1
        return self.url(page=page, expanded=None, reply_page=1) if page <= self.page_count else ""

    @property
    def previous_url(self) -> str:
        page = self.query.page - 1
        return self.url(page=page, expanded=None, reply_page=1) if page else ""


def get_listing(article: Article, query: ListingQuery, at: datetime | None = None) -> CommentListing:
    """The page that `query` asks for; the last page for a number beyond. Three queries."""
    roots = list_roots(article, at)
    if query.until:
        roots = roots.filter(published_at__lte=query.until)
    totals = roots.aggregate(count=Count("pk"), newest=Max("published_at"))
    page_count = max(1, -(-totals["count"] // PER_PAGE))
    query = query._replace(page=min(query.page, page_count), until=query.until or totals["newest"])
    first = (query.page - 1) * PER_PAGE
    ordered = roots.order_by(*ORDER_COLUMNS[query.order]).select_related("official_reply")
    threads = [CommentThread(root) for root in ordered[first : first + PER_PAGE]]
    listing = CommentListing(threads, query, page_count)
    add_replies(listing, at)
    return listing


def list_roots(article: Article, at: datetime | None = None) -> QuerySet[Comment]:
    """The public root comments of an article, and the withdrawn ones that have public replies."""
    public = Comment.objects.public(at).filter(article=article)
    has_replies = Q(
        state=State.WITHDRAWN, reply_count__gt=0, pk__in=public.exclude(parent=None).values("parent")
    )
    return Comment.objects.filter(Q(pk__in=public.values("pk")) | has_replies, article=article, parent=None)


def add_replies(listing: CommentListing, at: datetime | None) -> None:
    """Add the first replies of each thread, and one page of replies of the expanded one. One query."""
    by_root = {thread.root.pk: thread for thread in listing.threads}
    expanded = by_root.get(listing.query.expanded or 0)
    last_page = expanded.reply_page_count if expanded else 1
    listing.query = listing.query._replace(reply_page=min(listing.query.reply_page, last_page))
    last = listing.query.reply_page * REPLIES_PER_PAGE
    rank = Window(RowNumber(), partition_by="parent", order_by=["published_at", "id"])
    of_expanded = Q(parent=listing.query.expanded)
    on_page = Q(rank__gt=last - REPLIES_PER_PAGE, rank__lte=last)
    is_shown = (of_expanded & on_page) | (~of_expanded & Q(rank__lte=FIRST_REPLIES))
    replies = Comment.objects.public(at).filter(parent__in=by_root).annotate(rank=rank).filter(is_shown)
    for reply in replies.select_related("official_reply", "answers_to").order_by("published_at", "id"):
        by_root[reply.parent_id].replies.append(reply)
    for thread in listing.threads:
        if thread is expanded:
            add_reply_page_urls(thread, listing)
        elif len(thread.replies) < thread.root.reply_count:
            thread.all_replies_url = listing.url(expanded=thread.root.pk, reply_page=1)


def add_reply_page_urls(thread: CommentThread, listing: CommentListing) -> None:
    """Set the URLs of the replies before and after those on the page."""
    page = listing.query.reply_page
    if page > 1:
        thread.earlier_replies_url = listing.url(reply_page=page - 1)
    if page < thread.reply_page_count:
        thread.later_replies_url = listing.url(reply_page=page + 1)


def build_permalink(comment: Comment, at: datetime | None = None) -> str:
    """The part after the path of the URL at which a public comment is shown on its article's page."""
    root = comment.parent or comment
    newer = Q(published_at__gt=root.published_at) | Q(published_at=root.published_at, pk__gt=root.pk)
    parameters: dict[str, str | int] = {
        "yk": CommentOrder.NEWEST.value,
        "trang-yk": list_roots(comment.article, at).filter(newer).count() // PER_PAGE + 1,
    }
    if comment.parent_id:
        older = Q(published_at__lt=comment.published_at)
        older |= Q(published_at=comment.published_at, pk__lt=comment.pk)
        earlier_replies = Comment.objects.public(at).filter(older, parent=root).count()
        reply_page = earlier_replies // REPLIES_PER_PAGE + 1
        parameters |= {"tra-loi": root.pk} | ({"phan": reply_page} if reply_page > 1 else {})
    return f"?{urlencode(parameters)}#{comment.anchor}"
