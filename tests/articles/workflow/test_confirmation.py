"""Confirmation of findings: an error blocks a move; a warning must be confirmed, and this is recorded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import State
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, PhotoFactory, UserFactory, release

pytestmark = pytest.mark.django_db
LONG = "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo quý hai năm nay tại xã Thạch Hạ"


def make_complete_article(**fields):
    """Return an article without findings."""
    return ArticleFactory(**{"cover": PhotoFactory(), **fields})


def test_warning_must_be_confirmed(approver):
    article = make_complete_article(cover=None, state=State.AWAITING)

    with pytest.raises(workflow.Unconfirmed) as refusal:
        workflow.publish(article, by=approver, version=article.version)
    assert [finding.code for finding in refusal.value.findings] == ["no_cover"]

    workflow.publish(article, by=approver, version=article.version, confirmed={"no_cover"})
    assert article.events.get().confirmed == ["Chưa có ảnh đại diện."]


def test_error_cannot_be_confirmed(approver):
    article = make_complete_article(lead="", state=State.AWAITING)

    with pytest.raises(workflow.NotReady):
        workflow.publish(article, by=approver, version=article.version, confirmed={"no_lead"})


def test_unconfirmed_second_warning_blocks_the_move(client):
    client.force_login(UserFactory(role=Role.APPROVER))
    article = make_complete_article(cover=None, title=LONG, state=State.AWAITING)
    address = f"/admin/articles/article/{article.pk}/move/publish/"

    client.post(address, {"version": article.version, "confirmed": ["no_cover"]})
    article.refresh_from_db()
    assert article.state == State.AWAITING

    client.post(address, {"version": article.version, "confirmed": ["no_cover", "long_title"]})
    article.refresh_from_db()
    assert article.state == State.PUBLISHED


def test_published_article_in_the_past_gives_no_warning():
    article = make_complete_article(state=State.AWAITING, publish_at=timezone.now() - timedelta(days=3))
    release(article)
    article.refresh_from_db()

    assert review(article, at=timezone.now()) == []
