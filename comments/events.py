"""The chain of events on comments: add one under a lock, verify all."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.crypto import salted_hmac

from newsroom.core.accounts import User

from .models import Comment, EventHead, ModerationEvent, RejectionReason, WordRule


def add(
    comment: Comment,
    act: str,
    *,
    source: str,
    by: User | None,
    at: datetime,
    reason: RejectionReason | None = None,
    note: str = "",
    rules: Iterable[WordRule] = (),
    batch: uuid.UUID | None = None,
) -> ModerationEvent:
    """Add one event to the end of the chain. The caller is in a transaction and has locked the comment.

    `source` is the state before the act ("" for a new comment). Events are added one at a time: this waits until
    other transactions that added one have ended, so that the caller may count comments afterwards.
    """
    head, _is_new = EventHead.objects.select_for_update().get_or_create(pk=1)
    event = ModerationEvent(
        number=head.count + 1,
        comment=comment,
        act=act,
        source=source,
        target=comment.state,
        version=comment.version,
        by=by,
        at=at.astimezone(UTC),  # as every database returns it
        reason=reason,
        note=note,
        rules=sorted(rule.pk for rule in rules),
        body_digest=digest_body(comment),
        batch=batch,
        previous=head.digest,
    )
    event.note = event._meta.get_field("note").to_python(note)  # as it is stored
    event.digest = event.seal()
    event.save()
    head.count, head.digest = event.number, event.digest
    head.save()
    return event


def digest_body(comment: Comment) -> str:
    """A keyed digest of name and text (SHA-256, hexadecimal); "" for a purged comment."""
    if not comment.digest_key:
        return ""
    text = f"{comment.name}\n{comment.body}"
    return salted_hmac("comments.body", text, secret=comment.digest_key, algorithm="sha256").hexdigest()


class Verdict(NamedTuple):
    """The result of a verification.

    `intact_count`: events before the first broken link; `head`: the digest of the last of them; `broken_at`: the
    number of the first broken link, None if all hold; `altered`: ids of comments whose name, text or state differs
    from their last event.
    """

    intact_count: int
    head: str
    broken_at: int | None
    altered: tuple[int, ...] = ()


def verify(*, expected_digest: str = "") -> Verdict:
    """Read the whole chain. `expected_digest`: a digest that was noted earlier and must still be in the chain.

    A changed, missing or moved event breaks the link at its number. Events cut off at the end are noticed because
    the head counts them. If the chain holds, the comments are compared with their last events.
    """
    head = EventHead.objects.filter(pk=1).first() or EventHead()
    previous, number, seen = "", 0, not expected_digest
    for event in ModerationEvent.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number or event.previous != previous or event.seal() != event.digest:
            return Verdict(number - 1, previous, number)
        previous = event.digest
        seen = seen or event.digest == expected_digest
    if (head.count, head.digest) != (number, previous) or not seen:
        return Verdict(number, previous, number + 1)
    return Verdict(number, previous, None, tuple(find_altered_comments()))


def find_altered_comments() -> Iterator[int]:
    """Ids of comments that were created or changed without an event."""
    last = ModerationEvent.objects.filter(comment=OuterRef("pk")).order_by("-number")
    comments = Comment.objects.annotate(
        last_digest=Subquery(last.values("body_digest")[:1]), last_target=Subquery(last.values("target")[:1])
    )
    for comment in (
        comments.only("name", "body", "digest_key", "state").order_by("pk").iterator(chunk_size=2000)
    ):
        if (comment.last_digest, comment.last_target) != (digest_body(comment), comment.state):
            yield comment.pk
