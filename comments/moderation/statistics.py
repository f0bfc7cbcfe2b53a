"""Statistics of moderation for a range of days, limited to the comments that a person may see.

Waiting time runs from the receipt of a comment to its first decision. Reversed decisions are those that were undone
or reopened.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from articles.permissions import sections_in_reach
from comments.models import WAITING, Comment, ModerationEvent, State, WordRule
from comments.permissions import may, visible_to
from newsroom.core.accounts import User
from newsroom.core.dateformat import local_midnight

from . import worktime
from .acts import DECISIONS, FIRST_DECISIONS, REOPEN, TURNED_DOWN, UNDO

FIRST_ACTS = tuple(decision.name for decision in FIRST_DECISIONS)
REVERSALS = (UNDO.name, REOPEN.name)
MAX_DAYS = 366
# Days outside are mistyped years; date arithmetic fails near the years 1 and 9999.
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class DateRange:
    """Days in the time zone of the office, from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def clamp(
        cls, first: date | None = None, last: date | None = None, *, today: date | None = None
    ) -> "DateRange":
        """A valid range from what a person typed: by default the last thirty days, at most MAX_DAYS."""
        last = min(max(last or today or timezone.localdate(), EARLIEST), LATEST)
        first = min(max(first or last - timedelta(days=29), EARLIEST), last)
        return cls(max(first, last - timedelta(days=MAX_DAYS - 1)), last)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return local_midnight(self.first), local_midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass
class Waits:
    """Waiting times: half of the comments waited no longer than `median`, nine of ten no longer than `p90`."""

    median: timedelta | None = None
    p90: timedelta | None = None

    @classmethod
    def summarise(cls, waits: Iterable[timedelta]) -> "Waits":
        ordered = sorted(waits)
        if not ordered:
            return cls()
        middle = median(ordered)  # type: ignore[type-var]  # durations can be halved, which typeshed does not know
        return cls(middle, ordered[-(-len(ordered) * 9 // 10) - 1])


@dataclass
class Statistics:
    """The content of the page of statistics."""

    period: DateRange
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
    people: list | None = None  # (person, decisions, reversed); None: the viewer may not see it
    rules: list = field(default_factory=list)

    @property
    def decisions(self) -> int:
        return sum(self.decided[name] for name in FIRST_ACTS)

    @property
    def reversal_rate(self) -> float | None:
        """The share of decisions that were reversed, 0 to 1; None without decisions."""
        total = sum(self.decided.values())
        return self.reversed / total if total else None


@dataclass
class RuleStatistics:
    """The number of comments that matched a rule, and of those that were shown all the same."""

    rule: WordRule
    hits: int
    decided: int
    shown: int

    @property
    def precision(self) -> float | None:
        """The share of decided matches that were not shown, 0 to 1; None before a decision."""
        return 1 - self.shown / self.decided if self.decided else None


def compute_statistics(user: User, period: DateRange) -> Statistics:
    """Compute the statistics of the sections of `user`: at most ten queries for any number of comments."""
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
    figures.waits = Waits.summarise([at - created for created, at in moments])
    days_off = worktime.load_holidays()
    figures.working_waits = Waits.summarise(
        [worktime.working_time(created, at, days_off) for created, at in moments]
    )
    figures.reversed = events.filter(act__in=REVERSALS).count()
    figures.rules = count_rule_matches(received)
    if may(user, "ban"):
        figures.people = count_by_person(events)
    return figures


def visible_events(user: User) -> QuerySet[ModerationEvent]:
    """The events of the comments that `user` may see; without a condition if these are all."""
    if may(user, "view") and sections_in_reach(user) is None:
        return ModerationEvent.objects.all()
    return ModerationEvent.objects.filter(comment__in=visible_to(user).values("pk"))


def count_by_day(
    period: DateRange, received: QuerySet, decided: list[tuple[datetime, datetime]]
) -> list[tuple[date, int, int]]:
    """Count per day: (day, received, decided). `received` yields times, `decided` pairs of receipt and decision."""
    came = Counter(timezone.localdate(moment) for moment in received.iterator(chunk_size=5000))
    went = Counter(timezone.localdate(at) for _created, at in decided)
    return [(day, came[day], went[day]) for day in period.days]


def count_rule_matches(received: QuerySet[Comment]) -> list[RuleStatistics]:
    """Count the matches of each rule among the `received` comments, most frequent first: one query."""
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


def count_by_person(events: QuerySet[ModerationEvent]) -> list[tuple[str, int, int]]:
    """Count per person: (name, decisions, reversals), most decisions first.

    People with the same name are shown with their user names.
    """
    people = events.exclude(by=None).values_list("by__full_name", "by__username").order_by()
    counted = people.annotate(
        decisions=Count("pk", filter=Q(act__in=DECISIONS)), reversals=Count("pk", filter=Q(act__in=REVERSALS))
    )
    rows = [row for row in counted if row[2] or row[3]]
    namesakes = Counter(name for name, *_others in rows)
    named = [
        (f"{name} ({username})" if namesakes[name] > 1 else name or username, decisions, reversals)
        for name, username, decisions, reversals in rows
    ]
    return sorted(named, key=lambda row: (-row[1], row[0]))
