"""Purging articles: only from the trash, after 30 days, with a right of its own, never one that was public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, State
from articles.workflow import purge
from newsroom.core.audit import AuditEntry
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(days=31)


def make_trashed_article(writer, **fields):
    article = ArticleFactory(created_by=writer, **fields)
    workflow.trash(article, by=writer, version=article.version)
    article.refresh_from_db()
    return article


def test_article_is_deleted_after_thirty_days_and_logged(writer, approver):
    article = make_trashed_article(writer, title="Nháp bỏ")

    purge.delete(article, by=approver, version=article.version, at=LATER)

    assert not Article.objects.filter(pk=article.pk).exists()
    change = AuditEntry.objects.latest("pk")
    assert (change.kind, change.act, change.name) == ("articles.article", "deleted", "Nháp bỏ")


def test_article_is_kept_before_thirty_days(writer, approver):
    article = make_trashed_article(writer)

    with pytest.raises(purge.TooFresh):
        purge.delete(article, by=approver, version=article.version, at=LATER - timedelta(days=2))


def test_article_outside_the_trash_is_not_deleted(writer, approver):
    article = ArticleFactory(created_by=writer)

    with pytest.raises(workflow.WrongState):
        purge.delete(article, by=approver, version=article.version, at=LATER)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.APPROVER])
def test_purge_needs_the_right(writer, role):
    article = make_trashed_article(writer)

    with pytest.raises(workflow.NotAllowed):
        purge.delete(article, by=UserFactory(role=role), version=article.version, at=LATER)


def test_article_that_was_public_is_kept(approver):
    article = ArticleFactory(published=True)
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")
    article.refresh_from_db()
    workflow.trash(article, by=approver, version=article.version)
    article.refresh_from_db()

    with pytest.raises(purge.WasRead):
        purge.delete(article, by=approver, version=article.version, at=LATER)

    assert article.state == State.TRASHED
