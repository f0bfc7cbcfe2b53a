"""What a moderator knows of a comment besides its text: fetched for a whole page of comments at once."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from comments.intake.hold_reasons import HoldReason
from comments.intake.word_rules import get_matcher
from comments.models import WAITING, Comment, ModerationEvent, Report, State, WordRule
from comments.permissions import may, visible_to

from . import notes
from .acts import TURNED_DOWN, list_open_decisions
from .claims import find_other_viewer

RECORD_DAYS = 90
# What one press can decide; the rest of a larger group comes up next.
MAX_DECIDED_AT_ONCE = 100


class RuleMatch(NamedTuple):
    """Words of a rule, and their place in the name or in the text."""

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
    def total(self):
        return self.shown + self.turned_down + self.others


@dataclass
class WaitingCopies:
    """The near-copies that wait with a comment in the same tab: those that a card lists, and how many there are.

    One press decides them together, unless they are held: what held one is looked at in each.
    """

    listed: list = field(default_factory=list)
    count: int = 0
    may_decide_together: bool = False
    texts_differ: bool = False

    @property
    def total(self):
        """With the comment itself."""
        return self.count + 1

    @property
    def decided_together(self):
        return len(self.listed) + 1


@dataclass
class Card:
    """A comment with all that its card shows."""

    comment: Comment
    name_marks: list
    body_marks: list
    hold_reasons: list
    record: AuthorRecord
    same_network: int  # other comments, of anybody there: never taken for the same person
    copies: WaitingCopies
    notes: list
    reports: list
    events: list
    other_viewer: object
    decisions: list
    is_overdue: bool = False
    waited: str = ""
    # What was typed on it and not sent.
    typed_note: str = ""
    typed_reason: str = ""
    is_chosen: bool = False

    @property
    def rules(self):
        """The rules that were met, each once."""
        return list({mark.rule.pk: mark.rule for mark in self.name_marks + self.body_marks}.values())


def build_cards(comments, user, clock) -> list[Card]:
    """A card for each of `comments`; `clock` (waiting.WaitingClock) is its now. The same queries for 1 and for 100."""
    comments = list(comments)
    seen = visible_to(user)
    records, networks = (
        load_author_records(comments, seen, clock.at),
        count_same_network(comments, seen, clock.at),
    )
    copies, noted = find_waiting_copies(comments, seen), notes.load_notes(comments, user)
    happened = load_events(comments) if may(user, "history") else {}
    reported = load_open_reports(comments)
    ready = get_matcher()
    return [
        Card(
            comment,
            *find_rule_matches(comment, ready),
            hold_reasons=[HoldReason(code).label for code in comment.hold_reasons if code in HoldReason],
            record=records[comment.pk],
            same_network=networks[comment.pk],
            copies=copies[comment.pk],
            notes=noted.get(comment.pk, []),
            reports=reported[comment.pk],
            events=happened.get(comment.pk, []),
            other_viewer=find_other_viewer(comment, but=user, at=clock.at),
            decisions=list_open_decisions(comment) if may(user, "decide") else [],
            is_overdue=comment.is_waiting and clock.is_overdue(comment),
            waited=clock.format_wait(comment) if comment.is_waiting else "",
        )
        for comment in comments
    ]


def find_rule_matches(comment, ready):
    """The words of rules in the name and in the text, read together as when the comment came in."""
    words, rules = ready
    before = len(comment.name) + 1
    in_name, in_body = [], []
    for hit in words.find_hits(f"{comment.name}\n{comment.body}"):
        rule = rules[hit.rule.text]
        if hit.start < before:
            in_name.append(RuleMatch(rule, hit.start, min(hit.end, before - 1)))
        if hit.end > before:
            in_body.append(RuleMatch(rule, max(hit.start - before, 0), hit.end - before))
    return in_name, in_body


def is_recent(comment, at):
    return comment.purged_at is None and comment.created_at > at - timedelta(days=RECORD_DAYS)


def load_author_records(comments, seen, at):
    """What else the author of each comment sent: one query."""
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


def count_same_network(comments, seen, at):
    """How many other comments came from the same network: one query."""
    hashes = {comment.ip_network_hash for comment in comments} - {""}
    sent = seen.filter(ip_network_hash__in=hashes, created_at__gt=at - timedelta(days=RECORD_DAYS))
    counts = dict(sent.values_list("ip_network_hash").annotate(count=Count("pk")))
    return {
        comment.pk: max(counts.get(comment.ip_network_hash, 0) - is_recent(comment, at), 0)
        for comment in comments
    }


def find_waiting_copies(comments, seen):
    """The near-copies that wait in the state of each waiting comment: one query."""
    group = Coalesce("near_duplicate_of_id", "pk")
    together = {"partition_by": [group, "state"]}
    groups = {comment.near_duplicate_of_id or comment.pk for comment in comments if comment.is_waiting}
    members = (
        seen.filter(Q(pk__in=groups) | Q(near_duplicate_of__in=groups), state__in=WAITING, purged_at=None)
        .annotate(
            group=group,
            size=Window(Count("pk"), **together),
            place=Window(RowNumber(), **together, order_by="pk"),
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


def select_copies(comment, by_group):
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


def load_events(comments):
    """What happened to each comment, oldest first: one query."""
    events = ModerationEvent.objects.filter(comment__in=comments).select_related("by", "reason")
    return group_by_comment(events.order_by("number"))


def load_open_reports(comments):
    """What readers report of each comment and nobody has answered yet: one query."""
    return group_by_comment(Report.objects.filter(comment__in=comments, handled_at=None))


def group_by_comment(rows):
    by_comment = defaultdict(list)
    for row in rows:
        by_comment[row.comment_id].append(row)
    return by_comment
