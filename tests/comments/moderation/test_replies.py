"""Official replies ("Trả lời của cơ quan"): drafted by one person, published by another."""

import pytest
from django.core import mail

from articles.models import Remit
from comments import moderation
from comments.errors import DecidedMeanwhile, NotAllowed, NoteMissing, SamePerson, WrongState
from comments.models import CommentSettings, Mail, OfficialReply, RejectionReason, Subscription
from comments.moderation import replies
from newsroom.core.notices import Notice
from newsroom.core.roles import Role
from tests.factories import CommentFactory, OfficeFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(article):
    return CommentFactory(article=article, name="Bà Năm", shown=True)


@pytest.fixture
def reply_fields(db):
    return {
        "body": "Cảm ơn bà. Phường đã sửa đèn.",
        "office": OfficeFactory(name="Văn phòng Thành ủy"),
        "signer": "Nguyễn Văn An",
        "signer_title": "Chánh Văn phòng",
    }


@pytest.fixture
def draft(comment, reply_fields, moderator):
    return replies.draft(comment, by=moderator, version=0, **reply_fields)


def list_acts(comment):
    return [event.act for event in comment.events.all()][2:]


def find_recipients(kind):
    return [notice.person for notice in Notice.objects.filter(kind=kind)]


def reply_url(comment):
    return f"/admin/comments/comment/{comment.pk}/reply/"


def post_fields(reply_fields, **others):
    return {**reply_fields, "office": reply_fields["office"].pk, "do": "draft", **others}


class TestTwoPeople:
    def test_reply_is_drafted_by_one_and_published_by_another(self, comment, approver, draft, moderator):
        assert draft.published_at is None
        assert approver in find_recipients("reply_drafted")
        assert moderator not in find_recipients("reply_drafted")

        replies.publish(draft, by=approver, version=1)

        draft.refresh_from_db()
        comment.refresh_from_db()
        assert (draft.approved_by, draft.printed_office) == (approver, "Văn phòng Thành ủy")
        assert comment.answered_at == draft.published_at
        assert list_acts(comment) == ["reply_drafted", "reply_published"]
        assert find_recipients("reply_published") == [moderator]

    def test_drafter_may_not_publish(self, comment, reply_fields, approver):
        own = replies.draft(comment, by=approver, version=0, **reply_fields)

        with pytest.raises(SamePerson):
            replies.publish(own, by=approver, version=1)

        assert OfficialReply.objects.get().published_at is None

    def test_setting_lets_one_person_draft_and_publish(self, comment, reply_fields, approver):
        CommentSettings.objects.update(reply_needs_two=False)
        own = replies.draft(comment, by=approver, version=0, **reply_fields)

        replies.publish(own, by=approver, version=1)

        assert OfficialReply.objects.get().approved_by == approver

    def test_reply_keeps_the_office_name_of_its_day(self, draft, approver, reply_fields):
        replies.publish(draft, by=approver, version=1)
        reply_fields["office"].name = "Tên mới"
        reply_fields["office"].save()

        assert OfficialReply.objects.get().printed_office == "Văn phòng Thành ủy"

    def test_subscriber_gets_mail_after_a_minute(self, comment, draft, approver):
        Subscription.objects.create(comment=comment, email="nam@example.vn", confirmed_at=comment.created_at)

        event = replies.publish(draft, by=approver, version=1)

        queued = Mail.objects.get()
        assert (queued.kind, (queued.due_at - event.at).total_seconds()) == ("answer", 60)
        assert "nam@example.vn" not in [address for each in mail.outbox for address in each.to]


