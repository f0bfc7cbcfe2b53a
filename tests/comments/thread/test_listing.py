"""What readers see under an article, in which order, on which page."""

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


def shown(client, article, address=""):
    """The numbers of the comments on the page, in their order."""
    page = client.get(article.get_absolute_url() + address.partition("#")[0])
    assert page.status_code == 200
    return [int(number) for number in re.findall(r'id="y-kien-(\d+)"', page.content.decode())]


def link(client, article, words, address=""):
    """Where the link with these words leads."""
    page = client.get(article.get_absolute_url() + address.partition("#")[0]).content.decode()
    return unescape(re.search(rf'href="([^"]*)"[^>]*>{words}', page)[1])


def published(article, minutes, **fields):
    """A root that was shown so many minutes ago."""
    at = NOW - timedelta(minutes=minutes)
    comment = CommentFactory(article=article, created_at=at, state=State.APPROVED, published_at=at, **fields)
    moderation.update_comment_counts(comment)
    return comment


def in_bulk(article, number, **fields):
    """Rows only, as a test of size wants them."""
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
    def test_of_most_interest_featured_liked_answered_new(self, client, article, secretary, approver):
        old = published(article, 50)
        answered = published(article, 40)
        answer(answered, secretary, approver)
        liked = published(article, 30, like_count=2)
        featured = published(article, 60, featured_at=NOW)
        new = published(article, 1)

        assert shown(client, article) == [each.pk for each in (featured, liked, answered, new, old)]

    def test_newest_first_is_by_time_alone(self, client, article):
        rows = [published(article, minutes, like_count=minutes) for minutes in (1, 2, 3)]

        assert shown(client, article, "?yk=moi-nhat") == [each.pk for each in rows]

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
    def test_nonsense_is_as_good_as_nothing(self, client, article, query):
        comment = published(article, 1)

        assert shown(client, article, f"?{query}") == [comment.pk]

    def test_a_moment_before_everything_is_an_empty_page(self, client, article):
        published(article, 1)

        assert shown(client, article, "?trang-yk=2&den=0") == []


class TestPaging:
    def test_pages_follow_each_other_and_lose_nothing_while_new_ones_arrive(self, client, article):
        there = [published(article, minutes).pk for minutes in range(1, 26)]

        first = shown(client, article, "?yk=moi-nhat")
        second_address = link(client, article, "Xem thêm ý kiến", "?yk=moi-nhat")
        newcomer = published(article, 0)
        second = shown(client, article, second_address)
        third = shown(client, article, link(client, article, "Xem thêm ý kiến", second_address))

        assert first + second + third == there
        assert newcomer.pk not in second
        assert link(client, article, "Quay lại", second_address).startswith("?yk=moi-nhat")
        assert shown(client, article, "?yk=moi-nhat")[0] == newcomer.pk

    def test_the_last_page_leads_no_further(self, client, article):
        for minutes in range(11):
            published(article, minutes)
        last = link(client, article, "Xem thêm ý kiến")

        assert "Xem thêm ý kiến" not in text_of(client.get(article.get_absolute_url() + last))
        assert "Trang 2/2" in text_of(client.get(article.get_absolute_url() + last))

    @pytest.mark.parametrize("place", [0, 9, 10, 24])
    def test_a_permalink_opens_the_page_on_which_it_stands(self, client, article, place):
        there = [published(article, minutes) for minutes in range(25)]

        response = client.get(there[place].get_absolute_url())

        assert response.status_code == 302
        assert response["Location"].endswith(f"#{there[place].anchor}")
        address = response["Location"].removeprefix(article.get_absolute_url())
        assert there[place].pk in shown(client, article, address)

    def test_a_permalink_of_a_reply_opens_the_replies_of_its_root(self, client, article):
        root = published(article, 100)
        answers = [published(article, 50 - n, parent=root) for n in range(5)]

        response = client.get(answers[-1].get_absolute_url())

        address = response["Location"].removeprefix(article.get_absolute_url())
        assert shown(client, article, address) == [root.pk, *(each.pk for each in answers)]

    def test_those_of_the_same_moment_are_told_apart(self, client, article):
        there = [published(article, 1) for _n in range(12)]

        pages = [client.get(each.get_absolute_url())["Location"] for each in there]

        assert ["trang-yk=2" in page for page in pages] == [True] * 2 + [False] * 10


