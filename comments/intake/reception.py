"""Receive new comments. Every comment waits for a moderator, in state pending or held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments import events
from comments.errors import AlreadyReceived, Banned, CommentsClosed, NotReadable, TooManyComments
from comments.limits import BURST_PERIOD, HELD_A_DAY, HELD_IN_BURST, REFUSED_A_DAY, SAME_TEXT_PERIOD
from comments.models import Ban, Comment, ConsentWording, State, WordRule
from newsroom.core.client import is_in_networks
from newsroom.core.locks import advisory_lock
from newsroom.core.rate_limits import RateLimit, list_reached

from . import near_duplicates, reader_keys, word_rules
from .availability import get_availability
from .hold_reasons import HoldReason, find_text_reasons
from .ip_hashes import IpHashes, hash_for_ban, hash_ip

DAY = timedelta(days=1)
# The author of such a comment may send the same text again.
RESENDABLE = [State.WITHDRAWN, State.REJECTED, State.HIDDEN]


@dataclass
class Submission:
    """A comment as a reader sent it, cleaned by the form (`comments.intake.forms`), and facts about the request.

    `key` is the browser's (`reader_keys`); `request_hold_reasons` are those that only the request shows.
    """

    article_id: int
    name: str
    body: str
    email: str
    consent: ConsentWording
    ip: IPv4Address | IPv6Address
    key: str
    parent_id: int | None = None
    request_hold_reasons: tuple[HoldReason, ...] = ()


@transaction.atomic
def receive(submission: Submission, *, at: datetime | None = None) -> tuple[Comment, str]:
    """Store a new comment; return it and the secret of its link.

    Raises NotReadable, CommentsClosed, Banned, TooManyComments or AlreadyReceived; nothing has changed then. The
    number of queries does not depend on the number of comments.
    """
    at = at or timezone.now()
    article = Article.objects.public(at).select_related("section").filter(pk=submission.article_id).first()
    if article is None:
        raise NotReadable
    availability = get_availability(article, at)
    if not availability.takes_comments:
        raise CommentsClosed
    parent = find_parent(submission, article, at)
    hashes = hash_ip(submission.ip, at)
    author_hash = reader_keys.hash_secret(submission.key)
    advisory_lock(f"comments.author.{author_hash}", f"comments.ip.{hashes.ban}")
    refuse_banned(author_hash, submission.email, hashes, at)
    digest = near_duplicates.digest_text(submission.body)
    refuse_repeated(submission, digest, author_hash, parent, at)
    rules = word_rules.match_rules(f"{submission.name}\n{submission.body}")
    hold_reasons = list(collect_hold_reasons(submission, rules, digest, article, at))
    if not is_in_networks(submission.ip, availability.settings.list_shared_networks()):
        hold_reasons += check_rate(hashes, at)
    leader_id, bands = near_duplicates.find_group_leader(submission.body)
    nonce = reader_keys.generate_nonce()
    secret = reader_keys.derive_secret(submission.key, nonce)
    comment = Comment.objects.create(
        article=article,
        parent=(parent.parent or parent) if parent else None,
        answers_to=parent,
        name=submission.name,
        email=submission.email,
        body=submission.body,
        consent=submission.consent,
        state=State.HELD if hold_reasons else State.PENDING,
        hold_reasons=hold_reasons,
        created_at=at,
        secret_hash=reader_keys.hash_secret(secret),
        author_hash=author_hash,
        receipt_nonce=nonce,
        ip_hash=hashes.ip,
        ip_network_hash=hashes.network,
        ip_ban_hash=hashes.ban,
        near_duplicate_of_id=leader_id,
        text_digest=digest,
        digest_key=reader_keys.generate_key(),
    )
    comment.word_rules.set(rules)
    near_duplicates.save_bands(comment, bands)
    events.add(comment, "receive", source="", by=None, at=at, rules=rules)
    return comment, secret


def find_parent(submission: Submission, article: Article, at: datetime) -> Comment | None:
    """The comment that is answered; None if it is not public any more: the answer then becomes a root comment."""
    if submission.parent_id is None:
        return None
    public = Comment.objects.public(at).select_related("parent")
    return public.filter(article=article, pk=submission.parent_id).first()


def refuse_banned(author_hash: str, email: str, hashes: IpHashes, at: datetime) -> None:
    """Raises Banned."""
    values = [author_hash, hashes.ban, *([hash_for_ban(email)] if email else [])]
    ban = Ban.objects.filter_in_force(at).filter(value_hash__in=values).order_by("-until").first()
    if ban:
        raise Banned(ban.until)


def refuse_repeated(
    submission: Submission, digest: str, author_hash: str, parent: Comment | None, at: datetime
) -> None:
    """Raise AlreadyReceived if the same browser sent the same text to the same place within a day.

    Marks count: a reader who was asked to write them sends another text.
    """
    same = Comment.objects.filter(
        text_digest=digest, author_hash=author_hash, created_at__gt=at - SAME_TEXT_PERIOD
    )
    same = same.filter(article=submission.article_id, answers_to=parent).exclude(state__in=RESENDABLE)
    for earlier in same.order_by("-pk"):
        if near_duplicates.is_same_text(earlier.body, submission.body):
            raise AlreadyReceived(earlier)


def collect_hold_reasons(
    submission: Submission, rules: list[WordRule], digest: str, article: Article, at: datetime
) -> Iterator[HoldReason]:
    """Reasons for a closer look by a moderator, each once; the rate is checked apart."""
    yield from find_text_reasons(submission.name, submission.body, rules)
    yield from submission.request_hold_reasons
    same = Comment.objects.filter(text_digest=digest, created_at__gt=at - SAME_TEXT_PERIOD)
    if same.exclude(article=article).exists():
        yield HoldReason.ELSEWHERE


def check_rate(hashes: IpHashes, at: datetime) -> list[HoldReason]:
    """The hold reason of an IP address that sends too often. Raises TooManyComments above REFUSED_A_DAY."""
    comments = Comment.objects.filter(ip_hash__in=hashes.recent_ip_hashes)
    limits = (
        RateLimit(REFUSED_A_DAY, DAY),
        RateLimit(HELD_A_DAY, DAY),
        RateLimit(HELD_IN_BURST, BURST_PERIOD),
    )
    is_refused, *is_held = list_reached(comments, *limits, at=at, field="created_at")
    if is_refused:
        raise TooManyComments
    return [HoldReason.OFTEN] if any(is_held) else []
