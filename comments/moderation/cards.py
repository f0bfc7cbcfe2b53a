"""Cards: a comment with everything that a moderator sees beside its text, loaded for a whole page at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.functional import Promise

from comments.intake.hold_reasons import HoldReason
from comments.intake.word_matching import Matcher
from comments.intake.word_rules import get_matcher
from comments.limits import RECORD_DAYS
from comments.models import WAITING, Comment, ModerationEvent, ModeratorNote, Report, State, WordRule
from comments.permissions import may, visible_to
from newsroom.core.accounts import User

from . import notes
from .acts import DRAFT_REPLY, EDIT, TURNED_DOWN, Decision, is_open, list_open_decisions
from .claims import find_other_viewer
from .waiting import WaitingClock

# By one press; the rest of a larger group comes up next.
MAX_DECIDED_AT_ONCE = 100


class RuleMatch(NamedTuple):
    """A place in the name or in the text that matches a word rule."""

    rule: WordRule
    start: int
    end: int


@dataclass
class AuthorRecord:
    """Other comments that the author sent in the last RECORD_DAYS days, as far as the moderator may see them."""

    days = RECORD_DAYS
    shown: int = 0
    turned_down: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.shown + self.turned_down + self.others


@dataclass
class WaitingCopies:
    """The near-duplicates of a waiting comment that wait in the same tab.

    A card lists at most MAX_DECIDED_AT_ONCE - 1 of `count`. One press can decide them together, unless they are held:
    a moderator checks the hold reasons of each.
    """

    listed: list[Comment] = field(default_factory=list)
    count: int = 0
    may_decide_together: bool = False
    texts_differ: bool = False

    @property
    def total(self) -> int:
        """All of them, with the comment itself."""
        return self.count + 1

    @property
    def batch_size(self) -> int:
        """The number that one press decides, with the comment itself."""
        return len(self.listed) + 1


@dataclass
class Card:
    """A comment with everything that its card shows."""

    comment: Comment
    name_marks: list[RuleMatch]
    body_marks: list[RuleMatch]
    hold_reasons: list[str | Promise]
    record: AuthorRecord
    same_network: int  # other comments from that network, by whomever: not taken for the same person
    copies: WaitingCopies
    notes: list[ModeratorNote]
    reports: list[Report]
    events: list[ModerationEvent]
    other_viewer: User | None
    decisions: list[Decision]
    is_editable: bool
    is_answerable: bool  # by an official reply
    is_overdue: bool = False
    waited: str = ""
    # Typed on the card and not sent.
    typed_note: str = ""
    typed_reason: str = ""
    is_chosen: bool = False

    @property
    def rules(self) -> list[WordRule]:
        """The rules that match, each once."""
        return list({mark.rule.pk: mark.rule for mark in self.name_marks + self.body_marks}.values())

    @property
    def asks_note(self) -> bool:
        """Whether every open decision asks for a note: the field for it is shown open."""
        return bool(self.decisions) and all(decision.asks_note for decision in self.decisions)


def build_cards(comments: Iterable[Comment], user: User, clock: WaitingClock) -> list[Card]:
    """Build a card for each comment, as `user` may see it at the time of `clock`. The same queries for any number."""
    comments = list(comments)
    seen = visible_to(user)
    records = load_author_records(comments, seen, clock.at)
    same_network = count_same_network(comments, seen, clock.at)
    copies, notes_of = find_waiting_copies(comments, seen), notes.load_notes(comments, user)
    events = load_events(comments) if may(user, "history") else {}
    reports = load_open_reports(comments)
    matcher = get_matcher()
    return [
        Card(
            comment,
            *find_rule_matches(comment, matcher),
            hold_reasons=[HoldReason(code).label for code in comment.hold_reasons if code in HoldReason],
            record=records[comment.pk],
            same_network=same_network[comment.pk],
            copies=copies[comment.pk],
            notes=notes_of.get(comment.pk, []),
            reports=reports[comment.pk],
            events=events.get(comment.pk, []),
            other_viewer=find_other_viewer(comment, but=user, at=clock.at),
            decisions=list_open_decisions(comment) if may(user, "decide") else [],
            is_editable=is_open(comment, EDIT),
            is_answerable=is_open(comment, DRAFT_REPLY),
            is_overdue=comment.is_waiting and clock.is_overdue(comment),
            waited=clock.format_wait(comment) if comment.is_waiting else "",
        )
        for comment in comments
    ]


def find_rule_matches(
    comment: Comment, matcher: tuple[Matcher, dict[str, WordRule]]
) -> tuple[list[RuleMatch], list[RuleMatch]]:
    """Find the matches in the name and in the text. The two are matched as one text, as in the reception."""
    words, rules = matcher
    before = len(comment.name) + 1
    in_name, in_body = [], []
    for hit in words.find_hits(f"{comment.name}\n{comment.body}"):
        rule = rules[hit.rule.text]
        if hit.start < before:
            in_name.append(RuleMatch(rule, hit.start, min(hit.end, before - 1)))
        if hit.end > before:
            in_body.append(RuleMatch(rule, max(hit.start - before, 0), hit.end - before))
    return in_name, in_body


def is_recent(comment: Comment, at: datetime) -> bool:
    """Whether the comment counts in the records of the last RECORD_DAYS days."""
    return comment.purged_at is None and comment.created_at > at - timedelta(days=RECORD_DAYS)


def load_author_records(
    comments: Collection[Comment], seen: QuerySet[Comment], at: datetime
) -> dict[int, AuthorRecord]:
    """Count the other comments of each comment's author among those that may be `seen`: one query."""
    hashes = {comment.author_hash for comment in comments} - {""}
    sent = seen.filter(author_hash__in=hashes, created_at__gt=at - timedelta(days=RECORD_DAYS))
    counts = defaultdict(Counter)
    for author, state, count in sent.values_list("author_hash", "state").annotate(count=Count("pk")):
        counts[author][state] = count
    records = {}
    for comment in comments:
        states = counts[comment.author_hash].copy()
        states[comment.state] -= is_recent(comment, at)
        turned_down = sum(states[state] for state in TURNED_DOWN)
        shown = states[State.APPROVED]
        records[comment.pk] = AuthorRecord(shown, turned_down, sum(states.values()) - shown - turned_down)
        if not comment.author_hash:
            records[comment.pk] = AuthorRecord()
    return records


