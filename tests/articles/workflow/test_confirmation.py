"""An error blocks; a warning needs somebody who says that it is right, and that is recorded."""

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


def whole(**fields):
    """An article with nothing to find."""
    return ArticleFactory(**{"cover": PhotoFactory(), **fields})


def test_a_warning_needs_somebody_who_has_seen_it(approver):
    article = whole(cover=None, state=State.AWAITING)

    with pytest.raises(workflow.Unconfirmed) as refusal:
        workflow.publish(article, by=approver, version=article.version)
    assert [finding.code for finding in refusal.value.findings] == ["no_cover"]

    workflow.publish(article, by=approver, version=article.version, confirmed={"no_cover"})
    assert article.events.get().confirmed == ["Chưa có ảnh đại diện."]


def test_an_error_is_not_confirmed_away(approver):
    article = whole(lead="", state=State.AWAITING)

    with pytest.raises(workflow.NotReady):
        workflow.publish(article, by=approver, version=article.version, confirmed={"no_lead"})


def test_another_warning_than_the_one_seen_stops_it(client):
    client.force_login(UserFactory(role=Role.APPROVER))
    article = whole(cover=None, title=LONG, state=State.AWAITING)
    address = f"/admin/articles/article/{article.pk}/move/publish/"

    client.post(address, {"version": article.version, "confirmed": ["no_cover"]})
    article.refresh_from_db()
    assert article.state == State.AWAITING

    client.post(address, {"version": article.version, "confirmed": ["no_cover", "long_title"]})
    article.refresh_from_db()
    assert article.state == State.PUBLISHED


def test_of_a_published_article_the_past_is_not_remarkable():
    article = whole(state=State.AWAITING, publish_at=timezone.now() - timedelta(days=3))
    release(article)
    article.refresh_from_db()

    assert review(article, at=timezone.now()) == []
