"""The phase of an article, in Python and in SQL: one answer for every state at every time."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import transaction

from articles.models import Article, Phase, State
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TIMES = [None, NOW - timedelta(days=2), NOW - SECOND, NOW, NOW + SECOND, NOW + timedelta(days=2)]


@pytest.fixture
def articles():
    """Create an article in each state with each pair of times, also pairs that no form allows."""
    live = ArticleFactory(published=True)
    common = {"section": live.section, "created_by": live.created_by, "title": "Giao ban"}
    for state, publish_at, expires_at in product(State, TIMES, TIMES):
        if state == State.PUBLISHED and publish_at is None:
            continue  # a constraint forbids it
        extra = {"replaces": live} if state == State.MERGED else {}
        times = {"publish_at": publish_at, "expires_at": expires_at}
        with transaction.atomic():
            Article.objects.create(state=state, **times, **common, **extra)
    return Article.objects.exclude(pk=live.pk)


def test_python_and_sql_agree_for_every_state_and_time(articles):
    in_python = {phase: set() for phase in Phase}
    for article in articles:
        in_python[article.phase(NOW)].add(article.pk)

    in_sql = {phase: set(articles.for_phase(phase, NOW).values_list("pk", flat=True)) for phase in Phase}

    assert in_python == in_sql
    assert all(in_sql.values())
    assert sum(map(len, in_sql.values())) == articles.count()


def test_live_articles_are_the_public_articles(articles):
    live = {article.pk for article in articles if article.phase(NOW) == Phase.LIVE}

    assert live == set(articles.public(NOW).values_list("pk", flat=True))
    assert live == {article.pk for article in articles if article.is_public(NOW)}


def test_scheduled_and_live_are_the_articles_public_now_or_later(articles):
    either = {article.pk for article in articles if article.phase(NOW) in {Phase.LIVE, Phase.SCHEDULED}}

    assert either == set(articles.public_or_scheduled(NOW).values_list("pk", flat=True))


def test_phase_without_a_time_is_that_of_now():
    soon = ArticleFactory(publish_at=datetime.now(UTC) + timedelta(days=1), published=True)
    live = ArticleFactory(published=True)

    assert (soon.phase(), live.phase()) == (Phase.SCHEDULED, Phase.LIVE)
    assert list(Article.objects.for_phase(Phase.SCHEDULED)) == [soon]
    assert list(Article.objects.for_phase(Phase.LIVE)) == [live]


@pytest.mark.parametrize(
    ("publish_at", "expires_at", "phase"),
    [
        (NOW + SECOND, None, Phase.SCHEDULED),
        (NOW, None, Phase.LIVE),
        (NOW, NOW + SECOND, Phase.LIVE),
        (NOW - SECOND, NOW, Phase.EXPIRED),
        (NOW + SECOND, NOW, Phase.SCHEDULED),
    ],
)
def test_phases_of_a_published_article(publish_at, expires_at, phase):
    article = Article(state=State.PUBLISHED, publish_at=publish_at, expires_at=expires_at)

    assert article.phase(NOW) == phase


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_every_other_state_has_a_phase_of_the_same_name(state):
    phase = Article(state=state).phase(NOW)

    assert (phase.value, str(phase.label)) == (state.value, str(state.label))
