""" "Trả lời của cơ quan": drafted by one, published by another, printed as of its day."""

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
def words(db):
    return {
        "body": "Cảm ơn bà. Phường đã sửa đèn.",
        "office": OfficeFactory(name="Văn phòng Thành ủy"),
        "signer": "Nguyễn Văn An",
        "signer_title": "Chánh Văn phòng",
    }


@pytest.fixture
def draft(comment, words, moderator):
    return replies.draft(comment, by=moderator, version=0, **words)


def acts(comment):
    return [event.act for event in comment.events.all()][2:]


def told(kind):
    return [notice.person for notice in Notice.objects.filter(kind=kind)]


def page_of(comment):
    return f"/admin/comments/comment/{comment.pk}/reply/"


def as_posted(words, **others):
    return {**words, "office": words["office"].pk, "do": "draft", **others}


class TestTwoPeople:
    def test_one_drafts_another_publishes(self, comment, approver, draft, moderator):
        assert draft.published_at is None
        assert approver in told("reply_drafted")
        assert moderator not in told("reply_drafted")

        replies.publish(draft, by=approver, version=1)

        draft.refresh_from_db()
        comment.refresh_from_db()
        assert (draft.approved_by, draft.printed_office) == (approver, "Văn phòng Thành ủy")
        assert comment.answered_at == draft.published_at
        assert acts(comment) == ["reply_drafted", "reply_published"]
        assert told("reply_published") == [moderator]

    def test_who_drafted_does_not_publish(self, comment, words, approver):
        own = replies.draft(comment, by=approver, version=0, **words)

        with pytest.raises(SamePerson):
            replies.publish(own, by=approver, version=1)

        assert OfficialReply.objects.get().published_at is None

    def test_an_office_of_one_may_switch_that_off(self, comment, words, approver):
        CommentSettings.objects.update(reply_needs_two=False)
        own = replies.draft(comment, by=approver, version=0, **words)

        replies.publish(own, by=approver, version=1)

        assert OfficialReply.objects.get().approved_by == approver

    def test_the_office_is_printed_as_of_its_day(self, draft, approver, words):
        replies.publish(draft, by=approver, version=1)
        words["office"].name = "Tên mới"
        words["office"].save()

        assert OfficialReply.objects.get().printed_office == "Văn phòng Thành ủy"

    def test_who_asked_for_it_is_told_after_a_minute(self, comment, draft, approver):
        Subscription.objects.create(comment=comment, email="nam@example.vn", confirmed_at=comment.created_at)

        event = replies.publish(draft, by=approver, version=1)

        queued = Mail.objects.get()
        assert (queued.kind, (queued.due_at - event.at).total_seconds()) == ("answer", 60)
        assert "nam@example.vn" not in [address for each in mail.outbox for address in each.to]


class TestSendingBack:
    def test_the_drafter_is_told_why(self, comment, draft, moderator, approver):
        replies.send_back(draft, by=approver, version=1, why="Ghi rõ ngày hoàn thành")

        assert told("reply_returned") == [moderator]
        assert "Ghi rõ ngày hoàn thành" in Notice.objects.get(kind="reply_returned").sentence
        assert acts(comment) == ["reply_drafted", "reply_returned"]

    def test_whoever_was_about_to_publish_reads_it_again(self, draft, approver):
        replies.send_back(draft, by=approver, version=1, why="Sửa lại")

        with pytest.raises(DecidedMeanwhile):
            replies.publish(draft, by=approver, version=1)

    @pytest.mark.parametrize("why", ["", " \n"])
    def test_it_says_why(self, draft, approver, why):
        with pytest.raises(NoteMissing):
            replies.send_back(draft, by=approver, version=1, why=why)

    def test_not_what_readers_see_already(self, draft, approver):
        replies.publish(draft, by=approver, version=1)

        with pytest.raises(WrongState):
            replies.send_back(draft, by=approver, version=2, why="Muộn rồi")


