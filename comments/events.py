"""The chain of events: one is added under a lock, and the whole can be verified."""

from datetime import UTC
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.crypto import salted_hmac

from .models import Comment, EventHead, ModerationEvent


def add(comment, act, *, source, by, at, reason=None, note="", rules=(), batch=None):
    """Seal one event behind the last. To be called inside a transaction that holds the comment.

    Whoever comes here waits for the one before to commit: what is counted afterwards is counted right.
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
        at=at.astimezone(UTC),  # sealed as every database gives it back
        reason=reason,
        note=note,
        rules=sorted(rule.pk for rule in rules),
        body_digest=digest_of_body(comment),
        batch=batch,
        previous=head.digest,
    )
    event.note = event._meta.get_field("note").to_python(note)  # sealed as it is stored
    event.digest = event.seal()
    event.save()
    head.count, head.digest = event.number, event.digest
    head.save()
    return event


def digest_of_body(comment):
    """What the text was, without saying it; nothing of a purged comment."""
    if not comment.digest_key:
        return ""
    text = f"{comment.name}\n{comment.body}"
    return salted_hmac("comments.body", text, secret=comment.digest_key, algorithm="sha256").hexdigest()


class Verdict(NamedTuple):
    """How many events hold together, the last digest, and the number of the first broken link (None: all hold).

    `changed`: comments (ids) whose words or state are not those of their last event.
    """

    count: int
    head: str
    broken: int | None
    changed: tuple = ()


def verify(*, noted="") -> Verdict:
    """Read the whole chain. `noted`: a digest that somebody wrote down earlier and that must still be in it.

    A changed, missing or moved event breaks the link at its number; one that was cut off at the end is missed
    because the head counts them. Where the chain holds, the comments are compared with what it says of them.
    """
    head = EventHead.objects.filter(pk=1).first() or EventHead()
    previous, number, seen = "", 0, not noted
    for event in ModerationEvent.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number or event.previous != previous or event.seal() != event.digest:
            return Verdict(number - 1, previous, number)
        previous = event.digest
        seen = seen or event.digest == noted
    if (head.count, head.digest) != (number, previous) or not seen:
        return Verdict(number, previous, number + 1)
    return Verdict(number, previous, None, tuple(changed()))


def changed():
    """Comments that somebody has written, or written into, past the door."""
    last = ModerationEvent.objects.filter(comment=OuterRef("pk")).order_by("-number")
    comments = Comment.objects.annotate(
        said=Subquery(last.values("body_digest")[:1]), led_to=Subquery(last.values("target")[:1])
    )
    for comment in (
        comments.only("name", "body", "digest_key", "state").order_by("pk").iterator(chunk_size=2000)
    ):
        if (comment.said, comment.led_to) != (digest_of_body(comment), comment.state):
            yield comment.pk
