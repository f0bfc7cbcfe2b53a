"""Only the trash is emptied: by one right, after 30 days, and never of what readers have seen."""

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


def trashed(writer, **fields):
    article = ArticleFactory(created_by=writer, **fields)
    workflow.trash(article, by=writer, version=article.version)
    article.refresh_from_db()
    return article


def test_after_thirty_days_it_is_gone_and_the_log_says_so(writer, approver):
    article = trashed(writer, title="Nháp bỏ")

    purge.delete(article, by=approver, version=article.version, at=LATER)

    assert not Article.objects.filter(pk=article.pk).exists()
    change = AuditEntry.objects.latest("pk")
    assert (change.kind, change.act, change.name) == ("articles.article", "deleted", "Nháp bỏ")


def test_before_that_it_stays(writer, approver):
    article = trashed(writer)

    with pytest.raises(purge.TooFresh):
        purge.delete(article, by=approver, version=article.version, at=LATER - timedelta(days=2))


def test_what_is_not_in_the_trash_is_not_deleted(writer, approver):
    article = ArticleFactory(created_by=writer)

    with pytest.raises(workflow.WrongState):
        purge.delete(article, by=approver, version=article.version, at=LATER)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.APPROVER])
def test_it_needs_the_right(writer, role):
    article = trashed(writer)

    with pytest.raises(workflow.NotAllowed):
        purge.delete(article, by=UserFactory(role=role), version=article.version, at=LATER)


def test_what_readers_have_seen_is_kept(approver):
    article = ArticleFactory(published=True)
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")
    article.refresh_from_db()
    workflow.trash(article, by=approver, version=article.version)
    article.refresh_from_db()

    with pytest.raises(purge.WasRead):
        purge.delete(article, by=approver, version=article.version, at=LATER)

    assert article.state == State.TRASHED
