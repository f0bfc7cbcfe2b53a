"""The door: it works; who may not, can't; a stale version can't; twice changes nothing; what it leaves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Kind, State
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_publishing_lets_readers_have_the_article_now(approver):
    article = ArticleFactory()
    at = datetime(2023, 6, 26, 11, 15, 42, tzinfo=UTC)

    workflow.publish(article, by=approver, version=article.version, at=at)

    article.refresh_from_db()
    assert (article.state, article.first_published_at) == (State.PUBLISHED, at)
    assert article.publish_at == datetime(2023, 6, 26, 11, 15, tzinfo=UTC)
    assert article.is_public(at=at)


def test_publishing_keeps_the_time_that_was_planned(approver):
    planned = timezone.now() + timedelta(days=1)
    article = ArticleFactory(publish_at=planned)

    workflow.publish(article, by=approver, version=article.version)

    article.refresh_from_db()
    assert article.publish_at == planned
    assert not article.is_public()


@pytest.mark.parametrize(
    "role", [Role.WRITER, Role.EDITOR, Role.SECRETARY, Role.MODERATOR, Role.VIEWER, Role.ADMINISTRATOR]
)
def test_nobody_but_an_approver_publishes(role):
    article = ArticleFactory()

    with pytest.raises(workflow.NotAllowed):
        workflow.publish(article, by=UserFactory(role=role), version=article.version)

    article.refresh_from_db()
    assert article.state == State.DRAFT
    assert not article.events.exists()


def test_an_account_that_was_closed_publishes_nothing(approver):
    article = ArticleFactory()
    approver.is_active = False

    with pytest.raises(workflow.NotAllowed):
        workflow.publish(article, by=approver, version=article.version)


def test_a_stale_version_is_refused(approver):
    article = ArticleFactory()
    article.save()

    with pytest.raises(workflow.StaleVersion):
        workflow.publish(article, by=approver, version=article.version - 1)


def test_publishing_twice_changes_nothing(approver):
    article = ArticleFactory(published=True)

    with pytest.raises(workflow.WrongState):
        workflow.publish(article, by=approver, version=article.version)

    assert article.events.count() == 1


@pytest.mark.parametrize(
    "hole",
    [{"lead": ""}, {"body": ""}, {"section": None}, {"author": False}, {"kind": Kind.REPOST}],
)
def test_what_is_missing_is_named(approver, hole):
    article = ArticleFactory(**hole)

    with pytest.raises(workflow.NotReady) as refusal:
        workflow.publish(article, by=approver, version=article.version)

    assert len(refusal.value.missing) == 1
    assert str(refusal.value.missing[0]) in str(refusal.value)


def test_each_act_leaves_one_event(approver):
    article = ArticleFactory()
    workflow.publish(article, by=approver, version=article.version)
    article.refresh_from_db()
    workflow.take_down(article, by=approver, version=article.version, reason="Sai chức danh")

    published, taken_down = article.events.all()
    assert (published.source, published.target, published.by) == (State.DRAFT, State.PUBLISHED, approver)
    assert (taken_down.target, taken_down.reason) == (State.TAKEN_DOWN, "Sai chức danh")


def test_taking_down_needs_a_reason(approver):
    article = ArticleFactory(published=True)

    with pytest.raises(workflow.ReasonMissing):
        workflow.take_down(article, by=approver, version=article.version, reason="  ")

    assert article.is_public()


def test_taking_down_needs_the_right(writer):
    article = ArticleFactory(published=True)

    with pytest.raises(workflow.NotAllowed):
        workflow.take_down(article, by=writer, version=article.version, reason="Sai")


def test_taking_down_keeps_everything(approver):
    article = ArticleFactory(published=True)
    before = (article.title, article.body, article.byline, article.publish_at)

    workflow.take_down(article, by=approver, version=article.version, reason="Sai")

    kept = Article.objects.get(pk=article.pk)
    assert (kept.title, kept.body, kept.byline, kept.publish_at) == before
