"""Statistics of the comments of a period."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from articles.models import Remit
from comments import moderation
from comments.models import Comment, RejectionReason, WordRule
from comments.moderation.statistics import DateRange, Waits, compute_statistics
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
# Wednesday, 25 November 2026, 08:00 in Hà Tĩnh.
MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
PERIOD = DateRange(date(2026, 11, 1), date(2026, 11, 30))


def travel_to(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def month(moderator):
    """Create five comments: approved after one, two and three hours, one rejected, one waiting; one decision undone."""
    with travel_to(MORNING):
        article = ArticleFactory(published=True)
        comments = [
            CommentFactory(article=article, hold_reasons=["link"] if n == 0 else []) for n in range(5)
        ]
    rule = WordRule.objects.first()
    for comment in comments[:2]:
        comment.word_rules.add(rule)
    decisions = [moderation.APPROVE, moderation.APPROVE, moderation.APPROVE, moderation.REJECT]
    for hours, (comment, decision) in enumerate(zip(comments, decisions, strict=False), start=1):
        moment = MORNING + timedelta(hours=hours)
        event = moderation.decide(
            comment, decision, by=moderator, version=1, reason=RejectionReason.objects.first(), at=moment
        )
    moderation.undo(event, by=moderator, at=MORNING + timedelta(hours=5))
    return rule


def test_figures_cover_the_period(month, secretary, moderator):
    figures = compute_statistics(secretary, PERIOD)

    assert (figures.received, figures.held, figures.decisions, figures.waiting) == (5, 1, 4, 2)
    assert dict(figures.decided) == {"approve": 3, "reject": 1}
    assert figures.reasons == [(RejectionReason.objects.first().name, 1)]
    assert (figures.waits.median, figures.waits.p90) == (timedelta(hours=2, minutes=30), timedelta(hours=4))
    assert figures.working_waits.p90 == timedelta(hours=3, minutes=30)  # noon is a break
    assert figures.reversal_rate == 0.25
    assert figures.people == [(str(moderator), 4, 1)]
    (row,) = figures.rules
    assert (row.rule, row.hits, row.decided, row.shown, row.precision) == (month, 2, 2, 2, 0)
    assert [day for day in figures.days if day[1] or day[2]] == [(date(2026, 11, 25), 5, 4)]


def test_rule_match_is_false_where_the_comment_is_public(month, secretary, moderator):
    reason = RejectionReason.objects.first()
    kept, mistaken = Comment.objects.filter(word_rules=month).order_by("pk")
    with travel_to(MORNING + timedelta(hours=6)):
        moderation.decide(mistaken, moderation.HIDE, by=moderator, version=2, reason=reason, note="Nhầm")

    (row,) = compute_statistics(secretary, PERIOD).rules
    assert (row.hits, row.decided, row.shown) == (2, 2, 1)

    moderation.withdraw(kept)
    (row,) = compute_statistics(secretary, PERIOD).rules
    assert (row.hits, row.decided, row.shown) == (2, 2, 1)


def test_namesakes_are_counted_apart(month, secretary, moderator):
    namesake = UserFactory(role=Role.MODERATOR, full_name=moderator.full_name)
    waiting = Comment.objects.waiting().last()
    moderation.decide(
        waiting, moderation.SPAM, by=namesake, version=waiting.version, at=MORNING + timedelta(hours=7)
    )

    assert compute_statistics(secretary, PERIOD).people == [
        (f"{moderator} ({moderator.username})", 4, 1),
        (f"{namesake} ({namesake.username})", 1, 0),
    ]


def test_other_period_is_empty(month, secretary):
    figures = compute_statistics(secretary, DateRange(date(2026, 10, 1), date(2026, 10, 31)))

    assert (figures.received, figures.decisions, figures.reversal_rate, figures.waits) == (
        0,
        0,
        None,
        Waits(),
    )


def test_other_sections_are_not_counted(month, secretary):
    Remit.objects.create(person=secretary, section=SectionFactory())

    figures = compute_statistics(secretary, PERIOD)

    assert (figures.received, figures.decisions, figures.waiting, figures.rules, figures.people) == (
        0,
        0,
        0,
        [],
        [],
    )


def test_figures_of_moderators_need_a_right(month, moderator):
    assert compute_statistics(moderator, PERIOD).people is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, (date(2026, 10, 27), date(2026, 11, 25))),
        (date(2026, 11, 20), None, (date(2026, 11, 20), date(2026, 11, 25))),
        (date(2026, 11, 20), date(2026, 11, 10), (date(2026, 11, 10), date(2026, 11, 10))),
        (date(2020, 1, 1), date(2026, 11, 25), (date(2025, 11, 25), date(2026, 11, 25))),
        (None, date.min, (date(2000, 1, 1), date(2000, 1, 1))),
        (date.min, date(1, 2, 1), (date(2000, 1, 1), date(2000, 1, 1))),
        (None, date.max, (date(2999, 12, 2), date(2999, 12, 31))),
    ],
)
def test_period_is_ordered_and_limited(first, last, expected):
    period = DateRange.clamp(first, last, today=date(2026, 11, 25))

    assert (period.first, period.last) == expected


@pytest.mark.parametrize(
    ("hours", "median", "p90"), [([1], 1, 1), ([1, 3], 2, 3), (list(range(1, 11)), 5.5, 9), ([5, 1, 9], 5, 9)]
)
def test_median_and_ninetieth_percentile_are_computed(hours, median, p90):
    waits = Waits.summarise([timedelta(hours=hour) for hour in hours])

    assert (waits.median, waits.p90) == (timedelta(hours=median), timedelta(hours=p90))


class TestPage:
    ADDRESS = "/admin/comments/comment/statistics/"

    @pytest.mark.parametrize("role", Role)
    def test_page_needs_the_right(self, client, role):
        client.force_login(UserFactory(role=role))

        allowed = role in {Role.MODERATOR, Role.SECRETARY, Role.APPROVER, Role.VIEWER}
        assert client.get(self.ADDRESS).status_code == (200 if allowed else 403)

    @pytest.mark.parametrize("query", ["?den=01/01/0001", "?den=31/12/9999", "?tu=01/01/0001&den=02/01/0001"])
    def test_extreme_dates_raise_no_error(self, client, month, secretary, query):
        client.force_login(secretary)

        assert client.get(self.ADDRESS + query).status_code == 200

    @pytest.mark.parametrize("query", ["", "?tu=01/11/2026&den=30/11/2026", "?tu=x", "?tu=31/02/2026&den=9"])
    def test_page_shows_the_default_period_for_invalid_dates(self, client, month, secretary, query):
        client.force_login(secretary)

        with travel_to(MORNING + timedelta(hours=6)):
            page = client.get(self.ADDRESS + query).content.decode()

        assert "25/11: 5" in page
        assert "25 %" in page

    @pytest.mark.parametrize("number", [1, 30])
    def test_takes_a_constant_number_of_queries(
        self, client, secretary, moderator, django_assert_max_num_queries, number
    ):
        article = ArticleFactory(published=True)
        for _n in range(number):
            CommentFactory(article=article, shown=moderator)
        assert Comment.objects.count() == number
        client.force_login(secretary)

        with django_assert_max_num_queries(25):
            client.get(self.ADDRESS)
