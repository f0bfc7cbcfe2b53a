"""How a comment comes in: whatever the path, it ends waiting for a person, pending or held."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments import events
from comments.errors import AlreadyReceived, Banned, Closed, NotThere, TooMany
from comments.models import Ban, Comment, State
from newsroom.core.client import is_in_networks
from newsroom.core.limits import RateLimit, list_reached
from newsroom.core.locks import advisory_lock

from . import near_duplicates, reader_keys, word_rules
from .availability import get_availability
from .hold_reasons import HoldReason, in_text
from .ip_hashes import for_ban, origin_of

A_DAY = timedelta(days=1)
# Comments from one IP address: the next one is held by the first two limits, refused by the last.
HELD_LATELY, HELD_TODAY = RateLimit(3, timedelta(minutes=10)), RateLimit(10, A_DAY)
REFUSED_TODAY = RateLimit(20, A_DAY)
GONE = [State.WITHDRAWN, State.REJECTED, State.HIDDEN]


@dataclass
class Sent:
    """What a reader sent, cleaned by the form (`comments.intake.forms`), and what is known of the sending.

    `address` is of the ipaddress module; `key` is the browser's (`authorship`); `hints` are suspicions that only
    the request shows.
    """

    article_id: int
    name: str
    body: str
    email: str
    consent: object
    address: object
    key: str
    parent_id: int | None = None
    hints: tuple = ()


@transaction.atomic
def receive(sent: Sent, *, at=None) -> tuple[Comment, str]:
    """Take a comment in: the comment, and the secret of its link.

    Raises NotThere, Closed, Banned, TooMany or AlreadyReceived; nothing has changed then. The same number of
    queries whatever the number of comments.
    """
    at = at or timezone.now()
    article = Article.objects.public(at).select_related("section").filter(pk=sent.article_id).first()
    if article is None:
        raise NotThere
    availability = get_availability(article, at)
    if not availability.takes_comments:
        raise Closed
    parent = parent_of(sent, article, at)
    origin = origin_of(sent.address, at)
    author_hash = reader_keys.hash_of(sent.key)
    advisory_lock(f"comments.author.{author_hash}", f"comments.address.{origin.ban}")
    refuse_banned(author_hash, sent.email, origin, at)
    digest = near_duplicates.digest_text(sent.body)
    refuse_repeated(sent, digest, author_hash, parent, at)
    met = word_rules.met(f"{sent.name}\n{sent.body}")
    unlimited = is_in_networks(sent.address, availability.settings.shared_network_list)
    held = list(suspicions_of(sent, met, digest, article, at))
    held += [] if unlimited else rate_of(origin, at)
    leader_id, bands = near_duplicates.find_group_leader(sent.body)
    nonce = reader_keys.new_nonce()
    secret = reader_keys.secret_of(sent.key, nonce)
    comment = Comment.objects.create(
        article=article,
        parent=(parent.parent or parent) if parent else None,
        answers_to=parent,
        name=sent.name,
        email=sent.email,
        body=sent.body,
        consent=sent.consent,
        state=State.HELD if held else State.PENDING,
        hold_reasons=held,
        created_at=at,
        secret_hash=reader_keys.hash_of(secret),
        author_hash=author_hash,
        receipt_nonce=nonce,
        ip_hash=origin.address,
        ip_network_hash=origin.network,
        ip_ban_hash=origin.ban,
        near_duplicate_of_id=leader_id,
        text_digest=digest,
        digest_key=reader_keys.new_key(),
    )
    comment.word_rules.set(met)
    near_duplicates.save_bands(comment, bands)
    events.add(comment, "receive", source="", by=None, at=at, rules=met)
    return comment, secret


def parent_of(sent, article, at):
    """The comment that this one answers, if readers see it; one that has gone is answered on the root level."""
    if sent.parent_id is None:
        return None
    seen = Comment.objects.public(at).select_related("parent")
    return seen.filter(article=article, pk=sent.parent_id).first()


def refuse_banned(author_hash, email, origin, at):
    hashes = [author_hash, origin.ban, *([for_ban(email)] if email else [])]
    ban = Ban.objects.in_force(at).filter(value_hash__in=hashes).order_by("-until").first()
    if ban:
        raise Banned(ban.until)


def refuse_repeated(sent, digest, author_hash, parent, at):
    """The same browser sent the same words to the same place within a day: it gets its earlier receipt.

    Marks count: who was asked to write them sends another text. What does not stand any more can be sent again.
    """
    folded = Comment.objects.filter(text_digest=digest, author_hash=author_hash, created_at__gt=at - A_DAY)
    here = folded.filter(article=sent.article_id, answers_to=parent).exclude(state__in=GONE)
    for earlier in here.order_by("-pk"):
        if near_duplicates.is_same_text(earlier.body, sent.body):
            raise AlreadyReceived(earlier)


def suspicions_of(sent, met, digest, article, at):
    """Why a person should look more closely; codes, each once."""
    if word_rules.holding(met):
        yield HoldReason.WORDS
    yield from in_text(sent.name, sent.body)
    yield from sent.hints
    same = Comment.objects.filter(text_digest=digest, created_at__gt=at - A_DAY)
    if same.exclude(article=article).exists():
        yield HoldReason.ELSEWHERE


def rate_of(origin, at):
    """The hold reason of one IP address that sends too often. Raises TooMany above REFUSED_TODAY."""
    known = [each for each in (origin.address, origin.earlier) if each]
    sent = Comment.objects.filter(ip_hash__in=known)
    limits = (REFUSED_TODAY, HELD_TODAY, HELD_LATELY)
    is_refused, *is_held = list_reached(sent, *limits, at=at, field="created_at")
    if is_refused:
        raise TooMany
    return [HoldReason.OFTEN] if any(is_held) else []
