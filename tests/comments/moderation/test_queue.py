"""The moderators' queue: search, tabs, filters, cards, near-duplicates, updates, number of queries."""

import unicodedata
from datetime import datetime, timedelta
from ipaddress import ip_address

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Remit
from comments import moderation
from comments.intake import reactions
from comments.intake.word_rules import get_matcher
from comments.models import Comment, RejectionReason, WordRule
from comments.moderation import APPROVE, REJECT, claims, notes, queue
from comments.moderation.cards import build_cards, find_rule_matches
from comments.moderation.waiting import WaitingClock
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"
HANOI = timezone.get_default_timezone()


@pytest.fixture
def moderator_client(client, moderator):
    client.force_login(moderator)
    return client


def list_comments(response):
    return [card.comment for card in response.context["cards"]]


def tab_counts(response):
    return {tab.key: count for tab, count, _calling in response.context["tabs"]}


def build_card(comment, user):
    return build_cards(queue.for_cards(Comment.objects.filter(pk=comment.pk)), user, WaitingClock())[0]


class TestSearch:
    @pytest.mark.parametrize(
        "typed",
        ["vỉa hè", "via he", "VỈA HÈ", unicodedata.normalize("NFD", "vỉa hè"), "hoà", "Hòa", "he xe", "dung"],
    )
    def test_words_are_found_with_and_without_marks(self, moderator_client, article, typed):
        comment = CommentFactory(article=article, name="Lê Hòa", body="Đừng để xe trên vỉa hè nữa.")
        CommentFactory(article=article, body="Chuyện khác hẳn.")

        assert list_comments(moderator_client.get(QUEUE, {"q": typed})) == [comment]

    def test_finds_the_current_text_alone(self, moderator_client, article, moderator):
        """Neither the former text of an edited comment nor any text of a purged one is found."""
        comment = CommentFactory(article=article, body="Lời cũ trước khi sửa.")
        moderation.edit(comment, by=moderator, version=1, name=comment.name, body="Lời mới sau khi sửa.")

        assert list_comments(moderator_client.get(QUEUE, {"q": "cu truoc"})) == []
        assert list_comments(moderator_client.get(QUEUE, {"q": "moi sau"})) == [comment]

    def test_special_characters_find_nothing(self, moderator_client, article):
        CommentFactory(article=article)

        for typed in ("%", "_", "' OR 1=1", "%00", "\\", "9" * 30):
            assert list_comments(moderator_client.get(QUEUE, {"q": typed})) == []


class TestTabs:
    def test_each_tab_holds_the_comments_of_its_kind(self, moderator_client, article, moderator):
        reason = RejectionReason.objects.first()
        waiting, held = CommentFactory(article=article), CommentFactory(article=article, state="held")
        shown, reported = (CommentFactory(article=article, shown=True) for _n in range(2))
        Comment.objects.filter(pk=reported.pk).update(open_reports=1)
        rejected, junk = CommentFactory(article=article), CommentFactory(article=article)
        moderation.decide(rejected, REJECT, by=moderator, version=1, reason=reason)
        moderation.decide(junk, moderation.SPAM, by=moderator, version=1)
        moderation.withdraw(CommentFactory(article=article))

        found = {tab.key: list_comments(moderator_client.get(QUEUE, {"muc": tab.key})) for tab in queue.TABS}

        assert found == {
            "cho-duyet": [waiting],
            "bi-giu": [held],
            "bi-bao": [reported],
            "da-dang": [reported, shown],
            "khong-dang": [rejected],
            "rac": [junk],
            "cho-tra-loi": [],
        }
        assert tab_counts(moderator_client.get(QUEUE)) == {
            key: len(comments) for key, comments in found.items()
        }

    def test_oldest_comments_come_first(self, moderator_client, article):
        new = CommentFactory(article=article)
        old = CommentFactory(article=article, created_at=timezone.now() - timedelta(days=1))

        assert list_comments(moderator_client.get(QUEUE)) == [old, new]

    def test_comments_with_several_reports_are_counted(self, moderator_client, article):
        for reports in (1, 2, 3):
            comment = CommentFactory(article=article, shown=True)
            Comment.objects.filter(pk=comment.pk).update(open_reports=reports)

        response = moderator_client.get(QUEUE, {"muc": "bi-bao"})

        assert [comment.open_reports for comment in list_comments(response)] == [3, 2, 1]
        assert [calling for tab, _count, calling in response.context["tabs"] if tab.key == "bi-bao"] == [1]

    def test_page_holds_twenty_or_a_hundred(self, moderator_client, article):
        comments = CommentFactory.create_batch(22, article=article)

        first, second = moderator_client.get(QUEUE), moderator_client.get(QUEUE, {"trang": 2})

        assert list_comments(first) + list_comments(second) == comments
        assert (len(list_comments(first)), first.context["has_more"], second.context["has_more"]) == (
            20,
            True,
            False,
        )
        assert list_comments(moderator_client.get(QUEUE, {"so": "100"})) == comments

    @pytest.mark.parametrize(
        "nonsense",
        [
            {"muc": "khong-co", "so": "7", "trang": "x", "chuyen-muc": "1 OR 1", "bai": "9" * 40},
            {"trang": "0"},
            {"trang": "9" * 17},
            {"q": "%\x00", "nguoi": "²"},
        ],
    )
    def test_invalid_query_raises_no_error(self, moderator_client, article, nonsense):
        CommentFactory(article=article)

        assert moderator_client.get(QUEUE, nonsense).status_code == 200


