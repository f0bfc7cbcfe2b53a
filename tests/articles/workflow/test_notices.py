"""Notices of the workflow: their recipients and their sentences."""

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


def find_recipients(kind):
    return {notice.person for notice in Notice.objects.filter(kind=kind)}


def test_submission_notifies_the_editors_of_the_section(writer, editor):
    elsewhere = UserFactory(role=Role.EDITOR)
    Remit.objects.create(person=elsewhere, section=SectionFactory())
    secretary = UserFactory(role=Role.SECRETARY)
    article = ArticleFactory(created_by=writer)

    workflow.submit(article, by=writer, version=article.version)

    assert find_recipients("submitted") == {editor, secretary}


def test_article_awaiting_approval_notifies_those_who_may_approve_it(editor, approver):
    author = UserFactory(role=Role.APPROVER)
    article = ArticleFactory(created_by=author, state=State.SUBMITTED)

    workflow.pass_on(article, by=editor, version=article.version)

    assert find_recipients("awaiting") == {approver}


def test_return_tells_the_writer_the_reason(writer, editor):
    article = ArticleFactory(created_by=writer, state=State.SUBMITTED, title="Giao ban")

    workflow.send_back(article, by=editor, version=article.version, reason="Thiếu ảnh")

    notice = Notice.objects.get()
    assert notice.person == writer
    assert "Giao ban" in notice.sentence
    assert "Thiếu ảnh" in notice.sentence


def test_publishing_and_taking_down_notify_everybody_involved(writer, editor, approver):
    article = ArticleFactory(created_by=writer)
    workflow.submit(article, by=writer, version=article.version)
    article.refresh_from_db()
    workflow.pass_on(article, by=editor, version=article.version)
    article.refresh_from_db()
    release(article, by=approver)
    article.refresh_from_db()
    workflow.take_down(article, by=approver, version=article.version, reason="Sai chức danh")

    assert find_recipients("published") == find_recipients("taken_down") == {writer, editor}


def test_person_who_may_no_longer_see_the_article_is_not_notified(writer, editor, approver):
    article = ArticleFactory(created_by=writer, state=State.SUBMITTED)
    workflow.pass_on(article, by=editor, version=article.version)
    Remit.objects.create(person=editor, section=article.section)
    Article.objects.filter(pk=article.pk).update(section=SectionFactory())
    article.refresh_from_db()

    release(article, by=approver)

    assert find_recipients("published") == {writer}


def test_assignment_notifies_the_assignee(writer, editor):
    article = ArticleFactory(state=State.SUBMITTED)

    assign(article, by=editor, version=article.version, assignee=writer)

    assert find_recipients("assigned") == {writer}
    article.refresh_from_db()
    assert article.assignee == writer


class TestMention:
    def test_mentioned_person_is_notified(self, writer, editor):
        article = ArticleFactory(created_by=writer)

        notes.add_note(article, by=writer, text=f"Nhờ @{editor.username} xem giúp đoạn hai.")

        assert find_recipients("mentioned") == {editor}
        assert Event.objects.get().move == "note"

    def test_person_who_may_not_see_the_article_is_not_notified(self, writer):
        stranger = UserFactory(role=Role.WRITER)
        article = ArticleFactory(created_by=writer)

        notes.add_note(article, by=writer, text=f"@{stranger.username} và a@{stranger.username}")

        assert find_recipients("mentioned") == set()

    def test_a_note_needs_words_and_the_right(self, writer):
        article = ArticleFactory(created_by=writer)

        with pytest.raises(workflow.ReasonMissing):
            notes.add_note(article, by=writer, text="  ")
        with pytest.raises(workflow.NotAllowed):
            notes.add_note(article, by=UserFactory(role=Role.VIEWER), text="x")


def list_sentences(kind):
    return list(Notice.objects.filter(kind=kind).order_by("id").values_list("sentence", flat=True))


def test_scheduling_is_not_announced_as_publication(writer, editor, approver):
    article = ArticleFactory(title="Giao ban", created_by=writer, state=State.AWAITING)
    seven = timezone.now() + timedelta(days=1)

    release(article, by=approver, when=seven)
    article.refresh_from_db()
    workflow.unschedule(article, by=approver, version=article.version)

    assert list_sentences("published") == [
        f"Bài “Giao ban” đã được duyệt, hẹn đăng lúc {format_datetime(seven)} (Phạm Văn Duyệt)."
    ]
    assert list_sentences("taken_down") == ["Phạm Văn Duyệt đã hủy hẹn giờ đăng bài “Giao ban”."]


def test_urgent_publication_notifies_those_who_may_countersign(writer, approver):
    secretary = UserFactory(role=Role.SECRETARY, full_name="Tô Hải Khanh")
    elsewhere = UserFactory(role=Role.APPROVER)
    Remit.objects.create(person=elsewhere, section=SectionFactory())
    article = ArticleFactory(title="Bão số 8", created_by=writer)
    codes = {finding.code for finding in review(article, at=timezone.now())}

    workflow.publish_urgently(
        article, by=secretary, version=article.version, reason="Bão gần bờ", confirmed=codes
    )

    assert find_recipients("awaiting") == {approver}
    assert list_sentences("awaiting") == [
        "Tô Hải Khanh đã đăng khẩn bài “Bão số 8”, chờ đồng chí ký xác nhận: Bão gần bờ"
    ]


def test_correction_is_not_announced_as_publication(writer, approver):
    live = ArticleFactory(title="Giao ban", created_by=writer, published=True)
    copy = workflow.begin_correction(live, by=writer)
    codes = {finding.code for finding in review(copy, at=timezone.now())}
    Notice.objects.all().delete()

    workflow.replace_at_once(copy, by=approver, version=copy.version, confirmed=codes)

    assert list_sentences("published") == ["Bài đang đăng “Giao ban” đã có nội dung mới (Phạm Văn Duyệt)."]
