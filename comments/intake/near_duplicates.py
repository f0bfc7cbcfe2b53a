"""Near-copies: comments that share at least half of their five-letter pieces, found without reading them all.

Measured on 10,000 published comments: a copy with a tenth of its words changed is found at 0.5 always, with a fifth
changed 97 times in 100; those alike in real data are mostly sincere slogans, so they are grouped, never refused.
Candidates come from prints (MinHash in bands: J. Leskovec et al., Mining of Massive Datasets, 3.4), so that a new
comment costs the same among 5 and among 5,000.
"""

import hashlib
import struct

from django.db.models import Count
from django.utils.crypto import salted_hmac

from comments.models import Comment, Likeness
from newsroom.core.text import fold, normalize

ALIKE = 0.5
SHORTEST = 40  # letters
PIECE = 5
# 24 bands of 2: two texts that are half alike share a print in 99.9 cases of 100, those a tenth alike in 21.
BANDS, ROWS = 24, 2
CANDIDATES = 40
PRIME = (1 << 61) - 1
# Fixed, so that prints stay comparable: a and b of each hash function a * x + b.
FUNCTIONS = [
    struct.unpack(">QQ", hashlib.sha256(f"likeness {n}".encode()).digest()[:16]) for n in range(BANDS * ROWS)
]


def pieces(text):
    """The five-letter pieces of a text, whatever its marks and case; none of a short one."""
    plain = fold(text)
    if len(plain) < SHORTEST:
        return frozenset()
    return frozenset(plain[at : at + PIECE] for at in range(len(plain) - PIECE + 1))


def alike(one, other):
    """The share of common pieces (Jaccard), 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def prints(pieces):
    """24 numbers of 63 bits: texts that are alike share some of them."""
    if not pieces:
        return []
    numbers = [int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=7).digest()) for piece in pieces]
    least = [min((a * number + b) % PRIME for number in numbers) for a, b in FUNCTIONS]
    return [
        int.from_bytes(
            hashlib.blake2b(
                struct.pack(">BQQ", band, *least[band * ROWS : (band + 1) * ROWS]), digest_size=8
            ).digest()
        )
        >> 1
        for band in range(BANDS)
    ]


def are_alike(one, other):
    return alike(pieces(one), pieces(other)) >= ALIKE


def digest_of(text):
    """The same for texts that differ in marks, case and spaces only; keyed, lest short texts be guessed."""
    return salted_hmac("comments.text", fold(text), algorithm="sha256").hexdigest()


def are_same(one, other):
    """Two texts that differ in case and spaces at most; marks count."""
    return normalize(one).casefold() == normalize(other).casefold()


def first_alike(text, but=()):
    """The comment that leads the group of near-copies of `text`, or None; and the prints of `text`.

    `but`: comments (ids) that are not asked.
    """
    mine = pieces(text)
    marks = prints(mine)
    if not marks:
        return None, marks
    # Each print is looked up in an index; those that share most come first.
    shared = (
        Likeness.objects.filter(print__in=marks)
        .exclude(comment__in=but)
        .values("comment")
        .annotate(shared=Count("id"))
        .order_by("-shared", "-comment")[:CANDIDATES]
    )
    candidates = Comment.objects.filter(pk__in=[row["comment"] for row in shared], purged_at=None)
    best = max(candidates.only("body", "alike"), key=lambda one: alike(mine, pieces(one.body)), default=None)
    if best is None or alike(mine, pieces(best.body)) < ALIKE:
        return None, marks
    return best.alike_id or best.pk, marks


def keep(comment, marks):
    """Write down the prints of a comment."""
    Likeness.objects.bulk_create(
        Likeness(comment=comment, print=mark, at=comment.created_at) for mark in marks
    )


def copies_of(comment):
    """The comments of a group that `comment` leads."""
    return Comment.objects.filter(alike=comment)


def renew(comment):
    """After its text has changed: digest, prints and group anew. Saves all but the comment itself.

    A copy that became something else stands alone; where it led others, those that are still alike stay with it,
    and the rest find a leader among themselves. Whoever calls this holds the comment and its copies.
    """
    comment.text_digest = digest_of(comment.body)
    copies = list(copies_of(comment).only("body").order_by("pk"))
    comment.alike_id, marks = first_alike(comment.body, but=[comment.pk, *(copy.pk for copy in copies)])
    Likeness.objects.filter(comment=comment).delete()
    keep(comment, marks)
    stay = () if comment.alike_id else {copy for copy in copies if are_alike(comment.body, copy.body)}
    lead_anew([copy for copy in copies if copy not in stay])


def lead_anew(comments):
    """Groups of those whose leader has gone: each is led by its first, and is alike to that one."""
    while comments:
        first, *others = comments
        led = {one for one in others if are_alike(first.body, one.body)}
        Comment.objects.filter(pk=first.pk).update(alike=None)
        Comment.objects.filter(pk__in=[one.pk for one in led]).update(alike=first)
        comments = [one for one in others if one not in led]
