"""An article whose schedule was cancelled was never public: date, byline and trash work as for a draft."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import Article, Byline, State
from articles.permissions import may
from tests.factories import ArticleFactory, AuthorFactory, release

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def schedule(approver, **fields):
    article = ArticleFactory(state=State.AWAITING, **fields)
    release(article, by=approver, when=TUESDAY)
    article.refresh_from_db()
    return article


def call_back(article, by, act=workflow.unschedule, **details):
    act(article, by=by, version=article.version, **details)
    article.refresh_from_db()


def codes(article):
    return [finding.code for finding in review(article, at=timezone.now())]


def test_passed_publication_time_gives_a_warning(clock, approver):
    article = schedule(approver)
    call_back(article, approver)
    clock.move_to(THURSDAY)

    assert "backdated" in codes(article)


def test_publication_gets_a_new_date_without_the_right_to_backdate(clock, approver):
    article = schedule(approver)
    call_back(article, approver)
    clock.move_to(THURSDAY)
    approver.groups.clear()
    needed = ["publish_article", "view_article", "view_any_article"]
    approver.user_permissions.set(Permission.objects.filter(codename__in=needed))

    release(article, by=type(approver).objects.get(pk=approver.pk))

    article.refresh_from_db()
    assert (article.publish_at, article.first_published_at) == (THURSDAY, THURSDAY)


def test_number_is_kept(clock, approver):
    article = schedule(approver)
    call_back(article, approver)

    release(article, by=approver)

    article.refresh_from_db()
    assert article.number == "1/2026"


def test_byline_is_fixed_on_the_day_of_publication(clock, approver):
    author = AuthorFactory(name="Trần Thị Thúy")
    article = ArticleFactory(state=State.AWAITING)
    Byline.objects.create(article=article, author=author)
    article.refresh_from_db()
    release(article, by=approver, when=TUESDAY)
    article.refresh_from_db()
    call_back(article, approver)
    author.name = "Trần Thanh Thúy"
    author.save()

    release(article, by=approver)

    article.refresh_from_db()
    assert "Trần Thanh Thúy" in article.byline


def test_writer_may_trash_the_article(clock, approver):
    article = schedule(approver)
    call_back(article, approver)
    call_back(article, approver, workflow.send_back, reason="Hoãn")

    assert may(article.created_by, "trash", article)


@pytest.mark.parametrize("act", [workflow.unschedule, workflow.take_down])
def test_url_answers_404_instead_of_410(client, clock, approver, act):
    article = schedule(approver)
    details = {"reason": "Hoãn"} if act is workflow.take_down else {}
    call_back(article, approver, act, **details)
    clock.move_to(THURSDAY)

    assert not article.was_read()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_article_public_before_answers_410_until_it_is_public_again(client, clock, approver):
    article = ArticleFactory(published=True)
    address = article.get_absolute_url()
    call_back(article, approver, workflow.take_down, reason="Sai số liệu")
    release(article, by=approver, when=TUESDAY)
    article.refresh_from_db()
    scheduled = client.get(address).status_code
    call_back(article, approver)
    cancelled = client.get(address).status_code
    release(article, by=approver, when=TUESDAY)
    clock.move_to(TUESDAY)

    assert (scheduled, cancelled, client.get(address).status_code) == (410, 410, 200)


def test_rescheduled_article_is_first_public_at_the_new_time(clock, approver):
    """A working copy moves the schedule; the article counts as public from the new time only."""
    live = schedule(approver)
    copy = workflow.begin_correction(live, by=live.created_by)
    Article.objects.filter(pk=copy.pk).update(publish_at=THURSDAY, state=State.AWAITING)
    copy.refresh_from_db()
    workflow.replace(copy, by=approver, version=copy.version, confirmed=set(codes(copy)))
    clock.move_to(TUESDAY + timedelta(hours=1))

    live.refresh_from_db()
    assert live.publish_at == THURSDAY
    assert not live.was_read()
