"""The dashboard of articles: work waiting for each person, longest first, and overdue work."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.dashboard import count_waiting_articles
from articles.models import Article, Remit, State
from articles.permissions import may
from articles.workflow import notes
from articles.workflow.inbox import list_waiting
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiles(client):
    def of(user):
        client.force_login(user)
        page = client.get("/admin/")
        return {tile.title: tile for tile in page.context["tiles"]}, page.context["waiting_count"]

    return of


def list_titles(tile):
    return [row.title for row in tile.rows]


def since(article, **ago):
    Article.objects.filter(pk=article.pk).update(state_since=timezone.now() - timedelta(**ago))


def test_editors_and_approvers_find_what_waits_for_them(tiles, editor, approver):
    since(ArticleFactory(title="Mới gửi", state=State.SUBMITTED), hours=1)
    since(ArticleFactory(title="Gửi từ lâu", state=State.SUBMITTED), hours=25)
    ArticleFactory(title="Chờ duyệt", state=State.AWAITING)
    ArticleFactory(title="Của chính lãnh đạo", state=State.AWAITING, created_by=approver)

    for_editor, calls = tiles(editor)
    for_approver, _calls = tiles(approver)

    waiting = for_editor["Chờ đồng chí xử lý"]
    assert (list_titles(waiting), calls) == (["Gửi từ lâu", "Mới gửi"], 2)
    assert [row.is_late for row in waiting.rows] == [True, False]
    assert list_titles(for_approver["Chờ đồng chí xử lý"]) == ["Gửi từ lâu", "Mới gửi", "Chờ duyệt"]


def test_approver_is_not_asked_to_approve_articles_signed_or_submitted_by_himself(client, tiles, approver):
    signed = ArticleFactory(title="Ký tên", state=State.AWAITING, author=AuthorFactory(user=approver))
    handed_in = ArticleFactory(title="Được giao", assignee=approver)
    workflow.submit(handed_in, by=approver, version=handed_in.version)
    Article.objects.filter(pk=handed_in.pk).update(state=State.AWAITING)

    found, calls = tiles(approver)

    assert (list_titles(found["Chờ đồng chí xử lý"]), calls) == ([], 0)
    for article in (signed, handed_in):
        page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
        assert "Đồng chí là tác giả: cần người khác duyệt." in page


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_articles_outside_the_remit_are_not_counted(tiles, role):
    user = UserFactory(role=role)
    Remit.objects.create(person=user, section=SectionFactory())
    for state in (State.SUBMITTED, State.AWAITING):
        ArticleFactory(state=state, assignee=user)  # seen, as one's own, but not one's to decide on

    found, calls = tiles(user)

    assert (list_titles(found["Chờ đồng chí xử lý"]), calls) == ([], 0)


def test_setting_allows_approvers_to_approve_their_own_articles(tiles, approver, settings):
    settings.APPROVER_MAY_BE_AUTHOR = True
    ArticleFactory(title="Của chính lãnh đạo", state=State.AWAITING, created_by=approver)

    found, _calls = tiles(approver)

    assert list_titles(found["Chờ đồng chí xử lý"]) == ["Của chính lãnh đạo"]


def test_dashboard_counts_exactly_the_articles_that_may_be_approved(approver):
    """The query of the dashboard and the permission check of the workflow agree."""
    limited = UserFactory(role=Role.APPROVER)
    Remit.objects.create(person=limited, section=SectionFactory())
    live = ArticleFactory(published=True)
    articles = [
        ArticleFactory(state=State.AWAITING),
        ArticleFactory(state=State.AWAITING, created_by=approver),
        ArticleFactory(state=State.AWAITING, author=AuthorFactory(user=approver)),
        ArticleFactory(state=State.AWAITING, section=limited.remits.get().section),
        ArticleFactory(
            state=State.AWAITING,
            section=limited.remits.get().section,
            replaces=live,
            replaces_version=live.version,
        ),
    ]

    for user in (approver, limited):
        called = set(list_waiting(user))
        assert called == {article for article in articles if may(user, "publish", article)}
        assert called


def test_writer_sees_returned_articles_with_their_reason(client, tiles, writer, editor):
    article = ArticleFactory(title="Bài của Thúy", created_by=writer, state=State.SUBMITTED)
    workflow.send_back(article, by=editor, version=article.version, reason="Thiếu ảnh")
    ArticleFactory(title="Bị trả lại của người khác", state=State.RETURNED)
    notes.add_note(article, by=editor, text="Xem thêm ghi chú")

    found, calls = tiles(writer)

    row = found["Bị trả lại"].rows[0]
    assert (row.title, row.note, calls) == ("Bài của Thúy", "Thiếu ảnh", 1)
    page = client.get(row.url)
    assert page.context["returned"].reason == "Thiếu ảnh"


def test_article_past_its_due_day_is_overdue(tiles, writer):
    draft = ArticleFactory(title="Nháp", created_by=writer)
    Article.objects.filter(pk=draft.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    found, _calls = tiles(writer)

    assert found["Bản nháp của đồng chí"].rows[0].is_late


def test_article_assigned_to_a_person_is_listed_as_their_own(tiles, writer):
    draft = ArticleFactory(title="Giao cho Thúy")
    Article.objects.filter(pk=draft.pk).update(assignee=writer)

    found, _calls = tiles(writer)

    assert list_titles(found["Bản nháp của đồng chí"]) == ["Giao cho Thúy"]


def test_scheduled_and_recently_published_articles_are_listed(tiles, approver):
    ArticleFactory(title="Mai đăng", publish_at=timezone.now() + timedelta(days=1), published=True)
    ArticleFactory(title="Vừa đăng", published=True)

    found, _calls = tiles(approver)

    assert list_titles(found["Hẹn giờ đăng"]) == ["Mai đăng"]
    assert list_titles(found["Vừa xuất bản"]) == ["Vừa đăng"]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_role_without_article_rights_sees_no_articles(tiles, role):
    ArticleFactory(title="Kín", state=State.SUBMITTED)

    found, number = tiles(UserFactory(role=role))

    assert not any(tile.rows for tile in found.values())
    assert number == 0


def test_due_day_is_written_in_vietnamese(tiles, editor):
    ArticleFactory(state=State.SUBMITTED, assignee=editor, due_on=date(2026, 11, 20))

    row = tiles(editor)[0]["Chờ đồng chí xử lý"].rows[0]

    assert row.note.endswith(" · hạn 20/11/2026")


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.SECRETARY, Role.APPROVER])
def test_counter_in_the_header_uses_indexes(role):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table as a whole, whatever its indexes.")
    user = UserFactory(role=role)

    with CaptureQueriesContext(connection) as queries:
        count_waiting_articles(user)
    plans = []
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans += [row[3] for row in cursor.fetchall()]

    assert any(plan.startswith("SEARCH articles_article") for plan in plans)
    assert [plan for plan in plans if plan.startswith("SCAN articles_article")] == []
