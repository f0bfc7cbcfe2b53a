"""Likes and reports by readers."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles.models import CommentPolicy
from comments.limits import LIKES_PER_IP
from comments.models import Comment, CommentSettings, Like, Report, SectionPolicy, State
from tests.comments.reader import browser, form_in, text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def comment(article):
    return CommentFactory(article=article, shown=True)


def like(reader, comment, **extra):
    return reader.post(reverse("comments:like", args=[comment.pk]), **extra)


def report(reader, comment, **fields):
    return reader.post(reverse("comments:report", args=[comment.pk]), fields)


class TestLiking:
    def test_without_script_the_button_redirects_to_the_comment(self, reader, article, comment):
        address, fields = form_in(reader.get(article.get_absolute_url()), "/thich/")

        response = reader.post(address, fields)

        assert response.status_code == 303
        assert response["Location"] == comment.get_absolute_url()
        assert "Thích (1)" in text_of(reader.get(article.get_absolute_url()))

    def test_script_gets_the_count(self, comment):
        response = like(browser(accept="application/json"), comment)

        assert response.json() == {"likes": 1}

    def test_visitor_likes_a_comment_once(self, reader, comment):
        for _n in range(3):
            like(reader, comment)
        like(browser(), comment)

        comment.refresh_from_db()
        assert comment.like_count == 2

    def test_like_cookie_differs_from_the_author_cookie(self, reader, comment):
        cookies = like(reader, comment).cookies

        assert list(cookies) == ["khach"]
        assert (cookies["khach"]["path"], cookies["khach"]["samesite"]) == ("/y-kien/", "Lax")
        assert cookies["khach"].value not in str(Like.objects.values().get())

    @pytest.mark.parametrize("value", ["x", "", "0" * 31, "g" * 32, "0" * 400])
    def test_forged_cookie_is_replaced(self, reader, comment, value):
        reader.cookies["khach"] = value

        assert like(reader, comment).cookies["khach"].value != value

    def test_likes_are_limited_to_sixty_an_hour_for_a_network(self, comment):
        CommentFactory.create_batch(1)
        for _n in range(LIKES_PER_IP):
            assert like(browser(), comment).status_code == 303

        refused = like(browser(accept="application/json"), comment)
        with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
            later = like(browser(), comment)

        assert refused.status_code == 429
        assert "sau một giờ" in refused.json()["sentence"]
        assert later.status_code == 303

    def test_forged_forwarding_header_does_not_avoid_the_limit(self, comment):
        for number in range(LIKES_PER_IP):
            like(browser(x_forwarded_for=f"203.0.113.{number}"), comment)

        assert like(browser(x_forwarded_for="198.51.100.1"), comment).status_code == 429

    @pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
    def test_hidden_comment_cannot_be_liked(self, reader, comment, state):
        Comment.objects.filter(pk=comment.pk).update(state=state)

        assert like(reader, comment).status_code == 404
        assert not Like.objects.exists()

    @pytest.mark.parametrize("level", ["site", "section", "article"])
    def test_comments_switched_off_cannot_be_liked_or_reported(self, reader, comment, level):
        article = comment.article
        if level == "site":
            CommentSettings(policy=CommentPolicy.OFF).save()
        elif level == "section":
            SectionPolicy.objects.create(section=article.section, policy=CommentPolicy.OFF)
        else:
            type(article).objects.filter(pk=article.pk).update(comment_policy=CommentPolicy.OFF)

        assert like(reader, comment).status_code == 404
        assert report(reader, comment, reason="insult").status_code == 404
        comment.refresh_from_db()
        assert (comment.like_count, comment.open_reports) == (0, 0)

    def test_get_request_is_refused(self, reader, comment):
        assert reader.get(reverse("comments:like", args=[comment.pk])).status_code == 405


class TestReporting:
    def test_form_quotes_the_comment_and_thanks_the_reader(self, reader, comment):
        page = reader.get(reverse("comments:report", args=[comment.pk]))
        response = report(reader, comment, reason="insult", text="  Lời   lẽ nặng nề ")

        kept = Report.objects.get()
        assert comment.body in text_of(page)
        assert response.status_code == 303
        assert "Cảm ơn bạn." in text_of(reader.get(response["Location"]))
        assert (kept.reason, kept.text) == ("insult", "Lời lẽ nặng nề")
        comment.refresh_from_db()
        assert (comment.open_reports, comment.state) == (1, State.APPROVED)

    def test_second_report_from_a_network_is_thanked_and_not_counted(self, comment):
        answers = [report(browser(), comment, reason="false")["Location"] for _n in range(2)]

        comment.refresh_from_db()
        assert answers[0] == answers[1]
        assert comment.open_reports == 1

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"text": "Không chọn gì"}, "Chọn một lý do."),
            ({"reason": "x", "text": "Chọn bậy"}, "Chọn một lý do."),
            ({"reason": "insult", "text": "ơ" * 301}, "Viết tối đa 300 ký tự"),
        ],
    )
    def test_invalid_report_is_shown_again_with_its_text(self, reader, comment, fields, reason):
        response = report(reader, comment, **fields)

        assert response.status_code == 422
        assert reason in text_of(response)
        assert fields["text"] in text_of(response)
        assert not Report.objects.exists()

    def test_report_on_a_hidden_comment_returns_its_text(self, reader, comment):
        Comment.objects.filter(pk=comment.pk).update(state=State.HIDDEN)

        response = report(reader, comment, reason="insult", text="Lời tố của tôi")

        assert response.status_code == 404
        assert "Lời tố của tôi" in text_of(response)
        assert comment.body not in text_of(response)
