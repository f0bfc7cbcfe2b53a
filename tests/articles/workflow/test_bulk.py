"""Bulk actions on articles: the possible moves are made, and each skipped article is named with the reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin import changelist
from articles.models import Article, State
from articles.workflow.forms import ReasonForm
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def choose_action(client, action, articles, **confirmed):
    return client.post(
        LIST, {"action": action, "_selected_action": [each.pk for each in articles], **confirmed}, follow=True
    )


def do_action(client, action, articles, **fields):
    """Choose an action, see its page, confirm it."""
    versions = {f"version-{each.pk}": each.version for each in articles}
    return choose_action(client, action, articles, confirm="1", **versions, **fields)


def list_messages(response):
    return [str(message) for message in response.context["messages"]]


def list_states(*articles):
    return [Article.objects.get(pk=article.pk).state for article in articles]


@pytest.fixture
def boss(client, approver):
    client.force_login(approver)
    return approver


def test_choosing_an_action_changes_nothing_before_confirmation(client, boss):
    article = ArticleFactory(state=State.SUBMITTED)

    page = choose_action(client, "pass_on", [article])

    assert article.title in page.content.decode()
    assert list_states(article) == [State.SUBMITTED]


def test_similar_articles_are_shown_before_submitting(client, boss, django_assert_max_num_queries):
    there = ArticleFactory(title="Hội nghị báo cáo viên tháng 6")
    twice = [ArticleFactory(title="Hội nghị báo cáo viên tháng 6", created_by=boss) for _each in range(3)]
    new = ArticleFactory(title="Ra quân dọn vệ sinh", created_by=boss)

    with django_assert_max_num_queries(21):  # the counter of replies asks the settings of comments
        page = choose_action(client, "submit", [*twice, new])

    similar = {article.pk: set(article.similar) for article in page.context["articles"]}
    assert similar == {each.pk: {there, *twice} - {each} for each in twice} | {new.pk: set()}
    assert "Đã có bài này chưa?" in page.content.decode()


def test_number_of_articles_over_the_limit_is_named(client, boss, monkeypatch):
    monkeypatch.setattr(changelist, "MAX_ARTICLES", 2)
    articles = [ArticleFactory(state=State.SUBMITTED) for _each in range(3)]

    page = choose_action(client, "pass_on", articles)

    assert len(page.context["articles"]) == 2
    assert page.context["left_over"] == 1
    assert "còn lại 1 bài" in page.content.decode()


def test_each_skipped_article_is_named_with_the_reason(client, boss):
    ready = ArticleFactory(state=State.AWAITING, cover=PhotoFactory())
    unready = ArticleFactory(title="Thiếu sapo", state=State.AWAITING, cover=PhotoFactory(), lead="")
    unseen = ArticleFactory(title="Thiếu ảnh", state=State.AWAITING)
    own = ArticleFactory(title="Bài của chính mình", state=State.AWAITING, created_by=boss)
    draft = ArticleFactory(title="Còn nháp")

    response = do_action(client, "approve", [ready, unready, unseen, own, draft])

    assert list_states(ready, unready, unseen, own, draft) == [
        State.PUBLISHED,
        State.AWAITING,
        State.AWAITING,
        State.AWAITING,
        State.DRAFT,
    ]
    first, *others = list_messages(response)
    assert "1 bài" in first
    assert len(others) == 4
    for title, why in [
        ("Thiếu sapo", "sapo"),
        ("Thiếu ảnh", "ảnh đại diện"),
        ("Bài của chính mình", "không có quyền"),
        ("Còn nháp", "Trạng thái"),
    ]:
        assert any(title in line and why in line for line in others), title


def test_a_title_in_a_message_is_escaped(client, boss):
    draft = ArticleFactory(title="<script>alert(1)</script>")

    response = do_action(client, "approve", [draft])

    assert "<script>alert" not in response.content.decode()


def test_article_changed_since_the_page_was_shown_is_skipped(client, boss):
    article = ArticleFactory(state=State.SUBMITTED)
    seen = article.version
    article.save()

    choose_action(client, "pass_on", [article], confirm="1", **{f"version-{article.pk}": seen})
    choose_action(client, "pass_on", [article], confirm="1")

    assert list_states(article) == [State.SUBMITTED]


def test_returning_needs_a_reason(client, boss):
    articles = ArticleFactory.create_batch(2, state=State.SUBMITTED)

    refused = do_action(client, "send_back", articles, reason=" ")
    assert list_states(*articles) == [State.SUBMITTED] * 2
    assert refused.context["form"].errors

    do_action(client, "send_back", articles, reason="Thiếu ảnh")
    assert list_states(*articles) == [State.RETURNED] * 2
    assert articles[0].events.get().reason == "Thiếu ảnh"


def test_scheduling_asks_when(client, boss):
    article = ArticleFactory(state=State.AWAITING, cover=PhotoFactory())
    tomorrow = timezone.localtime() + timedelta(days=1)
    when = {"when_0": f"{tomorrow:%d/%m/%Y}", "when_1": "07:00"}

    refused = do_action(client, "schedule", [article], when_0="01/01/2020", when_1="07:00")
    assert refused.context["form"].errors
    do_action(client, "schedule", [article], **when)

    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert timezone.localtime(article.publish_at).strftime("%H:%M %d/%m/%Y") == f"07:00 {tomorrow:%d/%m/%Y}"


def test_a_working_copy_is_approved_into_its_article(client, boss):
    live = ArticleFactory(title="Cũ", published=True, cover=PhotoFactory())
    copy = workflow.begin_correction(live, by=live.created_by)
    Article.objects.filter(pk=copy.pk).update(title="Mới", state=State.AWAITING)

    do_action(client, "approve", [Article.objects.get(pk=copy.pk)])

    live.refresh_from_db()
    assert live.title == "Mới"


def test_articles_are_taken_down_and_trashed_in_bulk(client, boss):
    article = ArticleFactory(published=True)

    do_action(client, "take_down", [article], reason="Sai")
    article.refresh_from_db()
    do_action(client, "trash", [article])

    assert list_states(article) == [State.TRASHED]
    assert article.title not in client.get(LIST).content.decode()
    article.refresh_from_db()
    client.post(
        f"{LIST}?trang-thai=trashed",
        {
            "action": "restore",
            "_selected_action": [article.pk],
            "confirm": "1",
            f"version-{article.pk}": article.version,
        },
    )
    assert list_states(article) == [State.TAKEN_DOWN]


def test_articles_are_assigned_in_bulk(client, boss):
    article = ArticleFactory(state=State.SUBMITTED)
    writer = UserFactory(role=Role.WRITER)

    do_action(client, "assign", [article], assignee=writer.pk, due_on="30/11/2026")

    article.refresh_from_db()
    assert (article.assignee, article.due_on.isoformat()) == (writer, "2026-11-30")


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (Role.WRITER, {"submit", "trash", "restore"}),
        (Role.VIEWER, set()),
        (Role.EDITOR, {"submit", "pass_on", "send_back", "assign", "trash", "restore"}),
    ],
)
def test_actions_allowed_for_the_role_are_offered(client, role, actions):
    client.force_login(UserFactory(role=role))
    page = client.get(reverse("admin:articles_article_changelist"))

    form = page.context["action_form"]
    offered = {name for name, _label in form.fields["action"].choices if name} if form else set()
    assert offered == actions


def test_reason_is_asked_for_where_the_table_of_moves_requires_it():
    asks = {
        name: changelist.BATCH_ACTIONS[name].form is ReasonForm
        for name in changelist.BATCH_ACTIONS
        if name in workflow.MOVES
    }

    assert asks == {name: workflow.MOVES[name].asks_reason for name in asks}
    assert {"send_back", "take_down", "submit"} <= set(asks)


def test_slots_are_named_where_the_table_of_moves_says_that_they_are_emptied(client, boss, monkeypatch):
    monkeypatch.setattr("articles.site.placement.find_slots", lambda articles: ["slot"])
    article = ArticleFactory(published=True)
    for name in ("take_down", "submit"):
        for empties_slots in (True, False):
            monkeypatch.setitem(vars(workflow.MOVES[name]), "empties_slots", empties_slots)

            page = client.post(LIST, {"action": name, "_selected_action": [article.pk]})

            assert bool(page.context["slots"]) == empties_slots
