"""Official replies on the home page: the latest ones, and only for public comments."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import workflow
from articles.models import CommentPolicy
from comments import moderation
from comments.models import CommentSettings, RejectionReason
from comments.moderation import replies
from tests.comments.reader import text_of
from tests.factories import ArticleFactory, CommentFactory, OfficeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered_comment(moderator, approver):
    """Create a comment with a published official reply."""

    def answer(body="Khi nào công viên mở cửa?", **fields):
        comment = CommentFactory(body=body, shown=moderator, **fields)
        comment.refresh_from_db()
        about = {"office": OfficeFactory(), "signer": "Lê Hà", "signer_title": "Chánh Văn phòng"}
        reply = replies.draft(comment, by=moderator, version=0, body="Ngày 2/9.", **about)
        replies.publish(reply, by=approver, version=reply.version)
        comment.refresh_from_db()
        return comment

    return answer


def test_home_page_lists_the_last_three_newest_first(client, answered_comment):
    start = timezone.now()
    for number in range(4):
        with time_machine.travel(start + timedelta(minutes=number), tick=False):
            answered_comment(f"Ý kiến thứ {number} về công viên mới của thành phố.")
    CommentFactory(body="Chưa được trả lời, mong cơ quan xem xét.", shown=True)

    with time_machine.travel(start + timedelta(hours=1), tick=False):
        text = text_of(client.get("/"))

    places = [text.find(f"Ý kiến thứ {number}") for number in (3, 2, 1)]
    assert -1 not in places
    assert places == sorted(places)
    assert "Ý kiến thứ 0" not in text
    assert "Chưa được trả lời" not in text


def test_home_page_without_replies_has_no_block(client, moderator):
    CommentFactory(shown=moderator)

    assert "đã được trả lời" not in text_of(client.get("/"))


def hide(comment, moderator, approver):
    reason = RejectionReason.objects.first()
    version = comment.version
    moderation.decide(comment, moderation.HIDE, by=moderator, version=version, reason=reason, note="Xem lại")


def take_down(comment, moderator, approver):
    article = comment.article
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")


def switch_off(comment, moderator, approver):
    CommentSettings.objects.update(policy=CommentPolicy.OFF)


def take_back(comment, moderator, approver):
    reply = comment.official_reply
    about = {"office": reply.office, "signer": "Lê Hà", "signer_title": "Chánh Văn phòng"}
    replies.draft(comment, by=approver, version=reply.version, body="Viết lại.", **about)


@pytest.mark.parametrize("act", [hide, take_down, switch_off, take_back], ids=lambda act: act.__name__)
def test_hidden_comment_or_reply_is_not_on_the_home_page(client, answered_comment, moderator, approver, act):
    comment = answered_comment()
    assert "Khi nào công viên mở cửa?" in text_of(client.get("/"))

    act(comment, moderator, approver)

    assert "Khi nào công viên mở cửa?" not in text_of(client.get("/"))


def test_hostile_comment_is_escaped(client, answered_comment):
    answered_comment("<script>alert(1)</script> công viên mới của thành phố")

    assert "<script>alert" not in client.get("/").content.decode()


def test_block_takes_a_constant_number_of_queries(client, answered_comment, django_assert_num_queries):
    answered_comment()
    with django_assert_num_queries(12):
        client.get("/")
    for number in range(3):
        answered_comment(f"Ý kiến thứ {number} về công viên mới.", article=ArticleFactory(published=True))

    with django_assert_num_queries(12):
        client.get("/")
