"""Presence: people who may edit an article see who else has it open; an entry lasts one minute."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.editing import presence
from articles.models import State
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_list_shows_other_people_and_not_oneself(editor):
    article, other = ArticleFactory(state=State.SUBMITTED), UserFactory(role=Role.EDITOR)

    assert presence.record_presence(article, by=editor, at=NOW) == []
    assert [each.person for each in presence.record_presence(article, by=other, at=NOW)] == [editor]


def test_person_is_removed_after_a_minute_of_silence(editor):
    article, other = ArticleFactory(), UserFactory()
    presence.record_presence(article, by=other, at=NOW)

    assert presence.record_presence(article, by=editor, at=NOW + timedelta(seconds=61)) == []


def test_since_is_the_time_of_arrival_and_restarts_after_a_gap(editor):
    article, other = ArticleFactory(), UserFactory()
    for seconds in (0, 50, 100):
        presence.record_presence(article, by=other, at=NOW + timedelta(seconds=seconds))
    assert presence.list_others(article, person=editor, at=NOW + timedelta(seconds=100))[0].since == NOW

    later = NOW + timedelta(hours=1)
    presence.record_presence(article, by=other, at=later)
    assert presence.list_others(article, person=editor, at=later)[0].since == later


@pytest.mark.parametrize("role", [Role.WRITER, Role.VIEWER])
def test_people_without_edit_rights_see_nobody(client, editor, role):
    article = ArticleFactory(state=State.SUBMITTED)
    presence.record_presence(article, by=editor)
    client.force_login(UserFactory(role=role))

    answer = client.post(reverse("admin:articles_article_presence", args=[article.pk]))

    assert answer.status_code in (403, 404)
    assert "Lê Văn Biên" not in answer.content.decode()


def test_the_page_reports_as_often_as_the_server_expects(client, editor):
    client.force_login(editor)

    page = client.get(
        reverse("admin:articles_article_change", args=[ArticleFactory(state=State.SUBMITTED).pk])
    )

    assert f'data-seconds="{presence.REPORT_INTERVAL.seconds}"' in page.text
    assert presence.ABSENT_AFTER > 2 * presence.REPORT_INTERVAL
