"""Reception of a comment: every comment waits for a moderator, whatever its text and sender."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
import time_machine
from django.db import connection

from articles import workflow
from articles.models import Article, CommentPolicy
from comments import moderation
from comments.errors import AlreadyReceived, Banned, CommentsClosed, NotReadable, TooManyComments
from comments.intake import near_duplicates, reader_keys
from comments.intake.hold_reasons import HoldReason
from comments.intake.ip_hashes import hash_for_ban
from comments.limits import TOO_FAST
from comments.models import (
    Ban,
    Comment,
    CommentSettings,
    IpHashKey,
    MinHashBand,
    RejectionReason,
    SectionPolicy,
    State,
)
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_ordinary_comment_waits_and_has_a_secret_link(article, send):
    comment, secret = send(article)

    assert (comment.state, comment.hold_reasons, comment.version) == (State.PENDING, [], 1)
    assert comment.secret_hash == reader_keys.hash_secret(secret)
    assert secret not in str(Comment.objects.values().get())
    event = comment.events.get()
    assert (event.act, event.by, event.target) == ("receive", None, State.PENDING)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Đồ khốn nạn, sao làm ăn thế này", HoldReason.WORDS),
        ("Xem thêm tại https://example.com nhé các bạn", HoldReason.LINK),
        ("Vào xem shop hang-re.top nhiều ưu đãi", HoldReason.LINK),
        ("Liên hệ với tôi qua lan@example.vn nhé", HoldReason.CONTACT),
        ("Gọi cho tôi số 0912 345 678 để biết thêm", HoldReason.CONTACT),
        ("Ngày 05-11-2023 gọi 0239.385.5555 mà không ai nghe", HoldReason.CONTACT),
        ("Thanh pho nen co them cong vien cho tre em", HoldReason.NO_MARKS),
    ],
)
def test_suspicious_comment_is_held_with_reasons_for_moderators_alone(article, send, body, reason):
    comment, _secret = send(article, body)

    assert (comment.state, comment.hold_reasons) == (State.HELD, [reason])


def test_label_of_a_comment_sent_too_fast_prints_the_limit():
    assert HoldReason.TOO_FAST.label == f"gửi trong vòng {TOO_FAST.seconds} giây"


@pytest.mark.parametrize(
    "body",
    [
        "Nghị quyết số 05-NQ/TU ngày 12/06/2023 rất đúng đắn",
        "Kinh phí 12.500.000.000 đồng là hợp lý, năm 2020 - 2025",
        "TP.Hà Tĩnh nên học tập cách làm này. Rất tốt!",
        "Họp lúc 08:30 ngày 05-11-2023 08:30 mà không báo",
        "Từ 01-01-2024 10 người đã nhận, ngày 02.9.1945 18 giờ thì chưa",
        "Trong đợt 01.01.2024-05.12.2024 08 hộ được vay vốn",
        "ok",
    ],
)
def test_comment_with_numbers_and_places_is_not_held(article, send, body):
    comment, _secret = send(article, body)

    assert comment.state == State.PENDING


def test_hold_reasons_of_the_request_hold_the_comment(article, send):
    comment, _secret = send(article, request_hold_reasons=(HoldReason.TRAP, HoldReason.TOO_FAST))

    assert (comment.state, comment.hold_reasons) == (State.HELD, [HoldReason.TRAP, HoldReason.TOO_FAST])


class TestAvailability:
    @pytest.mark.parametrize("kind", ["draft", "scheduled", "expired", "taken_down", "absent"])
    def test_hidden_article_takes_no_comments(self, send, approver, kind):
        article = {
            "draft": lambda: ArticleFactory(),
            "scheduled": lambda: ArticleFactory(publish_at=NOW + timedelta(hours=1), published=True),
            "expired": lambda: ArticleFactory(
                publish_at=NOW - timedelta(days=2), expires_at=NOW - timedelta(days=1), published=True
            ),
            "taken_down": lambda: take_down(approver),
            "absent": lambda: Article(pk=10**9),
        }[kind]()

        with pytest.raises(NotReadable):
            send(article)

        assert not Comment.objects.exists()

    @pytest.mark.parametrize("policy", [CommentPolicy.CLOSED, CommentPolicy.OFF])
    @pytest.mark.parametrize("level", ["site", "section", "parent section", "article"])
    def test_policy_of_any_level_closes_comments(self, send, article, level, policy):
        if level == "site":
            CommentSettings(policy=policy).save()
        elif level == "article":
            article.comment_policy = policy
            article.save()
        else:
            section = article.section
            if level == "parent section":
                section.parent = ArticleFactory().section
                section.save()
                section = section.parent
            SectionPolicy.objects.create(section=section, policy=policy)

        with pytest.raises(CommentsClosed):
            send(article)

    def test_policy_of_the_nearest_section_wins(self, send, article):
        section = article.section
        section.parent = ArticleFactory().section
        section.save()
        SectionPolicy.objects.create(section=section.parent, policy=CommentPolicy.OFF)
        SectionPolicy.objects.create(section=section, policy=CommentPolicy.OPEN)

        assert send(article)

    @pytest.mark.parametrize(("days", "is_open"), [(29, True), (30, False)])
    def test_old_article_takes_no_comments(self, send, days, is_open):
        article = ArticleFactory(publish_at=NOW - timedelta(days=days), published=True)

        if is_open:
            assert send(article)
        else:
            with pytest.raises(CommentsClosed):
                send(article)


def take_down(approver):
    article = ArticleFactory(published=True)
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")
    return article


class TestReplies:
    def test_reply_to_a_reply_belongs_to_the_root_and_keeps_whom_it_answers(self, article, send):
        root = CommentFactory(article=article, shown=True)
        reply = CommentFactory(article=article, parent=root, shown=True)

        comment, _secret = send(article, parent_id=reply.pk)

        assert (comment.parent, comment.answers_to) == (root, reply)

    @pytest.mark.parametrize("kind", ["waiting", "of another article"])
    def test_hidden_comment_cannot_be_answered(self, article, send, kind):
        other = CommentFactory(article=article) if kind == "waiting" else CommentFactory(shown=True)

        comment, _secret = send(article, parent_id=other.pk)

        assert (comment.parent, comment.answers_to) == (None, None)


class TestLimits:
    def test_more_than_three_comments_in_ten_minutes_are_held(self, article, send):
        states = [send(article, f"Ý kiến thứ {n} của tôi")[0].state for n in range(4)]

        assert states == [State.PENDING] * 3 + [State.HELD]

    def test_comments_after_ten_a_day_are_held_and_after_twenty_refused(self, send):
        article = ArticleFactory(publish_at=NOW - timedelta(days=2), published=True)
        for n in range(20):
            at = NOW - timedelta(hours=20) + timedelta(minutes=20 * n)
            comment, _secret = send(article, f"Ý kiến thứ {n} của tôi", at=at)
            assert comment.state == (State.PENDING if n < 10 else State.HELD)

        with pytest.raises(TooManyComments):
            send(article, "Thêm một ý kiến nữa")
        comment, _secret = send(article, "Từ nơi khác", ip=ip_address("198.51.100.1"))
        assert comment.state == State.PENDING

    def test_shared_network_has_no_limit(self, article, send):
        CommentSettings(shared_networks="203.0.113.0/24").save()

        states = {send(article, f"Ý kiến thứ {n} của tôi")[0].state for n in range(25)}

        assert states == {State.PENDING}

    def test_ipv6_network_has_one_limit_for_all_its_addresses(self, article, send):
        lines = [ip_address(f"2001:db8:0:1::{n + 1:x}") for n in range(4)]
        states = [send(article, f"Ý kiến thứ {n} của tôi", ip=line)[0].state for n, line in enumerate(lines)]

        assert states == [State.PENDING] * 3 + [State.HELD]
        other, _secret = send(article, "Từ nhà bên cạnh", ip=ip_address("2001:db8:0:2::1"))
        assert other.state == State.PENDING
        assert other.ip_network_hash == Comment.objects.first().ip_network_hash

    def test_count_continues_across_the_end_of_a_month(self, article, send):
        midnight = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # 1 December in Hà Tĩnh
        with time_machine.travel(midnight - timedelta(minutes=5), tick=False):
            article = ArticleFactory(published=True)
            for n in range(3):
                send(article, f"Ý kiến thứ {n} của tôi")
        with time_machine.travel(midnight + timedelta(minutes=1), tick=False):
            comment, _secret = send(article, "Ý kiến sau nửa đêm")

        assert IpHashKey.objects.count() == 2
        assert comment.hold_reasons == [HoldReason.OFTEN]
        assert len(set(Comment.objects.values_list("ip_hash", flat=True))) == 2


class TestResending:
    def test_same_browser_gets_its_earlier_receipt(self, article, send):
        key = reader_keys.generate_key()
        first, secret = send(article, key=key)

        with pytest.raises(AlreadyReceived) as refusal:
            send(article, "CÔNG VIÊN  mới rất đẹp, cảm ơn thành phố.", key=key)

        assert refusal.value.comment == first
        assert reader_keys.derive_secret(key, refusal.value.comment.receipt_nonce) == secret

    def test_text_with_marks_differs_from_text_without(self, article, send):
        key = reader_keys.generate_key()
        first, _secret = send(article, "Cong vien moi rat dep, cam on thanh pho.", key=key)
        second, _secret = send(article, "Công viên mới rất đẹp, cảm ơn thành phố.", key=key)

        assert (second.body, second.near_duplicate_of) == ("Công viên mới rất đẹp, cảm ơn thành phố.", first)

    def test_same_text_answering_another_comment_is_accepted(self, article, send):
        key = reader_keys.generate_key()
        roots = CommentFactory.create_batch(2, article=article, shown=True)
        answers = [send(article, "Tôi đồng ý với bạn.", key=key, parent_id=root.pk)[0] for root in roots]

        assert [answer.parent for answer in answers] == roots
        with pytest.raises(AlreadyReceived) as refusal:
            send(article, "Tôi đồng ý với bạn.", key=key, parent_id=roots[1].pk)
        assert refusal.value.comment == answers[1]

    def test_text_rewritten_since_can_be_sent_again(self, article, send):
        key = reader_keys.generate_key()
        first, _secret = send(article, key=key)
        moderation.edit_by_author(first, name="Lan", body="Tôi viết sang chuyện khác.")

        assert send(article, key=key)
        with pytest.raises(AlreadyReceived):
            send(article, "Tôi viết sang chuyện khác.", key=key)

    @pytest.mark.parametrize("decision", ["reject", "hide", "withdraw"])
    def test_text_no_longer_shown_can_be_sent_again(self, article, send, moderator, decision):
        key, reason = reader_keys.generate_key(), RejectionReason.objects.first()
        first, _secret = send(article, key=key)
        if decision == "withdraw":
            moderation.withdraw(first)
        elif decision == "reject":
            moderation.decide(first, moderation.REJECT, by=moderator, version=1, reason=reason)
        else:
            moderation.decide(first, moderation.APPROVE, by=moderator, version=1)
            moderation.decide(first, moderation.HIDE, by=moderator, version=2, reason=reason, note="Sai")

        second, _secret = send(article, key=key)

        assert (second != first, second.state) == (True, State.PENDING)

    def test_text_marked_as_spam_is_answered_as_received(self, article, send, moderator):
        key = reader_keys.generate_key()
        first, _secret = send(article, key=key)
        moderation.decide(first, moderation.SPAM, by=moderator, version=1)

        with pytest.raises(AlreadyReceived):
            send(article, key=key)

    def test_another_browser_never_gets_the_receipt(self, article, send):
        first, first_secret = send(article)
        second, second_secret = send(article)

        assert second != first
        assert second_secret != first_secret
        assert second.near_duplicate_of_id == first.pk

    def test_text_is_new_after_a_day(self, send):
        article = ArticleFactory(publish_at=NOW - timedelta(days=2), published=True)
        key = reader_keys.generate_key()
        send(article, key=key, at=NOW - timedelta(days=1))

        assert send(article, key=key)

    def test_text_under_another_article_is_held_and_grouped(self, article, send):
        first, _secret = send(article)
        second, _secret = send(ArticleFactory(published=True))

        assert second.hold_reasons == [HoldReason.ELSEWHERE]
        assert second.near_duplicate_of_id == first.pk


class TestBans:
    @pytest.mark.parametrize("target", ["author", "email", "ip"])
    def test_banned_reader_is_told_until_when(self, article, send, moderator, target):
        key = reader_keys.generate_key()
        comment, _secret = send(article, key=key, email="lan@example.vn")
        ban_of(comment, target, NOW + timedelta(days=2), by=moderator)
        sent = {"author": {"key": key}, "email": {"email": "LAN@example.vn"}, "ip": {}}[target]
        elsewhere = {} if target == "ip" else {"ip": ip_address("198.51.100.1")}

        with pytest.raises(Banned) as refusal:
            send(article, "Lời khác hẳn", **sent, **elsewhere)

        assert "10:00 27/11/2026" in str(refusal.value)

    def test_ban_covers_the_whole_ipv6_network(self, article, send, moderator):
        comment, _secret = send(article, ip=ip_address("2001:db8::1"))
        ban_of(comment, "ip", NOW + timedelta(days=2), by=moderator)

        with pytest.raises(Banned):
            send(article, "Lời khác hẳn", ip=ip_address("2001:db8::ffff"))

    def test_ban_ends(self, article, send, moderator):
        comment, _secret = send(article)
        ban_of(comment, "ip", NOW, by=moderator)

        assert send(article, "Lời khác hẳn")


def ban_of(comment, target, until, *, by):
    value = {"author": comment.author_hash, "email": hash_for_ban(comment.email), "ip": comment.ip_ban_hash}
    return Ban.objects.create(target=target, value_hash=value[target], until=until, reason="Spam", by=by)


@pytest.mark.parametrize("number", [5, 5000])
def test_new_comment_takes_the_same_queries_among_many(article, send, django_assert_num_queries, number):
    first, _secret = send(article, "Ý kiến đầu tiên")  # the key of the month is made
    fill(article, number, first.consent)

    with django_assert_num_queries(QUERIES):
        send(article, "Đường Nguyễn Du cần thêm cây xanh cho bóng mát", ip=ip_address(10**6))


# On PostgreSQL whoever sends asks for a turn first (newsroom.core.locks).
QUERIES = 19 + (connection.vendor == "postgresql")


def fill(article, number, consent):
    """Create many comments with their fingerprints directly in the tables."""
    rows = [
        Comment(
            article=article,
            name="Lan",
            body=f"Nội dung số {n} nói về đường {n * 7919} của thành phố và việc {n}",
            consent=consent,
            state=State.APPROVED,
            published_at=NOW,
            secret_hash=f"{n:064d}",
            author_hash=f"{n:064d}",
        )
        for n in range(number)
    ]
    made = Comment.objects.bulk_create(rows)
    bands = [
        (one, near_duplicates.compute_bands(near_duplicates.split_into_shingles(one.body)))
        for one in made[:500]
    ]
    MinHashBand.objects.bulk_create(
        MinHashBand(comment=one, value=band) for one, values in bands for band in values
    )
