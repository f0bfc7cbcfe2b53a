"""What became of the comments of a period, and how long people waited: figures, as a person may see them.

A decision is the first one on a comment that waited; its wait counts from the receipt. "Reversed" are decisions that
somebody took back or took up again.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from articles.permissions import sections_in_reach
from comments.models import WAITING, Comment, ModerationEvent, State, WordRule
from comments.permissions import may, visible_to
from newsroom.core.dateformat import local_midnight

from . import worktime
from .acts import DECISIONS, FIRST_DECISIONS, REOPEN, TURNED_DOWN, UNDO

FIRST_ACTS = tuple(decision.name for decision in FIRST_DECISIONS)
REVERSALS = (UNDO.name, REOPEN.name)
LONGEST = 366  # days of a period
# Whoever asks for a day before or after has mistyped a year; calendars end at 1 and 9999.
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included, as the office counts days."""

    first: object
    last: object

    @classmethod
    def from_dates(cls, first=None, last=None, *, today=None):
        """The last thirty days where nothing was asked; never turned round, never longer than a year."""
        last = min(max(last or today or timezone.localdate(), EARLIEST), LATEST)
        first = min(max(first or last - timedelta(days=29), EARLIEST), last)
        return cls(max(first, last - timedelta(days=LONGEST - 1)), last)

    @property
    def bounds(self):
        return [local_midnight(self.first), local_midnight(self.last + timedelta(days=1))]

    @property
    def days(self):
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass
class Waits:
    """How long comments waited: half of them no longer than the median, nine of ten no longer than `p90`."""

    median: timedelta | None = None
    p90: timedelta | None = None

    @classmethod
    def from_durations(cls, waits):
        ordered = sorted(waits)
        if not ordered:
            return cls()
        return cls(median(ordered), ordered[-(-len(ordered) * 9 // 10) - 1])


@dataclass
class Statistics:
    """All that the page of statistics shows."""

    period: Period
    received: int = 0
    held: int = 0
    waiting: int = 0
    oldest: Comment | None = None
    decided: Counter = field(default_factory=Counter)  # by name of the decision
    reasons: list = field(default_factory=list)  # (reason, count), most frequent first
    days: list = field(default_factory=list)  # (day, received, decided)
    waits: Waits = field(default_factory=Waits)
    working_waits: Waits = field(default_factory=Waits)
    reversed: int = 0
    people: list | None = None  # (person, decisions, reversed), where the person who looks may know
    rules: list = field(default_factory=list)

    @property
    def decisions(self):
        return sum(self.decided[name] for name in FIRST_ACTS)

    @property
    def reversal_rate(self):
        """The share of decisions that did not last, 0 to 1; None without any."""
        total = sum(self.decided.values())
        return self.reversed / total if total else None


@dataclass
class RuleStatistics:
    """How often a rule was met, and how often the comment was shown in spite of it."""

    rule: WordRule
    hits: int
    decided: int
    shown: int

    @property
    def precision(self):
        """The share of decided hits that were not shown, 0 to 1; None before anybody decided."""
        return 1 - self.shown / self.decided if self.decided else None


def compute_statistics(user, period: Period) -> Statistics:
    """The figures of `period` for the sections of `user`: at most ten queries, however many comments."""
    start, end = period.bounds
    comments = visible_to(user)
    events = visible_events(user).filter(at__gte=start, at__lt=end)
    received = comments.filter(created_at__gte=start, created_at__lt=end)
    figures = Statistics(period)
    counts = received.aggregate(all=Count("pk"), held=Count("pk", filter=~Q(hold_reasons=[])))
    figures.received, figures.held = counts["all"], counts["held"]
    waiting = comments.filter(state__in=WAITING)
    figures.waiting, figures.oldest = waiting.count(), waiting.order_by("created_at", "id").first()
    decided = events.filter(act__in=DECISIONS)
    figures.decided = Counter(dict(decided.values_list("act").annotate(count=Count("pk")).order_by()))
    named = decided.exclude(reason=None).values_list("reason__name").annotate(count=Count("pk"))
    figures.reasons = list(named.order_by("-count", "reason__name"))
    first = events.filter(act__in=FIRST_ACTS, source__in=WAITING)
    moments = list(first.values_list("comment__created_at", "at"))
    figures.days = count_by_day(period, received.values_list("created_at", flat=True), moments)
    figures.waits = Waits.from_durations([at - created for created, at in moments])
    days_off = worktime.load_holidays()
    figures.working_waits = Waits.from_durations(
        [worktime.working_time(created, at, days_off) for created, at in moments]
    )
    figures.reversed = events.filter(act__in=REVERSALS).count()
    figures.rules = count_rule_matches(received)
    if may(user, "ban"):
        figures.people = count_by_person(events)
    return figures


def visible_events(user):
    """The events of the comments that `user` may see. Who sees all needs no list of them in each query."""
    if may(user, "view") and sections_in_reach(user) is None:
        return ModerationEvent.objects.all()
    return ModerationEvent.objects.filter(comment__in=visible_to(user).values("pk"))


def count_by_day(period, received, decided):
    """Triples of a day, what came in and what was decided on it."""
    came = Counter(timezone.localdate(moment) for moment in received.iterator(chunk_size=5000))
    went = Counter(timezone.localdate(at) for _created, at in decided)
    return [(day, came[day], went[day]) for day in period.days]


def count_rule_matches(received):
    """The rules that comments of the period met, most often met first: one query."""
    met = Q(comments__in=received.values("pk"))
    withdrawn = Q(comments__state=State.WITHDRAWN, comments__published_at__isnull=False)
    shown = met & (Q(comments__state=State.APPROVED) | withdrawn)
    decided = shown | met & Q(comments__state__in=TURNED_DOWN)
    counted = WordRule.objects.annotate(
        hits=Count("comments", filter=met),
        decided=Count("comments", filter=decided),
        shown=Count("comments", filter=shown),
    )
    return [
        RuleStatistics(rule, rule.hits, rule.decided, rule.shown)
        for rule in counted.filter(hits__gt=0).order_by("-hits", "text")
    ]


def count_by_person(events):
    """Triples of a name, the decisions made and the decisions taken back, most decisions first.

    Two who bear the same name are told apart by the names with which they sign in.
    """
    people = events.exclude(by=None).values_list("by__full_name", "by__username").order_by()
    counted = people.annotate(
        decisions=Count("pk", filter=Q(act__in=DECISIONS)), reversals=Count("pk", filter=Q(act__in=REVERSALS))
    )
    rows = [row for row in counted if row[2] or row[3]]
    bearers = Counter(name for name, *_others in rows)
    people = [
        (f"{name} ({username})" if bearers[name] > 1 else name or username, decisions, reversals)
        for name, username, decisions, reversals in rows
    ]
    return sorted(people, key=lambda row: (-row[1], row[0]))