class TestReplies:
    def test_two_are_shown_oldest_first_and_a_link_shows_all(self, client, article):
        root = published(article, 100)
        answers = [published(article, 50 - n, parent=root) for n in range(5)]

        assert shown(client, article) == [root.pk, answers[0].pk, answers[1].pk]
        address = link(client, article, "Xem cả 5 trả lời")
        assert address.endswith(f"#y-kien-{root.pk}")
        assert shown(client, article, address) == [root.pk, *(each.pk for each in answers)]

    def test_the_link_stays_on_its_page(self, client, article):
        root = published(article, 100)
        for n in range(3):
            published(article, 50 - n, parent=root)
        for n in range(12):
            published(article, n)
        second = link(client, article, "Xem thêm ý kiến", "?yk=moi-nhat")

        opened = link(client, article, "Xem cả 3 trả lời", second)

        assert len(shown(client, article, opened)) == 3 + 3

    def test_a_hundred_at_a_time_and_every_one_can_be_reached(self, client, article):
        root = published(article, 100)
        in_bulk(article, 205, parent=root)
        moderation.update_comment_counts(root)
        address, parts = f"?tra-loi={root.pk}", []

        for _step in range(2):
            parts.append(shown(client, article, address)[1:])
            address = link(client, article, "Trả lời sau đó", address)
        parts.append(shown(client, article, address)[1:])

        assert [len(part) for part in parts] == [100, 100, 5]
        assert len({reply for part in parts for reply in part}) == 205
        assert shown(client, article, link(client, article, "Trả lời trước đó", address))[1:] == parts[1]
        assert (
            shown(client, article, f"?tra-loi={root.pk}&phan=99")[1:] == parts[2]
        )  # the last, for one beyond

    def test_the_address_of_a_late_reply_leads_to_it(self, client, article):
        root = published(article, 100)
        in_bulk(article, 105, parent=root)
        moderation.update_comment_counts(root)
        latest = Comment.objects.filter(parent=root).latest("published_at", "id")

        place = client.get(latest.get_absolute_url())["Location"].removeprefix(article.get_absolute_url())

        assert place.endswith(f"#y-kien-{latest.pk}")
        assert latest.pk in shown(client, article, place)

    def test_a_reply_to_a_reply_says_whom_it_answers(self, client, article):
        root = published(article, 100, name="Gốc Cây")
        reply = published(article, 50, parent=root, answers_to=root, name="Trần Văn Minh")
        published(article, 40, parent=root, answers_to=reply)

        text = text_of(client.get(article.get_absolute_url()))

        assert text.count("trả lời Trần Văn Minh") == 1
        assert "trả lời Gốc Cây" not in text

    def test_the_name_of_one_that_is_not_shown_any_more_is_not_said(self, client, article):
        root = published(article, 100)
        reply = published(article, 50, parent=root, answers_to=root, name="Trần Văn Minh")
        published(article, 40, parent=root, answers_to=reply)
        Comment.objects.filter(pk=reply.pk).update(state=State.HIDDEN)

        assert "Trần Văn Minh" not in text_of(client.get(article.get_absolute_url()))

    def test_of_a_withdrawn_root_a_line_stays_above_its_replies(self, client, article):
        root = published(article, 100, body="Lời đã rút")
        reply = published(article, 50, parent=root)
        alone = published(article, 30, body="Lời không ai trả lời")
        for each in (root, alone):
            moderation.withdraw(each)

        page = client.get(article.get_absolute_url())

        assert shown(client, article) == [root.pk, reply.pk]
        assert "Người viết đã rút ý kiến này." in text_of(page)
        assert "Lời đã rút" not in text_of(page)
        assert "(1)" in text_of(page)
        assert client.get(root.get_absolute_url()).status_code == 404

    def test_replies_to_a_hidden_root_go_with_it(self, client, article):
        root = published(article, 100)
        published(article, 50, parent=root)
        Comment.objects.filter(pk=root.pk).update(state=State.HIDDEN)

        assert shown(client, article) == []