class TestFilters:
    def test_filters_by_section_and_its_subsections(self, moderator_client):
        above = SectionFactory()
        below, beside = SectionFactory(parent=above), SectionFactory()
        wanted, other = (
            CommentFactory(article=ArticleFactory(section=section, published=True))
            for section in (below, beside)
        )

        assert list_comments(moderator_client.get(QUEUE, {"chuyen-muc": above.pk})) == [wanted]
        assert list_comments(moderator_client.get(QUEUE, {"bai": other.article_id})) == [other]

    @pytest.mark.parametrize("words", ["đèn chiếu", "Đèn Chiếu".lower(), "minh", "MINH ANH"])
    def test_filters_by_words_of_text_and_name(self, moderator_client, article, words):
        wanted = CommentFactory(article=article, name="Minh Anh", body="Xin lắp thêm đèn chiếu sáng.")
        CommentFactory(article=article)

        assert list_comments(moderator_client.get(QUEUE, {"q": words})) == [wanted]

    def test_filters_by_number_of_a_comment(self, moderator_client, article):
        CommentFactory(article=article, body="Một lời bình thường")
        wanted = CommentFactory(article=article, body="Một lời khác hẳn")

        assert wanted in list_comments(moderator_client.get(QUEUE, {"q": str(wanted.pk)}))

    def test_filters_by_author(self, moderator_client, article):
        one = CommentFactory(article=article)
        other = CommentFactory(article=article, author_hash=one.author_hash)
        CommentFactory(article=article)

        assert list_comments(moderator_client.get(QUEUE, {"nguoi": one.pk})) == [one, other]

    def test_comments_without_an_author_key_share_no_author(self, moderator_client, article):
        one, _other = (CommentFactory(article=article, author_hash="") for _n in range(2))

        assert list_comments(moderator_client.get(QUEUE, {"nguoi": one.pk})) == []