class TestWriting:
    def test_a_second_text_is_refused_and_both_are_shown(self, client, comment, draft, secretary, words):
        client.force_login(secretary)

        page = client.post(page_of(comment), as_posted(words, body="Bản của Thư", version=0))

        text = page.content.decode()
        assert page.status_code == 409
        assert "Bản của Thư" in text
        assert "Phường đã sửa đèn" in text
        assert OfficialReply.objects.get().body == words["body"]
        client.post(page_of(comment), as_posted(words, body="Bản của Thư", version=1))
        assert OfficialReply.objects.get().body == "Bản của Thư"

    def test_changing_a_published_one_takes_it_from_the_site(
        self, comment, draft, words, approver, secretary
    ):
        replies.publish(draft, by=approver, version=1)
        with pytest.raises(NotAllowed):
            replies.draft(comment, by=secretary, version=2, **words)

        replies.draft(comment, by=approver, version=2, **words | {"body": "Nói lại cho rõ hơn."})

        comment.refresh_from_db()
        reply = OfficialReply.objects.get()
        assert (comment.answered_at, reply.published_at) == (None, None)
        assert acts(comment)[-2:] == ["reply_taken", "reply_drafted"]

    @pytest.mark.parametrize("body", ["", "a" * 5001])
    def test_its_length_has_bounds(self, client, comment, moderator, words, body):
        client.force_login(moderator)

        page = client.post(page_of(comment), as_posted(words, body=body, version=0))

        assert page.context["form"].errors
        assert OfficialReply.objects.count() == 0

    def test_only_what_readers_see_is_answered(self, client, article, moderator, words):
        comment = CommentFactory(article=article)
        client.force_login(moderator)

        page = client.post(page_of(comment), as_posted(words, version=0))

        assert "Chỉ trả lời được ý kiến đã đăng" in page.content.decode()
        assert OfficialReply.objects.count() == 0

    def test_the_next_begins_with_the_office_of_the_last(self, client, article, draft, moderator, words):
        client.force_login(moderator)

        page = client.get(page_of(CommentFactory(article=article, shown=True)))

        assert page.context["form"].initial["office"] == words["office"].pk
        assert page.context["form"].initial["signer"] == "Nguyễn Văn An"


class TestThePage:
    def test_publishing_and_returning_there(self, client, comment, draft, approver, moderator):
        client.force_login(approver)
        assert "Kiểm" in client.get(page_of(comment)).content.decode()

        client.post(page_of(comment), {"do": "return", "version": 1, "why": "Thêm ngày"})
        client.force_login(moderator)
        assert "Thêm ngày" in client.get(page_of(comment)).content.decode()
        client.force_login(approver)
        stale = client.post(page_of(comment), {"do": "publish", "version": 1})
        client.post(page_of(comment), {"do": "publish", "version": 2})

        assert stale.status_code == 409
        assert OfficialReply.objects.get().approved_by == approver

    def test_it_tells_the_drafter_that_another_is_needed(self, client, comment, words, approver):
        replies.draft(comment, by=approver, version=0, **words)
        client.force_login(approver)

        page = client.get(page_of(comment)).content.decode()
        refused = client.post(page_of(comment), {"do": "publish", "version": 1})

        assert "cần người thứ hai công bố" in page
        assert "Công bố trả lời" not in page
        assert refused.status_code == 409

    def test_a_moderator_does_not_publish(self, client, comment, words, secretary, moderator):
        replies.draft(comment, by=secretary, version=0, **words)
        client.force_login(moderator)

        refused = client.post(page_of(comment), {"do": "publish", "version": 1})

        assert refused.status_code == 409
        assert OfficialReply.objects.get().published_at is None

    @pytest.mark.parametrize("do", ["publish", "return", "nonsense", ""])
    def test_without_a_reply_there_is_nothing_to_publish(self, client, comment, approver, do):
        client.force_login(approver)

        assert client.post(page_of(comment), {"do": do, "version": "1", "why": "x"}).status_code == 200
        assert OfficialReply.objects.count() == 0

    @pytest.mark.parametrize("do", ["publish", "return"])
    @pytest.mark.parametrize("version", ["", "x", "²", "9" * 5000])
    def test_a_version_that_is_no_number_does_nothing(self, client, comment, draft, approver, do, version):
        client.force_login(approver)

        response = client.post(page_of(comment), {"do": do, "version": version, "why": "Thiếu ngày"})

        draft.refresh_from_db()
        assert (response.status_code, draft.published_at) == (200, None)

    def test_it_waits_in_its_tab(self, client, comment, draft, approver):
        client.force_login(approver)

        page = client.get("/admin/comments/comment/?muc=cho-tra-loi")

        assert [card.comment for card in page.context["cards"]] == [comment]

    def test_those_who_may_publish_in_the_section_are_told(self, comment, words, moderator, approver):
        elsewhere = UserFactory(role=Role.APPROVER)
        Remit.objects.create(person=elsewhere, section=SectionFactory())

        replies.draft(comment, by=moderator, version=0, **words)

        assert approver in told("reply_drafted")
        assert elsewhere not in told("reply_drafted")

    def test_a_hostile_text_is_escaped(self, client, comment, words, moderator):
        hostile = {"body": "<script>alert(1)</script>", "signer": "<img src=x>", "signer_title": "<b>T</b>"}
        replies.draft(comment, by=moderator, version=0, **words | hostile)
        client.force_login(moderator)

        page = client.get(page_of(comment)).content.decode()

        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>T" not in page

    def test_it_goes_with_its_comment(self, comment, draft, approver, moderator):
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
