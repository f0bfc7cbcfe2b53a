"""The list of comments under an article: order, pages, replies, labels."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.models import Article, CommentPolicy
from comments import moderation
from comments.intake import reader_keys
from comments.models import Comment, CommentSettings, ConsentWording, SectionPolicy, State
from comments.moderation import replies
from tests.comments.reader import text_of
from tests.factories import ArticleFactory, CommentFactory, OfficeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
# Five of the article (and its section path), three of what holds, three of the list.
QUERIES = 22


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def list_shown(client, article, address=""):
    """Return the numbers of the comments on the page, in their order."""
    page = client.get(article.get_absolute_url() + address.partition("#")[0])
    assert page.status_code == 200
    return [int(number) for number in re.findall(r'id="y-kien-(\d+)"', page.content.decode())]


def find_link(client, article, words, address=""):
    """Return the target of the link with these words."""
    page = client.get(article.get_absolute_url() + address.partition("#")[0]).content.decode()
    return unescape(re.search(rf'href="([^"]*)"[^>]*>{words}', page)[1])


def publish_comment(article, minutes, **fields):
    """Create a comment published `minutes` ago."""
    at = NOW - timedelta(minutes=minutes)
    comment = CommentFactory(article=article, created_at=at, state=State.APPROVED, published_at=at, **fields)
    moderation.update_comment_counts(comment)
    return comment


def create_rows(article, number, **fields):
    """Create rows alone, for tests of size."""
    return Comment.objects.bulk_create(
        Comment(
            article=article,
            name="Nguyễn Thị Lan",
            body=f"Ý kiến số {n}",
            consent=ConsentWording.current(),
            state=State.APPROVED,
            published_at=NOW - timedelta(minutes=1, seconds=n),
            secret_hash=reader_keys.generate_key(),
            receipt_nonce=reader_keys.generate_nonce(),
            **fields,
        )
        for n in range(number)
    )


def draft_answer(comment, by):
    return replies.draft(
        comment,
        by=by,
        version=0,
        body="Xin <b>cảm ơn</b> bạn.",
        office=OfficeFactory(name="Văn phòng Thành ủy"),
        signer="Nguyễn Văn Hòa",
        signer_title="Chánh Văn phòng",
    )


def answer(comment, drafter, approver):
    reply = draft_answer(comment, drafter)
    replies.publish(reply, by=approver, version=reply.version)


class TestOrder:
    def test_order_by_interest_is_featured_liked_answered_new(self, client, article, secretary, approver):
        old = publish_comment(article, 50)
        answered = publish_comment(article, 40)
        answer(answered, secretary, approver)
        liked = publish_comment(article, 30, like_count=2)
        featured = publish_comment(article, 60, featured_at=NOW)
        new = publish_comment(article, 1)

        assert list_shown(client, article) == [each.pk for each in (featured, liked, answered, new, old)]

    def test_order_by_time_ignores_likes(self, client, article):
        rows = [publish_comment(article, minutes, like_count=minutes) for minutes in (1, 2, 3)]

        assert list_shown(client, article, "?yk=moi-nhat") == [each.pk for each in rows]

    @pytest.mark.parametrize(
        "query",
        [
            "yk=x",
            "yk=id;DROP",
            "yk=-like_count",
            "trang-yk=0",
            "trang-yk=-1",
            "trang-yk=x",
            "trang-yk=" + "9" * 5000,
            "trang-yk=99",
            "den=x",
            "den=999999999999999999",
            "den=" + "9" * 40,
            "tra-loi=x",
            "tra-loi=" + "9" * 18,
            "yk=%00&trang-yk=%00&den=%00&tra-loi=%00",
            "yk=moi-nhat&yk=quan-tam",
        ],
    )
    def test_invalid_query_is_ignored(self, client, article, query):
        comment = publish_comment(article, 1)

        assert list_shown(client, article, f"?{query}") == [comment.pk]

    def test_moment_before_the_first_comment_is_an_empty_page(self, client, article):
        publish_comment(article, 1)

        assert list_shown(client, article, "?trang-yk=2&den=0") == []


class TestPaging:
    def test_pages_follow_each_other_and_lose_nothing_while_new_ones_arrive(self, client, article):
        there = [publish_comment(article, minutes).pk for minutes in range(1, 26)]

        first = list_shown(client, article, "?yk=moi-nhat")
        second_address = find_link(client, article, "Xem thêm ý kiến", "?yk=moi-nhat")
        newcomer = publish_comment(article, 0)
        second = list_shown(client, article, second_address)
        third = list_shown(client, article, find_link(client, article, "Xem thêm ý kiến", second_address))

        assert first + second + third == there
        assert newcomer.pk not in second
        assert find_link(client, article, "Quay lại", second_address).startswith("?yk=moi-nhat")
        assert list_shown(client, article, "?yk=moi-nhat")[0] == newcomer.pk

    def test_last_page_has_no_link_to_a_next(self, client, article):
        for minutes in range(11):
            publish_comment(article, minutes)
        last = find_link(client, article, "Xem thêm ý kiến")

        assert "Xem thêm ý kiến" not in text_of(client.get(article.get_absolute_url() + last))
        assert "Trang 2/2" in text_of(client.get(article.get_absolute_url() + last))

    @pytest.mark.parametrize("place", [0, 9, 10, 24])
    def test_permalink_opens_the_page_of_the_comment(self, client, article, place):
        there = [publish_comment(article, minutes) for minutes in range(25)]

        response = client.get(there[place].get_absolute_url())

        assert response.status_code == 302
        assert response["Location"].endswith(f"#{there[place].anchor}")
        address = response["Location"].removeprefix(article.get_absolute_url())
        assert there[place].pk in list_shown(client, article, address)

    def test_a_permalink_of_a_reply_opens_the_replies_of_its_root(self, client, article):
        root = publish_comment(article, 100)
        answers = [publish_comment(article, 50 - n, parent=root) for n in range(5)]

        response = client.get(answers[-1].get_absolute_url())

        address = response["Location"].removeprefix(article.get_absolute_url())
        assert list_shown(client, article, address) == [root.pk, *(each.pk for each in answers)]

    def test_comments_of_the_same_moment_are_paged_by_number(self, client, article):
        there = [publish_comment(article, 1) for _n in range(12)]

        pages = [client.get(each.get_absolute_url())["Location"] for each in there]

        assert ["trang-yk=2" in page for page in pages] == [True] * 2 + [False] * 10


class TestReplies:
    def test_two_oldest_replies_are_shown_and_a_link_shows_all(self, client, article):
        root = publish_comment(article, 100)
        answers = [publish_comment(article, 50 - n, parent=root) for n in range(5)]

        assert list_shown(client, article) == [root.pk, answers[0].pk, answers[1].pk]
        address = find_link(client, article, "Xem cả 5 trả lời")
        assert address.endswith(f"#y-kien-{root.pk}")
        assert list_shown(client, article, address) == [root.pk, *(each.pk for each in answers)]

    def test_link_to_all_replies_keeps_the_page(self, client, article):
        root = publish_comment(article, 100)
        for n in range(3):
            publish_comment(article, 50 - n, parent=root)
        for n in range(12):
            publish_comment(article, n)
        second = find_link(client, article, "Xem thêm ý kiến", "?yk=moi-nhat")

        opened = find_link(client, article, "Xem cả 3 trả lời", second)

        assert len(list_shown(client, article, opened)) == 3 + 3

    def test_replies_are_paged_by_a_hundred_and_all_can_be_reached(self, client, article):
        root = publish_comment(article, 100)
        create_rows(article, 205, parent=root)
        moderation.update_comment_counts(root)
        address, parts = f"?tra-loi={root.pk}", []

        for _step in range(2):
            parts.append(list_shown(client, article, address)[1:])
            address = find_link(client, article, "Trả lời sau đó", address)
        parts.append(list_shown(client, article, address)[1:])

        assert [len(part) for part in parts] == [100, 100, 5]
        assert len({reply for part in parts for reply in part}) == 205
        assert (
            list_shown(client, article, find_link(client, article, "Trả lời trước đó", address))[1:]
            == parts[1]
        )
        assert (
            list_shown(client, article, f"?tra-loi={root.pk}&phan=99")[1:] == parts[2]
        )  # the last, for one beyond

    def test_permalink_of_a_late_reply_opens_its_page(self, client, article):
        root = publish_comment(article, 100)
        create_rows(article, 105, parent=root)
        moderation.update_comment_counts(root)
        latest = Comment.objects.filter(parent=root).latest("published_at", "id")

        place = client.get(latest.get_absolute_url())["Location"].removeprefix(article.get_absolute_url())

        assert place.endswith(f"#y-kien-{latest.pk}")
        assert latest.pk in list_shown(client, article, place)

    def test_reply_to_a_reply_names_whom_it_answers(self, client, article):
        root = publish_comment(article, 100, name="Gốc Cây")
        reply = publish_comment(article, 50, parent=root, answers_to=root, name="Trần Văn Minh")
        publish_comment(article, 40, parent=root, answers_to=reply)

        text = text_of(client.get(article.get_absolute_url()))

        assert text.count("trả lời Trần Văn Minh") == 1
        assert "trả lời Gốc Cây" not in text

    def test_name_of_a_hidden_comment_is_not_shown(self, client, article):
        root = publish_comment(article, 100)
        reply = publish_comment(article, 50, parent=root, answers_to=root, name="Trần Văn Minh")
        publish_comment(article, 40, parent=root, answers_to=reply)
        Comment.objects.filter(pk=reply.pk).update(state=State.HIDDEN)

        assert "Trần Văn Minh" not in text_of(client.get(article.get_absolute_url()))

    def test_withdrawn_root_leaves_a_line_above_its_replies(self, client, article):
        root = publish_comment(article, 100, body="Lời đã rút")
        reply = publish_comment(article, 50, parent=root)
        alone = publish_comment(article, 30, body="Lời không ai trả lời")
        for each in (root, alone):
            moderation.withdraw(each)

        page = client.get(article.get_absolute_url())

        assert list_shown(client, article) == [root.pk, reply.pk]
        assert "Người viết đã rút ý kiến này." in text_of(page)
        assert "Lời đã rút" not in text_of(page)
        assert "(1)" in text_of(page)
        assert client.get(root.get_absolute_url()).status_code == 404

    def test_replies_to_a_hidden_root_are_hidden(self, client, article):
        root = publish_comment(article, 100)
        publish_comment(article, 50, parent=root)
        Comment.objects.filter(pk=root.pk).update(state=State.HIDDEN)

        assert list_shown(client, article) == []


class TestLabels:
    def test_official_reply_is_in_its_box(self, client, article, secretary, approver):
        comment = publish_comment(article, 5)
        reply = draft_answer(comment, secretary)
        before = text_of(client.get(article.get_absolute_url()))
        replies.publish(reply, by=approver, version=reply.version)
        after = text_of(client.get(article.get_absolute_url()))

        answer = (
            "Trả lời của cơ quan Văn phòng Thành ủy Xin <b>cảm ơn</b> bạn. Nguyễn Văn Hòa , Chánh Văn phòng"
        )
        assert "cảm ơn" not in before
        assert answer in after

    def test_edited_and_featured_comments_are_labelled(self, client, article, moderator):
        comment = publish_comment(article, 5)
        moderation.edit(comment, by=moderator, version=1, name="Lan", body="Lời đã được sửa")
        comment.refresh_from_db()
        moderation.decide(comment, moderation.FEATURE, by=moderator, version=comment.version)

        text = text_of(client.get(article.get_absolute_url()))

        assert "đã biên tập" in text
        assert "Nổi bật" in text


class TestVisibility:
    def close(self, article, level, policy):
        if level == "site":
            CommentSettings(policy=policy).save()
        elif level == "section":
            SectionPolicy.objects.create(section=article.section, policy=policy)
        else:
            Article.objects.filter(pk=article.pk).update(comment_policy=policy)

    @pytest.mark.parametrize("level", ["site", "section", "article"])
    def test_a_closed_article_keeps_its_list_and_has_no_form(self, client, article, level):
        comment = publish_comment(article, 5)
        self.close(article, level, CommentPolicy.CLOSED)

        page = client.get(article.get_absolute_url())

        assert "Đã đóng nhận ý kiến." in text_of(page)
        assert list_shown(client, article) == [comment.pk]
        assert "data-comment-form" not in page.content.decode()
        assert "?tra-loi=" not in page.content.decode()

    @pytest.mark.parametrize("level", ["site", "section", "article"])
    def test_comments_switched_off_show_nothing(self, client, article, level):
        comment = publish_comment(article, 5)
        self.close(article, level, CommentPolicy.OFF)

        assert "Ý kiến bạn đọc" not in text_of(client.get(article.get_absolute_url()))
        assert client.get(comment.get_absolute_url()).status_code == 404
        assert comment.body not in client.get(reverse("comments:rss")).content.decode()
        assert client.get(reverse("comments:report", args=[comment.pk])).status_code == 404

    @pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
    def test_only_approved_comments_are_shown(self, client, article, state):
        comment = publish_comment(article, 5)
        Comment.objects.filter(pk=comment.pk).update(state=state)

        assert list_shown(client, article) == []
        assert client.get(comment.get_absolute_url()).status_code == 404

    def test_comment_is_hidden_and_shown_with_its_article(self, client, article, approver):
        comment = publish_comment(article, 5)
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")
        gone = client.get(comment.get_absolute_url()).status_code
        feed = client.get(reverse("comments:rss")).content.decode()
        Article.objects.filter(pk=article.pk).update(state="published")

        assert gone == 404
        assert comment.body not in feed
        assert client.get(comment.get_absolute_url()).status_code == 302

    @pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 30])
    def test_unknown_number_is_404(self, client, pk):
        assert client.get(f"/y-kien/{pk}/").status_code == 404


class TestCost:
    @pytest.mark.parametrize("number", [5, 5000])
    def test_page_takes_the_same_queries_for_five_comments_and_five_thousand(self, client, article, number):
        roots = create_rows(article, number)
        create_rows(article, number, parent=roots[0])
        Article.objects.filter(pk=article.pk).update(comment_count=2 * number)
        Comment.objects.filter(pk=roots[0].pk).update(reply_count=number, like_count=1)

        address = article.get_absolute_url()

        for query in ("", "?yk=moi-nhat", f"?tra-loi={roots[0].pk}"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address + query)
            assert len(queries) == QUERIES

    def test_count_in_the_heading_has_a_thousand_separator(self, client, article):
        create_rows(article, 5)
        Article.objects.filter(pk=article.pk).update(comment_count=1234)

        assert "Ý kiến bạn đọc (1.234)" in text_of(client.get(article.get_absolute_url()))

    def test_numbers_in_urls_have_no_separator(self, client):
        article = ArticleFactory(pk=12345, published=True)
        comment = CommentFactory(pk=67890, article=article, shown=True)

        page = client.get(article.get_absolute_url()).content.decode()

        assert f"/y-kien/bai-viet/12345/?tra-loi={comment.pk}" in page
        assert 'data-comments="12345"' in page
        assert "12.345" not in page
        assert "67.890" not in page