class TestCards:
    @pytest.mark.parametrize(
        ("state", "is_editable", "is_answerable", "asks_note"),
        [
            ("pending", True, False, False),
            ("held", True, False, False),
            ("approved", True, True, False),
            ("rejected", False, False, True),
            ("spam", False, False, True),
            ("hidden", False, False, True),
            ("withdrawn", False, False, False),
        ],
    )
    def test_card_offers_what_the_table_of_acts_allows(
        self, moderator, moderator_client, article, state, is_editable, is_answerable, asks_note
    ):
        comment = CommentFactory(article=article, state=state, published_at=timezone.now())

        card = build_card(comment, moderator)
        page = moderator_client.get(f"{QUEUE}{comment.pk}/change/").content.decode()

        assert (card.is_editable, card.is_answerable, card.asks_note) == (
            is_editable,
            is_answerable,
            asks_note,
        )
        assert (" data-edit " in page, " data-reply " in page) == (is_editable, is_answerable)
        assert ('<details class="note" open>' in page) == asks_note

    def test_words_of_rules_are_marked(self, moderator, article):
        WordRule.objects.create(text="lãnh đạo", kind="mark")
        comment = CommentFactory(
            article=article, name="Khốn nạn", body="Thật khốn nạn, lãnh đạo <b>ở đâu</b>?"
        )

        card = build_card(comment, moderator)

        assert [comment.name[mark.start : mark.end] for mark in card.name_marks] == ["Khốn nạn"]
        assert [(comment.body[mark.start : mark.end], mark.rule.kind) for mark in card.body_marks] == [
            ("khốn nạn", "hold"),
            ("lãnh đạo", "mark"),
        ]

    def test_hostile_text_is_escaped_around_and_inside_marks(self, moderator_client, article):
        WordRule.objects.create(text="script alert", kind="hold")
        body = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'
        CommentFactory(article=article, name="<b>Lan</b>", body=body)

        page = moderator_client.get(QUEUE).content.decode()

        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Lan" not in page
        assert "script&gt;alert</mark>" in page

    def test_rules_are_matched_on_name_and_text_together(self, article):
        WordRule.objects.filter(text="bọn ngu").update(also_unaccented=True)
        comment = CommentFactory(article=article, name="Nguyễn Lan", body="bon ngu qua di thoi")

        assert find_rule_matches(comment, get_matcher()) == (
            [],
            [],
        )  # the name has marks: the rule was not met

    def test_record_counts_other_comments_of_the_author(self, moderator, article):
        one = CommentFactory(article=article)
        same = {"article": article, "author_hash": one.author_hash}
        CommentFactory(**same, shown=moderator)
        CommentFactory(**same)
        rejected = CommentFactory(**same)
        moderation.decide(rejected, moderation.SPAM, by=moderator, version=1)
        CommentFactory(**same, created_at=timezone.now() - timedelta(days=91))

        record = build_card(one, moderator).record

        assert (record.total, record.shown, record.turned_down) == (3, 1, 1)

    def test_same_network_is_counted_apart_from_the_author(self, moderator, article):
        one = CommentFactory(article=article, ip_network_hash="mang")
        CommentFactory(article=article, ip_network_hash="mang")
        CommentFactory(article=article, ip_network_hash="khác")

        card = build_card(one, moderator)

        assert (card.record.total, card.same_network) == (0, 1)

    def test_comments_without_hashes_have_no_record(self, moderator, article):
        one, _other = (CommentFactory(article=article, author_hash="", ip_network_hash="") for _n in range(2))

        card = build_card(one, moderator)

        assert (card.record.total, card.same_network) == (0, 0)

    def test_the_record_counts_what_the_moderator_may_see(self, moderator, article):
        one = CommentFactory(article=article)
        CommentFactory(author_hash=one.author_hash)
        Remit.objects.create(person=moderator, section=article.section)

        assert build_card(one, moderator).record.total == 0

    def test_waiting_time_is_in_working_hours_and_late_comments_are_marked(self, client, article, moderator):
        friday = datetime(2026, 11, 20, 16, 0, tzinfo=HANOI)
        comment = CommentFactory(article=article, created_at=friday)

        with time_machine.travel(datetime(2026, 11, 23, 8, 30, tzinfo=HANOI), tick=False):
            fresh = build_card(comment, moderator)
        with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=HANOI), tick=False):
            late = build_card(comment, moderator)

        assert (fresh.waited, fresh.is_overdue) == ("2 giờ làm việc", False)
        assert (late.waited, late.is_overdue) == ("11 giờ làm việc", True)

    def test_reports_show_their_text(self, moderator_client, article):
        comment = CommentFactory(article=article, shown=True)
        reactions.report(comment.pk, reason="false", text="Không đúng <i>", ip=ip_address("192.0.2.1"))

        page = moderator_client.get(QUEUE, {"muc": "bi-bao"}).content.decode()

        assert "Không đúng &lt;i&gt;" in page

    def test_answered_comment_is_shown_above(self, moderator_client, article):
        root = CommentFactory(article=article, name="Ông Ba", body="Ý kiến gốc ở đây.", shown=True)
        CommentFactory(article=article, parent=root, answers_to=root)

        page = moderator_client.get(QUEUE).content.decode()

        assert "Trả lời Ông Ba" in page
        assert "Ý kiến gốc ở đây." in page

    def test_hold_reasons_are_shown(self, moderator_client, article, send):
        send(article, "Xem ngay tại www.tin-nong.xyz nhé mọi người ơi")

        page = moderator_client.get(QUEUE, {"muc": "bi-giu"}).content.decode()

        assert "có liên kết" in page

    def test_email_is_shown_to_those_who_may_see_it(self, client, article, moderator, secretary):
        CommentFactory(article=article, email="lan@rieng.example")

        for user, shown in ((moderator, False), (secretary, True)):
            client.force_login(user)
            assert ("lan@rieng.example" in client.get(QUEUE).content.decode()) == shown