class TestSendingBack:
    def test_drafter_is_notified_of_the_reason(self, comment, draft, moderator, approver):
        replies.send_back(draft, by=approver, version=1, why="Ghi rõ ngày hoàn thành")

        assert find_recipients("reply_returned") == [moderator]
        assert "Ghi rõ ngày hoàn thành" in Notice.objects.get(kind="reply_returned").sentence
        assert list_acts(comment) == ["reply_drafted", "reply_returned"]

    def test_publishing_the_version_sent_back_is_refused(self, draft, approver):
        replies.send_back(draft, by=approver, version=1, why="Sửa lại")

        with pytest.raises(DecidedMeanwhile):
            replies.publish(draft, by=approver, version=1)

    @pytest.mark.parametrize("why", ["", " \n"])
    def test_reason_is_required(self, draft, approver, why):
        with pytest.raises(NoteMissing):
            replies.send_back(draft, by=approver, version=1, why=why)

    def test_published_reply_cannot_be_sent_back(self, draft, approver):
        replies.publish(draft, by=approver, version=1)

        with pytest.raises(WrongState):
            replies.send_back(draft, by=approver, version=2, why="Muộn rồi")


class TestWriting:
    def test_concurrent_draft_is_refused_and_both_texts_are_shown(
        self, client, comment, draft, secretary, reply_fields
    ):
        client.force_login(secretary)

        page = client.post(reply_url(comment), post_fields(reply_fields, body="Bản của Thư", version=0))

        text = page.content.decode()
        assert page.status_code == 409
        assert "Bản của Thư" in text
        assert "Phường đã sửa đèn" in text
        assert OfficialReply.objects.get().body == reply_fields["body"]
        client.post(reply_url(comment), post_fields(reply_fields, body="Bản của Thư", version=1))
        assert OfficialReply.objects.get().body == "Bản của Thư"

    def test_changing_a_published_reply_unpublishes_it(
        self, comment, draft, reply_fields, approver, secretary
    ):
        replies.publish(draft, by=approver, version=1)
        with pytest.raises(NotAllowed):
            replies.draft(comment, by=secretary, version=2, **reply_fields)

        replies.draft(comment, by=approver, version=2, **reply_fields | {"body": "Nói lại cho rõ hơn."})

        comment.refresh_from_db()
        reply = OfficialReply.objects.get()
        assert (comment.answered_at, reply.published_at) == (None, None)
        assert list_acts(comment)[-2:] == ["reply_taken", "reply_drafted"]

    @pytest.mark.parametrize("body", ["", "a" * 5001])
    def test_length_is_limited(self, client, comment, moderator, reply_fields, body):
        client.force_login(moderator)

        page = client.post(reply_url(comment), post_fields(reply_fields, body=body, version=0))

        assert page.context["form"].errors
        assert OfficialReply.objects.count() == 0

    def test_only_public_comments_can_be_answered(self, client, article, moderator, reply_fields):
        comment = CommentFactory(article=article)
        client.force_login(moderator)

        page = client.post(reply_url(comment), post_fields(reply_fields, version=0))

        assert "Chỉ trả lời được ý kiến đã đăng" in page.content.decode()
        assert OfficialReply.objects.count() == 0

    def test_new_reply_starts_with_the_last_office(self, client, article, draft, moderator, reply_fields):
        client.force_login(moderator)

        page = client.get(reply_url(CommentFactory(article=article, shown=True)))

        assert page.context["form"].initial["office"] == reply_fields["office"].pk
        assert page.context["form"].initial["signer"] == "Nguyễn Văn An"


