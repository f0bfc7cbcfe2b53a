"""Whom each act concerns."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import Article, Event, Remit, State
from articles.workflow import notes
from articles.workflow.assignment import assign
from newsroom.core.dateformat import format_datetime
from newsroom.core.notices import Notice
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, SectionFactory, UserFactory, release

pytestmark = pytest.mark.django_db


def told(kind):
    return {notice.person for notice in Notice.objects.filter(kind=kind)}


def test_a_submission_concerns_the_editors_of_the_section(writer, editor):
    elsewhere = UserFactory(role=Role.EDITOR)
    Remit.objects.create(person=elsewhere, section=SectionFactory())
    secretary = UserFactory(role=Role.SECRETARY)
    article = ArticleFactory(created_by=writer)

    workflow.submit(article, by=writer, version=article.version)

    assert told("submitted") == {editor, secretary}


def test_what_waits_for_approval_concerns_those_who_may_approve_it(editor, approver):
    author = UserFactory(role=Role.APPROVER)
    article = ArticleFactory(created_by=author, state=State.SUBMITTED)

    workflow.pass_on(article, by=editor, version=article.version)

    assert told("awaiting") == {approver}


def test_a_return_tells_the_writer_why(writer, editor):
    article = ArticleFactory(created_by=writer, state=State.SUBMITTED, title="Giao ban")

    workflow.send_back(article, by=editor, version=article.version, reason="Thiếu ảnh")

    notice = Notice.objects.get()
    assert notice.person == writer
    assert "Giao ban" in notice.sentence
    assert "Thiếu ảnh" in notice.sentence


def test_publishing_and_taking_down_tell_all_who_had_a_hand_in_it(writer, editor, approver):
    article = ArticleFactory(created_by=writer)
    workflow.submit(article, by=writer, version=article.version)
    article.refresh_from_db()
    workflow.pass_on(article, by=editor, version=article.version)
    article.refresh_from_db()
    release(article, by=approver)
    article.refresh_from_db()
    workflow.take_down(article, by=approver, version=article.version, reason="Sai chức danh")

    assert told("published") == told("taken_down") == {writer, editor}


def test_nobody_is_told_of_what_is_now_out_of_sight(writer, editor, approver):
    article = ArticleFactory(created_by=writer, state=State.SUBMITTED)
    workflow.pass_on(article, by=editor, version=article.version)
    Remit.objects.create(person=editor, section=article.section)
    Article.objects.filter(pk=article.pk).update(section=SectionFactory())
    article.refresh_from_db()

    release(article, by=approver)

    assert told("published") == {writer}


def test_being_put_in_charge_is_told(writer, editor):
    article = ArticleFactory(state=State.SUBMITTED)

    assign(article, by=editor, version=article.version, assignee=writer)

    assert told("assigned") == {writer}
    article.refresh_from_db()
    assert article.assignee == writer


class TestMention:
    def test_a_name_with_at_is_told(self, writer, editor):
        article = ArticleFactory(created_by=writer)

        notes.add_note(article, by=writer, text=f"Nhờ @{editor.username} xem giúp đoạn hai.")

        assert told("mentioned") == {editor}
        assert Event.objects.get().move == "note"

    def test_nobody_is_told_of_what_is_hidden_from_him(self, writer):
        stranger = UserFactory(role=Role.WRITER)
        article = ArticleFactory(created_by=writer)

        notes.add_note(article, by=writer, text=f"@{stranger.username} và a@{stranger.username}")

        assert told("mentioned") == set()

    def test_a_note_needs_words_and_the_right(self, writer):
        article = ArticleFactory(created_by=writer)

        with pytest.raises(workflow.ReasonMissing):
            notes.add_note(article, by=writer, text="  ")
        with pytest.raises(workflow.NotAllowed):
            notes.add_note(article, by=UserFactory(role=Role.VIEWER), text="x")


def sentences(kind):
    return list(Notice.objects.filter(kind=kind).order_by("id").values_list("sentence", flat=True))


def test_what_is_planned_is_not_called_published(writer, editor, approver):
    article = ArticleFactory(title="Giao ban", created_by=writer, state=State.AWAITING)
    seven = timezone.now() + timedelta(days=1)

    release(article, by=approver, when=seven)
    article.refresh_from_db()
    workflow.unschedule(article, by=approver, version=article.version)

    assert sentences("published") == [
        f"Bài “Giao ban” đã được duyệt, hẹn đăng lúc {format_datetime(seven)} (Phạm Văn Duyệt)."
    ]
    assert sentences("taken_down") == ["Phạm Văn Duyệt đã hủy hẹn giờ đăng bài “Giao ban”."]


def test_an_urgent_publication_calls_those_who_may_countersign(writer, approver):
    secretary = UserFactory(role=Role.SECRETARY, full_name="Tô Hải Khanh")
    elsewhere = UserFactory(role=Role.APPROVER)
    Remit.objects.create(person=elsewhere, section=SectionFactory())
    article = ArticleFactory(title="Bão số 8", created_by=writer)
    codes = {finding.code for finding in review(article, at=timezone.now())}

    workflow.publish_urgently(
        article, by=secretary, version=article.version, reason="Bão gần bờ", confirmed=codes
    )

    assert told("awaiting") == {approver}
    assert sentences("awaiting") == [
        "Tô Hải Khanh đã đăng khẩn bài “Bão số 8”, chờ đồng chí ký xác nhận: Bão gần bờ"
    ]


def test_a_correction_is_not_called_a_publication(writer, approver):
    live = ArticleFactory(title="Giao ban", created_by=writer, published=True)
    copy = workflow.begin_correction(live, by=writer)
    codes = {finding.code for finding in review(copy, at=timezone.now())}
    Notice.objects.all().delete()

    workflow.replace_at_once(copy, by=approver, version=copy.version, confirmed=codes)

    assert sentences("published") == ["Bài đang đăng “Giao ban” đã có nội dung mới (Phạm Văn Duyệt)."]