class TestCopies:
    @pytest.fixture
    def copies(self, article, send):
        words = "Nhiệt liệt chào mừng thành công tốt đẹp của Đại hội Đảng bộ thành phố lần thứ"
        return [send(article, f"{words} {number}!")[0] for number in ("nhất", "hai", "ba")]

    def test_one_card_represents_all_copies(self, moderator_client, copies):
        response = moderator_client.get(QUEUE)

        assert list_comments(response) == copies[:1]
        assert "3 ý kiến giống nhau" in response.content.decode()
        assert tab_counts(response)["cho-duyet"] == 3

    def test_next_copy_replaces_a_decided_one(self, moderator_client, copies, moderator):
        moderation.decide(copies[0], APPROVE, by=moderator, version=1)

        (card,) = moderator_client.get(QUEUE).context["cards"]

        assert (card.comment, card.copies.listed) == (copies[1], copies[2:])

    def test_held_copy_has_its_own_card(self, moderator_client, copies):
        Comment.objects.filter(pk=copies[0].pk).update(state="held")

        waiting, held = moderator_client.get(QUEUE), moderator_client.get(QUEUE, {"muc": "bi-giu"})

        assert (list_comments(waiting), list_comments(held)) == (copies[1:2], copies[:1])
        assert waiting.context["cards"][0].copies.listed == [copies[2]]

    def test_each_held_copy_has_its_own_card(self, moderator_client, copies):
        Comment.objects.update(state="held")

        page = moderator_client.get(QUEUE, {"muc": "bi-giu"})

        assert list_comments(page) == copies
        assert "3 ý kiến giống nhau" in page.content.decode()
        assert 'name="with-' not in page.content.decode()

    def test_difference_at_the_end_of_a_long_copy_is_shown(self, moderator_client, article, send):
        words = "Nhiệt liệt chào mừng Đại hội Đảng bộ thành phố, chúc Đại hội thành công tốt đẹp. " * 5
        send(article, f"{words}Xin cảm ơn.")
        send(article, f"{words}Lũ sâu mọt <b>.")

        page = moderator_client.get(QUEUE).content.decode()

        assert "<ins>Lũ sâu mọt &lt;b&gt;</ins>" in page
        assert "<details open>" in page[page.index('class="copies"') :]
        assert page.count("Nhiệt liệt chào mừng") == 10  # both are there as a whole

    def test_copy_outside_the_remit_is_left_out(self, moderator_client, copies, moderator):
        elsewhere = ArticleFactory(published=True)
        Comment.objects.filter(pk=copies[0].pk).update(article=elsewhere)
        Remit.objects.create(person=moderator, section=copies[1].article.section)

        (card,) = moderator_client.get(QUEUE).context["cards"]

        assert (card.comment, card.copies.listed, card.copies.count) == (copies[1], copies[2:], 1)


