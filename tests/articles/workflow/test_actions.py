"""The transitions of an article: effect, rights, stale versions, repetition, events."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import Article, Byline, ChangeKind, Remit, State
from articles.permissions import may, visible_to
from newsroom.core import richtext
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory, UserFactory, release

pytestmark = pytest.mark.django_db


def make_awaiting_article(**fields):
    return ArticleFactory(state=State.AWAITING, **fields)


class TestPublishing:
    def test_makes_the_article_public_now(self, approver):
        article = make_awaiting_article()
        at = datetime(2023, 6, 26, 11, 15, 42, tzinfo=UTC)

        release(article, by=approver, at=at)

        article.refresh_from_db()
        assert (article.state, article.first_published_at) == (State.PUBLISHED, at)
        assert article.publish_at == datetime(2023, 6, 26, 11, 15, tzinfo=UTC)
        assert article.is_public(at=at)

    def test_keeps_the_time_that_was_planned(self, approver):
        planned = timezone.now() + timedelta(days=1)
        article = make_awaiting_article(publish_at=planned)

        release(article, by=approver)

        article.refresh_from_db()
        assert article.publish_at == planned
        assert not article.is_public()

    def test_uses_the_time_given_by_the_approver(self, approver):
        article = make_awaiting_article(publish_at=timezone.now() + timedelta(days=1))
        when = timezone.now() + timedelta(days=2)

        release(article, by=approver, when=when)

        article.refresh_from_db()
        assert article.publish_at == when

    def test_a_time_in_the_past_needs_a_right(self, approver):
        yesterday = timezone.now() - timedelta(days=1)
        plain, special = (
            make_awaiting_article(publish_at=yesterday),
            make_awaiting_article(publish_at=yesterday),
        )
        someone = UserFactory()
        wanted = ["publish_article", "view_article", "view_any_article"]
        someone.user_permissions.set(Permission.objects.filter(codename__in=wanted))

        release(plain, by=someone)
        release(special, by=approver)

        plain.refresh_from_db()
        special.refresh_from_db()
        assert plain.publish_at > yesterday + timedelta(hours=23)
        assert special.publish_at == yesterday

    def test_gives_a_number_counted_by_the_year(self, approver):
        numbers = []
        for day in (datetime(2026, 12, 31, 16, tzinfo=UTC), datetime(2026, 12, 31, 18, tzinfo=UTC)) * 2:
            article = make_awaiting_article()
            release(article, by=approver, at=day, when=day)
            article.refresh_from_db()
            numbers.append(article.number)

        assert numbers == ["1/2026", "1/2027", "2/2026", "2/2027"]  # 18:00 UTC is the next year in Hà Tĩnh

    def test_refused_publication_releases_its_number(self, approver):
        with pytest.raises(workflow.NotReady):
            release(make_awaiting_article(lead=""), by=approver)
        article = make_awaiting_article()

        release(article, by=approver)

        article.refresh_from_db()
        assert article.number.startswith("1/")

    def test_closed_account_cannot_publish(self, approver):
        approver.is_active = False

        with pytest.raises(workflow.NotAllowed):
            release(make_awaiting_article(), by=approver)

    def test_a_stale_version_is_refused(self, approver):
        article = make_awaiting_article()
        article.save()

        with pytest.raises(workflow.StaleVersion):
            workflow.publish(article, by=approver, version=article.version - 1)

    def test_second_publication_is_refused(self, approver):
        article = ArticleFactory(published=True)

        with pytest.raises(workflow.WrongState):
            release(article, by=approver)

        assert article.events.count() == 1

    def test_a_repeated_publication_keeps_the_number(self, approver):
        article = ArticleFactory(published=True)
        number = article.number
        take_down(article, approver)

        release(article, by=approver)

        article.refresh_from_db()
        assert article.number == number
        assert article.is_public()


class TestFourEyes:
    def test_the_approver_is_not_the_author(self, approver):
        with pytest.raises(workflow.NotAllowed):
            release(make_awaiting_article(created_by=approver), by=approver)

    def test_approver_is_not_in_the_byline(self, approver):
        article = make_awaiting_article()
        Byline.objects.create(article=article, author=AuthorFactory(user=approver))

        with pytest.raises(workflow.NotAllowed):
            release(article, by=approver)

    def test_setting_switches_the_rule_off(self, approver, settings):
        settings.APPROVER_MAY_BE_AUTHOR = True
        article = make_awaiting_article(created_by=approver)

        release(article, by=approver)

        article.refresh_from_db()
        assert article.state == State.PUBLISHED

    def test_an_urgent_publication_stays_flagged_until_another_countersigns(self, approver):
        article = ArticleFactory(created_by=approver)

        workflow.publish_urgently(
            article, by=approver, version=article.version, reason="Bão số 5", confirmed={"no_cover"}
        )
        article.refresh_from_db()
        assert article.is_public()
        assert article.urgent_by == approver
        with pytest.raises(workflow.NotAllowed):
            workflow.countersign(article, by=approver, version=article.version)

        other = UserFactory(role=Role.APPROVER)
        workflow.countersign(article, by=other, version=article.version)
        article.refresh_from_db()
        assert article.urgent_by is None
        assert [event.move for event in article.events.all()] == ["publish_urgently", "countersign"]

    def test_urgency_needs_a_reason(self, approver):
        article = ArticleFactory()

        with pytest.raises(workflow.ReasonMissing):
            workflow.publish_urgently(article, by=approver, version=article.version, reason=" ")


class TestReturning:
    def test_needs_a_reason(self, editor):
        article = ArticleFactory(state=State.SUBMITTED)

        with pytest.raises(workflow.ReasonMissing):
            workflow.send_back(article, by=editor, version=article.version, reason="\n ")

        article.refresh_from_db()
        assert article.state == State.SUBMITTED

    def test_reason_is_kept_in_the_timeline(self, editor):
        article = ArticleFactory(state=State.AWAITING)

        workflow.send_back(article, by=editor, version=article.version, reason="Thiếu chú thích ảnh")

        event = article.events.latest()
        assert (event.source, event.target) == (State.AWAITING, State.RETURNED)
        assert (event.reason, event.by, event.version) == ("Thiếu chú thích ảnh", editor, article.version + 1)

    @pytest.mark.parametrize("hole", [{"body": ""}, {"section": None}])
    def test_submission_needs_text_and_section(self, hole):
        article = ArticleFactory(**hole)

        with pytest.raises(workflow.NotReady):
            workflow.submit(article, by=article.created_by, version=article.version)


class TestTakingDown:
    def test_needs_a_reason(self, approver):
        article = ArticleFactory(published=True)

        with pytest.raises(workflow.ReasonMissing):
            workflow.take_down(article, by=approver, version=article.version, reason="  ")

        assert article.is_public()

    def test_keeps_every_field(self, approver):
        article = ArticleFactory(published=True)
        before = (article.title, article.body, article.byline, article.publish_at)

        take_down(article, approver)

        kept = Article.objects.get(pk=article.pk)
        assert (kept.title, kept.body, kept.byline, kept.publish_at) == before

    def test_url_answers_410_without_content(self, client, approver):
        article = ArticleFactory(title="Bài sai sót", published=True)
        take_down(article, approver)

        response = client.get(article.get_absolute_url())

        assert response.status_code == 410
        assert "sai sót" not in response.content.decode()

    def test_url_of_a_never_public_article_answers_404(self, client, approver):
        article = ArticleFactory(publish_at=timezone.now() + timedelta(days=1), published=True)
        take_down(article, approver)

        assert client.get(article.get_absolute_url()).status_code == 404

    def test_url_answers_410_from_the_trash_until_published_again(self, client, approver):
        article = ArticleFactory(published=True)
        take_down(article, approver)
        workflow.trash(article, by=approver, version=article.version)
        assert client.get(article.get_absolute_url()).status_code == 410

        article.refresh_from_db()
        workflow.restore(article, by=approver, version=article.version)
        article.refresh_from_db()
        assert article.state == State.TAKEN_DOWN
        release(article, by=approver)
        assert client.get(article.get_absolute_url()).status_code == 200


class TestTrash:
    def test_restored_article_has_its_former_state(self, writer):
        article = ArticleFactory(created_by=writer, state=State.RETURNED)

        workflow.trash(article, by=writer, version=article.version)
        article.refresh_from_db()
        assert article.state == State.TRASHED
        workflow.restore(article, by=writer, version=article.version)

        article.refresh_from_db()
        assert article.state == State.RETURNED


class TestWorkingCopy:
    @pytest.fixture
    def live(self):
        return ArticleFactory(title="Bản đang đăng", published=True)

    def correct(self, live, by, **fields):
        copy = workflow.begin_correction(live, by=by)
        for name, value in fields.items():
            setattr(copy, name, value)
        copy.save()
        return copy

    def test_old_text_is_public_until_the_copy_is_approved(self, live, approver):
        author = live.created_by
        copy = self.correct(live, author, title="Bản sửa")
        workflow.submit(copy, by=author, version=copy.version)
        copy.refresh_from_db()
        workflow.pass_on(copy, by=approver, version=copy.version)
        live.refresh_from_db()
        assert (live.title, live.is_public(), copy.is_public()) == ("Bản đang đăng", True, False)

        copy.refresh_from_db()
        replace(copy, approver)

        live.refresh_from_db()
        copy.refresh_from_db()
        assert (live.title, live.state, copy.state) == ("Bản sửa", State.PUBLISHED, State.MERGED)
        assert live.revised_at is not None
        assert not copy.is_public()

    def test_a_correction_is_printed_with_its_date(self, live, approver, client):
        copy = self.correct(
            live, approver, change_kind=ChangeKind.CORRECTION, correction_text="Ông A là Phó Chủ tịch."
        )
        replace(copy, approver, at_once=True)

        page = client.get(live.get_absolute_url()).content.decode()

        assert "Ông A là Phó Chủ tịch." in page
        live.refresh_from_db()
        assert (live.revised_at, live.correction_text) == (None, "")

    def test_correction_without_text_is_refused(self, live, approver):
        copy = self.correct(live, approver, change_kind=ChangeKind.CORRECTION)

        with pytest.raises(workflow.CorrectionMissing):
            replace(copy, approver, at_once=True)

        live.refresh_from_db()
        assert live.title == "Bản đang đăng"

    def test_printed_byline_is_kept(self, live, approver):
        byline = live.bylines.get()
        office = byline.office
        office.name = "Đơn vị đã đổi tên"
        office.save()
        copy = self.correct(live, approver, lead="Sapo mới")

        replace(copy, approver, at_once=True)

        live.refresh_from_db()
        assert live.byline == byline.text
        assert (live.publish_at, live.lead) == (Article.objects.get(pk=live.pk).publish_at, "Sapo mới")

    def test_article_has_one_working_copy_at_a_time(self, live, approver, editor):
        workflow.begin_correction(live, by=approver)

        with pytest.raises(workflow.HasWorkingCopy):
            workflow.begin_correction(live, by=editor)
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.create(title="Hai", created_by=editor, replaces=live)

    def test_only_live_articles_are_corrected(self, approver):
        with pytest.raises(workflow.WrongState):
            workflow.begin_correction(ArticleFactory(), by=approver)

    def test_copy_cannot_replace_an_article_taken_down(self, live, approver):
        copy = self.correct(live, approver, title="Bản sửa")
        take_down(live, approver)

        with pytest.raises(workflow.WrongState):
            replace(copy, approver, at_once=True)

        live.refresh_from_db()
        assert live.title == "Bản đang đăng"

    def test_copy_cannot_replace_a_newer_text(self, live, approver):
        copy = self.correct(live, approver, title="Bản sửa")
        take_down(live, approver)
        live.title = "Sửa khi đã gỡ"
        live.save()
        release(live, by=approver)

        with pytest.raises(workflow.OldWorkingCopy):
            replace(copy, approver, at_once=True)

    def test_copy_of_a_scheduled_article_may_change_the_time(self, approver):
        planned = timezone.now() + timedelta(days=1)
        live = ArticleFactory(publish_at=planned, published=True)
        later = (planned + timedelta(days=1)).replace(second=0, microsecond=0)
        copy = self.correct(live, approver, publish_at=later)

        replace(copy, approver, at_once=True)

        live.refresh_from_db()
        assert live.publish_at == later
        assert live.revised_at is None  # nobody has read the old text

    def test_trashed_copy_is_restored_only_without_another_copy(self, live, approver):
        first = workflow.begin_correction(live, by=approver)
        workflow.trash(first, by=approver, version=first.version)
        workflow.begin_correction(live, by=approver)
        first.refresh_from_db()

        with pytest.raises(workflow.HasWorkingCopy):
            workflow.restore(first, by=approver, version=first.version)


class TestRemits:
    @pytest.fixture
    def building(self):
        section = SectionFactory(name="Xây dựng Đảng")
        return section, SectionFactory(name="Tuyên giáo", parent=section), SectionFactory(name="Kinh tế")

    def test_remit_covers_a_section_and_its_subsections(self, editor, building):
        section, below, elsewhere = building
        Remit.objects.create(person=editor, section=section)
        articles = [
            ArticleFactory(section=each, state=State.SUBMITTED) for each in (section, below, elsewhere)
        ]
        own = ArticleFactory(section=elsewhere, created_by=editor)

        assert set(visible_to(editor)) == {*articles[:2], own}
        assert [may(editor, "review", article) for article in articles] == [True, True, False]
        assert [may(editor, "change", article) for article in articles] == [True, True, False]

    def test_working_copy_cannot_move_an_article_into_the_remit(self, building):
        section, _below, elsewhere = building
        secretary = UserFactory(role=Role.SECRETARY)
        Remit.objects.create(person=secretary, section=section)
        live = ArticleFactory(section=elsewhere, created_by=secretary, published=True)
        copy = workflow.begin_correction(live, by=secretary)
        copy.section = section
        copy.save()

        with pytest.raises(workflow.NotAllowed):
            replace(copy, secretary, at_once=True)

    def test_remit_limits_an_approver(self, approver, building):
        section, _below, elsewhere = building
        Remit.objects.create(person=approver, section=section)
        article = make_awaiting_article(section=elsewhere)

        with pytest.raises(workflow.NotAllowed):
            release(article, by=approver)
        assert not may(approver, "view", article)


def take_down(article, by):
    workflow.take_down(article, by=by, version=article.version, reason="Sai chức danh")
    article.refresh_from_db()


def replace(copy, by, at_once=False):
    act = workflow.replace_at_once if at_once else workflow.replace
    confirmed = {finding.code for finding in review(copy, at=timezone.now())}
    return act(copy, by=by, version=copy.version, confirmed=confirmed)


def test_only_moves_that_let_readers_have_the_text_keep_a_version(editor, approver):
    photo = PhotoFactory(credit="Văn Minh")
    article = ArticleFactory(body=richtext.figure_html(photo.key, 960, 640, caption="Đại biểu"))
    photo.credit = "Thu Hà"
    photo.save()  # no version of its own: nobody has saved the article

    workflow.submit(article, by=article.created_by, version=article.version)
    article.refresh_from_db()
    workflow.pass_on(article, by=editor, version=article.version)
    article.refresh_from_db()
    assert article.versions.count() == 1
    release(article, by=approver)

    assert [version.content["photos"][0]["credit"] for version in article.versions.all()] == [
        "Thu Hà",
        "Văn Minh",
    ]