class TestReplyPage:
    @pytest.mark.parametrize(
        ("role", "needs_two", "sentence"),
        [
            (Role.APPROVER, True, "Đã lưu bản thảo. Người khác sẽ công bố."),
            (Role.APPROVER, False, "Đã lưu bản thảo."),
            (Role.MODERATOR, False, "Đã lưu bản thảo. Người khác sẽ công bố."),
        ],
    )
    def test_drafter_reads_whether_somebody_else_publishes(
        self, client, comment, reply_fields, role, needs_two, sentence
    ):
        CommentSettings.objects.update(reply_needs_two=needs_two)
        client.force_login(UserFactory(role=role))

        page = client.post(reply_url(comment), post_fields(reply_fields, version=0), follow=True)

        assert [str(message) for message in page.context["messages"]] == [sentence]

    def test_reply_is_published_and_sent_back_on_the_page(self, client, comment, draft, approver, moderator):
        client.force_login(approver)
        assert "Kiểm" in client.get(reply_url(comment)).content.decode()

        client.post(reply_url(comment), {"do": "return", "version": 1, "why": "Thêm ngày"})
        client.force_login(moderator)
        assert "Thêm ngày" in client.get(reply_url(comment)).content.decode()
        client.force_login(approver)
        stale = client.post(reply_url(comment), {"do": "publish", "version": 1})
        client.post(reply_url(comment), {"do": "publish", "version": 2})

        assert stale.status_code == 409
        assert OfficialReply.objects.get().approved_by == approver

    def test_page_tells_the_drafter_that_another_person_must_publish(
        self, client, comment, reply_fields, approver
    ):
        replies.draft(comment, by=approver, version=0, **reply_fields)
        client.force_login(approver)

        page = client.get(reply_url(comment)).content.decode()
        refused = client.post(reply_url(comment), {"do": "publish", "version": 1})

        assert "cần người thứ hai công bố" in page
        assert "Công bố trả lời" not in page
        assert refused.status_code == 409

    def test_moderator_may_not_publish(self, client, comment, reply_fields, secretary, moderator):
        replies.draft(comment, by=secretary, version=0, **reply_fields)
        client.force_login(moderator)

        refused = client.post(reply_url(comment), {"do": "publish", "version": 1})

        assert refused.status_code == 409
        assert OfficialReply.objects.get().published_at is None

    @pytest.mark.parametrize("do", ["publish", "return", "nonsense", ""])
    def test_comment_without_a_reply_has_nothing_to_publish(self, client, comment, approver, do):
        client.force_login(approver)

        assert client.post(reply_url(comment), {"do": do, "version": "1", "why": "x"}).status_code == 200
        assert OfficialReply.objects.count() == 0

    @pytest.mark.parametrize("do", ["publish", "return"])
    @pytest.mark.parametrize("version", ["", "x", "²", "9" * 5000])
    def test_invalid_version_changes_nothing(self, client, comment, draft, approver, do, version):
        client.force_login(approver)

        response = client.post(reply_url(comment), {"do": do, "version": version, "why": "Thiếu ngày"})

        draft.refresh_from_db()
        assert (response.status_code, draft.published_at) == (200, None)

    def test_drafted_reply_is_in_its_tab(self, client, comment, draft, approver):
        client.force_login(approver)

        page = client.get("/admin/comments/comment/?muc=cho-tra-loi")

        assert [card.comment for card in page.context["cards"]] == [comment]

    def test_those_who_may_publish_in_the_section_are_notified(
        self, comment, reply_fields, moderator, approver
    ):
        elsewhere = UserFactory(role=Role.APPROVER)
        Remit.objects.create(person=elsewhere, section=SectionFactory())

        replies.draft(comment, by=moderator, version=0, **reply_fields)

        assert approver in find_recipients("reply_drafted")
        assert elsewhere not in find_recipients("reply_drafted")

    def test_hostile_text_is_escaped(self, client, comment, reply_fields, moderator):
        hostile = {"body": "<script>alert(1)</script>", "signer": "<img src=x>", "signer_title": "<b>T</b>"}
        replies.draft(comment, by=moderator, version=0, **reply_fields | hostile)
        client.force_login(moderator)

        page = client.get(reply_url(comment)).content.decode()

        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>T" not in page

    def test_reply_is_hidden_with_its_comment(self, comment, draft, approver, moderator):
        replies.publish(draft, by=approver, version=1)
        comment.refresh_from_db()

        moderation.decide(
            comment,
            moderation.HIDE,
            by=moderator,
            version=comment.version,
            reason=RejectionReason.objects.first(),
            note="Nhầm",
        )

        with pytest.raises(WrongState):
            replies.publish(draft, by=approver, version=2)