class TestPulse:
    def pulse(self, client, *comments, **fields):
        on = " ".join(f"{comment.pk}:{comment.version}" for comment in comments)
        return client.post(f"{QUEUE}pulse/", {"on": on, **fields}).json()

    def test_counts_new_comments(self, moderator_client, article):
        first = CommentFactory(article=article)
        CommentFactory(article=article)

        answer = self.pulse(moderator_client, first, newest=first.pk)

        assert (answer["fresh"], answer["counts"]["cho-duyet"]) == ("Có 1 ý kiến mới", 2)

    def test_names_other_viewers(self, client, article, moderator, secretary):
        comment = CommentFactory(article=article)
        client.force_login(secretary)
        self.pulse(client, comment, focused=comment.pk)
        client.force_login(moderator)

        answer = self.pulse(client, comment, focused=comment.pk)

        assert answer["looking"] == {str(comment.pk): "Đang xem: Vũ Văn Thư"}
        assert "Đang xem: Vũ Văn Thư" in client.get(QUEUE).content.decode()
        comment.refresh_from_db()
        assert (comment.claimed_by, comment.version) == (secretary, 1)

    def test_claim_lasts_five_minutes_and_covers_one_comment(self, article, moderator, secretary):
        first, second = CommentFactory.create_batch(2, article=article)
        now = timezone.now()
        claims.claim_comment(first, by=secretary, at=now)
        claims.claim_comment(first, by=moderator, at=now)
        first.refresh_from_db()
        assert claims.find_other_viewer(first, but=moderator, at=now) == secretary
        assert claims.find_other_viewer(first, but=moderator, at=now + timedelta(minutes=5)) is None

        claims.claim_comment(second, by=secretary, at=now)

        first.refresh_from_db()
        assert first.claimed_by is None

    def test_lists_decisions_of_others(self, moderator_client, article, secretary):
        comment = CommentFactory(article=article)
        moderation.decide(comment, APPROVE, by=secretary, version=1)

        answer = self.pulse(moderator_client, comment)

        assert "Vũ Văn Thư" in answer["decided"][str(comment.pk)]

    def test_reveals_nothing_of_other_sections(self, moderator_client, article, moderator, secretary):
        comment = CommentFactory(article=article)
        moderation.decide(comment, APPROVE, by=secretary, version=1)
        Remit.objects.create(person=moderator, section=SectionFactory())

        answer = self.pulse(moderator_client, comment, focused=comment.pk, newest=0)

        assert (answer["looking"], answer["decided"], answer["fresh"]) == ({}, {}, "")
        assert set(answer["counts"].values()) == {0}

    def test_get_request_is_refused(self, moderator_client):
        assert moderator_client.get(f"{QUEUE}pulse/").status_code == 405


def rich_comments(article, number, by):
    """Create comments with a value in every part of a card."""
    root = CommentFactory(article=article, shown=True)
    for n in range(number):
        first = CommentFactory(
            article=article, parent=root, answers_to=root, ip_network_hash="mang", hold_reasons=["link", "words"],
            body=f"Thật khốn nạn, lần thứ {n}", email="a@example.vn",
        )  # fmt: skip
        CommentFactory(article=article, near_duplicate_of=first, author_hash=first.author_hash)
        notes.add_note(first, by=by, text="Xem lại", about_author=True)
        claims.claim_comment(first, by=by)
        Comment.objects.filter(pk=first.pk).update(open_reports=1)
        first.reports.create(reason="false", text="Sai")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.APPROVER, Role.VIEWER])
def test_queue_takes_the_same_queries_for_1_card_and_for_20(client, article, secretary, role):
    user = UserFactory(role=role)
    Remit.objects.create(person=user, section=article.section)
    client.force_login(user)
    costs = []
    for more in (1, 19):
        rich_comments(article, more, secretary)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(QUEUE)
        costs.append((len(list_comments(response)), len(queries)))

    assert [number for number, _cost in costs] == [1, 20]
    assert costs[0][1] == costs[1][1] <= 25


def test_queue_takes_the_same_queries_among_5_comments_and_5000(moderator_client, article):
    CommentFactory.create_batch(5, article=article, ip_network_hash="mang")
    moderator_client.get(QUEUE)
    with CaptureQueriesContext(connection) as among_5:
        moderator_client.get(QUEUE)
    one = Comment.objects.first()
    Comment.objects.bulk_create(
        Comment(
            article=article, consent=one.consent, name="Lan", body=f"Lời thứ {n}", state="pending",
            secret_hash=f"{n:064}", author_hash=f"{n:064}", receipt_nonce="x", ip_network_hash="mang",
        )
        for n in range(5000)
    )  # fmt: skip

    with CaptureQueriesContext(connection) as among_5000:
        moderator_client.get(QUEUE)
    with CaptureQueriesContext(connection) as pulses:
        moderator_client.post(f"{QUEUE}pulse/", {"on": f"{one.pk}:1", "focused": one.pk, "newest": one.pk})

    assert len(among_5000) == len(among_5)
    assert len(pulses) <= 15