def count_same_network(
    comments: Collection[Comment], seen: QuerySet[Comment], at: datetime
) -> dict[int, int]:
    """Count the other comments from the same network among those that may be `seen`: one query."""
    hashes = {comment.ip_network_hash for comment in comments} - {""}
    sent = seen.filter(ip_network_hash__in=hashes, created_at__gt=at - timedelta(days=RECORD_DAYS))
    counts = dict(sent.values_list("ip_network_hash").annotate(count=Count("pk")))
    return {
        comment.pk: max(counts.get(comment.ip_network_hash, 0) - is_recent(comment, at), 0)
        for comment in comments
    }


def find_waiting_copies(comments: Collection[Comment], seen: QuerySet[Comment]) -> dict[int, WaitingCopies]:
    """Find the near-duplicates that wait in the same state as each waiting comment: one query."""
    group = Coalesce("near_duplicate_of_id", "pk")
    partition: list[Coalesce | str] = [group, "state"]
    groups = {comment.near_duplicate_of_id or comment.pk for comment in comments if comment.is_waiting}
    members = (
        seen.filter(Q(pk__in=groups) | Q(near_duplicate_of__in=groups), state__in=WAITING, purged_at=None)
        .annotate(
            group=group,
            size=Window(Count("pk"), partition_by=partition),
            place=Window(RowNumber(), partition_by=partition, order_by="pk"),
        )
        .filter(place__lte=MAX_DECIDED_AT_ONCE)
        .select_related("article")
        .only("name", "body", "state", "version", "near_duplicate_of", "article__title")
        .order_by("pk")
    )
    by_group = defaultdict(list)
    for member in members:
        by_group[member.group, member.state].append(member)
    return {comment.pk: select_copies(comment, by_group) for comment in comments}


def select_copies(comment: Comment, by_group: dict) -> WaitingCopies:
    if not comment.is_waiting:
        return WaitingCopies()
    members = by_group[comment.near_duplicate_of_id or comment.pk, comment.state]
    others = [member for member in members if member.pk != comment.pk][: MAX_DECIDED_AT_ONCE - 1]
    return WaitingCopies(
        others,
        members[0].size - 1 if members else 0,
        may_decide_together=comment.state == State.PENDING,
        texts_differ=any(member.body != comment.body for member in others),
    )


def load_events(comments: Collection[Comment]) -> dict[int, list]:
    """The events of each comment, oldest first: one query."""
    events = ModerationEvent.objects.filter(comment__in=comments).select_related("by", "reason")
    return group_by_comment(events.order_by("number"))


def load_open_reports(comments: Collection[Comment]) -> dict[int, list]:
    """The reports of each comment that nobody has handled: one query."""
    return group_by_comment(Report.objects.filter(comment__in=comments, handled_at=None))


def group_by_comment(rows: Iterable) -> dict[int, list]:
    by_comment = defaultdict(list)
    for row in rows:
        by_comment[row.comment_id].append(row)
    return by_comment
