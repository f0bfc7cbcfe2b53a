"""POST requests that do not come from our own pages are refused, also those without an origin."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment
from comments.views.post_guards import MAX_BYTES
from tests.comments.reader import BODY, fields_of, text_of
from tests.factories import CommentFactory

HERE, THERE = "http://testserver", "https://elsewhere.example"


@pytest.mark.django_db
class TestForeignPost:
    @pytest.mark.parametrize("headers", [{}, {"origin": THERE}, {"sec-fetch-site": "cross-site"}])
    def test_text_is_returned_with_a_button_and_nothing_is_stored(self, article, headers):
        client = Client(headers=headers)
        fields = fields_of(client, article)

        response = client.post(reverse("comments:send", args=[article.pk]), fields)

        assert response.status_code == 403
        assert BODY in response.content.decode()
        assert "Gửi ý kiến" in text_of(response)
        assert not Comment.objects.exists()
        assert not response.cookies

    @pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": THERE}])
    def test_text_of_an_edit_is_returned(self, article, headers):
        comment = CommentFactory(article=article, body="Lời cũ của tôi")
        typed = {"name": "Lan", "body": "Lời mới <b> của tôi"}

        response = Client(headers=headers).post(reverse("comments:edit", args=[comment.secret]), typed)

        comment.refresh_from_db()
        assert (response.status_code, comment.body) == (403, "Lời cũ của tôi")
        assert "Lời mới &lt;b&gt; của tôi</textarea>" in response.content.decode()
        assert "không được gửi từ trang này" in text_of(response)

    @pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": THERE}])
    def test_text_of_a_report_is_returned(self, headers):
        comment = CommentFactory(shown=True)
        typed = {"reason": "insult", "text": "Lời lẽ <b> nặng nề"}

        response = Client(headers=headers).post(reverse("comments:report", args=[comment.pk]), typed)

        comment.refresh_from_db()
        assert (response.status_code, comment.open_reports) == (403, 0)
        page = response.content.decode()
        assert "Lời lẽ &lt;b&gt; nặng nề</textarea>" in page
        assert "checked" in page
        assert "không được gửi từ trang này" in text_of(response)

    @pytest.mark.parametrize("name", ["like", "report"])
    def test_reactions_are_refused(self, name):
        comment = CommentFactory(shown=True)

        response = Client().post(reverse(f"comments:{name}", args=[comment.pk]), {"reason": "insult"})

        comment.refresh_from_db()
        assert response.status_code == 403
        assert (comment.like_count, comment.open_reports) == (0, 0)

    @pytest.mark.parametrize("length", [MAX_BYTES + 1, "x", "9" * 40])
    def test_too_large_body_is_refused_unread(self, article, length):
        response = Client(headers={"origin": HERE}).post(
            reverse("comments:send", args=[article.pk]), b"", content_type="text/plain", CONTENT_LENGTH=length
        )

        assert response.status_code == 413
        assert "quay lại" in text_of(response)

    def test_script_gets_the_refusal_in_json(self, article):
        client = Client(headers={"origin": HERE, "accept": "application/json"})

        response = client.post(reverse("comments:send", args=[article.pk]), {"body": "a" * (MAX_BYTES + 1)})

        assert response.status_code == 413
        assert "vẫn còn nguyên ở đây" in response.json()["sentence"]

    def test_longest_allowed_text_with_all_its_marks_is_accepted(self, article):
        client = Client(headers={"origin": HERE})
        long = "Ề" * 3000

        response = client.post(
            reverse("comments:send", args=[article.pk]), fields_of(client, article, body=long)
        )

        assert response.status_code == 422
        assert long in response.content.decode()