class TestMarks:
    def test_the_answer_of_the_office_stands_in_its_box(self, client, article, secretary, approver):
        comment = published(article, 5)
        reply = draft_answer(comment, secretary)
        before = text_of(client.get(article.get_absolute_url()))
        replies.publish(reply, by=approver, version=reply.version)
        after = text_of(client.get(article.get_absolute_url()))

        answer = (
            "Trả lời của cơ quan Văn phòng Thành ủy Xin <b>cảm ơn</b> bạn. Nguyễn Văn Hòa , Chánh Văn phòng"
        )
        assert "cảm ơn" not in before
        assert answer in after

    def test_edited_and_featured_are_said(self, client, article, moderator):
        comment = published(article, 5)
        moderation.edit(comment, by=moderator, version=1, name="Lan", body="Lời đã được sửa")
        comment.refresh_from_db()
        moderation.decide(comment, moderation.FEATURE, by=moderator, version=comment.version)

        text = text_of(client.get(article.get_absolute_url()))

        assert "đã biên tập" in text
        assert "Nổi bật" in text


class TestWhatHolds:
    def close(self, article, level, policy):
        if level == "site":
            CommentSettings(policy=policy).save()
        elif level == "section":
            SectionPolicy.objects.create(section=article.section, policy=policy)
        else:
            Article.objects.filter(pk=article.pk).update(comment_policy=policy)

    @pytest.mark.parametrize("level", ["site", "section", "article"])
    def test_a_closed_article_keeps_its_list_and_has_no_form(self, client, article, level):
        comment = published(article, 5)
        self.close(article, level, CommentPolicy.CLOSED)

        page = client.get(article.get_absolute_url())

        assert "Đã đóng nhận ý kiến." in text_of(page)
        assert shown(client, article) == [comment.pk]
        assert "data-comment-form" not in page.content.decode()
        assert "?tra-loi=" not in page.content.decode()

    @pytest.mark.parametrize("level", ["site", "section", "article"])
    def test_where_it_is_off_there_is_nothing(self, client, article, level):
        comment = published(article, 5)
        self.close(article, level, CommentPolicy.OFF)

        assert "Ý kiến bạn đọc" not in text_of(client.get(article.get_absolute_url()))
        assert client.get(comment.get_absolute_url()).status_code == 404
        assert comment.body not in client.get(reverse("comments:rss")).content.decode()
        assert client.get(reverse("comments:report", args=[comment.pk])).status_code == 404

    @pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
    def test_only_what_was_shown_is_shown(self, client, article, state):
        comment = published(article, 5)
        Comment.objects.filter(pk=comment.pk).update(state=state)

        assert shown(client, article) == []
        assert client.get(comment.get_absolute_url()).status_code == 404

    def test_with_its_article_a_comment_goes_and_comes_back(self, client, article, approver):
        comment = published(article, 5)
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")
        gone = client.get(comment.get_absolute_url()).status_code
        feed = client.get(reverse("comments:rss")).content.decode()
        Article.objects.filter(pk=article.pk).update(state="published")

        assert gone == 404
        assert comment.body not in feed
        assert client.get(comment.get_absolute_url()).status_code == 302

    @pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 30])
    def test_what_never_was_is_not_there(self, client, pk):
        assert client.get(f"/y-kien/{pk}/").status_code == 404


class TestCost:
    @pytest.mark.parametrize("number", [5, 5000])
    def test_the_page_costs_the_same_for_five_and_for_five_thousand(self, client, article, number):
        roots = in_bulk(article, number)
        in_bulk(article, number, parent=roots[0])
        Article.objects.filter(pk=article.pk).update(comment_count=2 * number)
        Comment.objects.filter(pk=roots[0].pk).update(reply_count=number, like_count=1)

        address = article.get_absolute_url()

        for query in ("", "?yk=moi-nhat", f"?tra-loi={roots[0].pk}"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address + query)
            assert len(queries) == QUERIES

    def test_the_number_in_the_heading_is_written_as_people_do(self, client, article):
        in_bulk(article, 5)
        Article.objects.filter(pk=article.pk).update(comment_count=1234)

        assert "Ý kiến bạn đọc (1.234)" in text_of(client.get(article.get_absolute_url()))

    def test_numbers_in_addresses_have_no_separator(self, client):
        article = ArticleFactory(pk=12345, published=True)
        comment = CommentFactory(pk=67890, article=article, shown=True)

        page = client.get(article.get_absolute_url()).content.decode()

        assert f"/y-kien/bai-viet/12345/?tra-loi={comment.pk}" in page
        assert 'data-comments="12345"' in page
        assert "12.345" not in page
        assert "67.890" not in page
