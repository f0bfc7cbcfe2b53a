"""Every column of the table of moves is enforced: a change in the table changes the behaviour."""

import re
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import Article, State
from articles.permissions import RULES
from articles.workflow import assignment, notes
from articles.workflow.forms import MoveForm
from articles.workflow.transitions import ACTS, MOVES, Style
from newsroom.core.notices import Notice
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.django_db
STATES = {
    "submit": State.DRAFT,
    "withdraw": State.SUBMITTED,
    "pass_on": State.SUBMITTED,
    "send_back": State.AWAITING,
    "publish": State.AWAITING,
    "publish_urgently": State.DRAFT,
    "trash": State.RETURNED,
}


@pytest.fixture
def chief(db):
    """Return a person with every right who has written nothing."""
    return UserFactory(is_superuser=True)


def make_article_for(name, by):
    """Return an article that allows the move."""
    if name in STATES:
        writer = {"created_by": by} if MOVES[name].needs == "submit" else {}
        return ArticleFactory(state=STATES[name], **writer)
    if name == "unschedule":
        later = timezone.now() + timedelta(days=1)
        return ArticleFactory(publish_at=later, published=True)
    if name == "restore":
        article = ArticleFactory(state=State.RETURNED)
        workflow.trash(article, by=by, version=article.version)
    elif name == "countersign":
        article = ArticleFactory()
        codes = {finding.code for finding in review(article, at=timezone.now())}
        secretary = UserFactory(role=Role.SECRETARY)
        workflow.publish_urgently(
            article, by=secretary, version=article.version, reason="Bão số 5", confirmed=codes
        )
    elif name == "take_down":
        article = ArticleFactory(published=True)
    else:
        copy = workflow.begin_correction(ArticleFactory(published=True), by=UserFactory(role=Role.APPROVER))
        if name == "replace":
            workflow.submit(copy, by=copy.created_by, version=copy.version)
            copy.refresh_from_db()
            workflow.pass_on(copy, by=by, version=copy.version)
        article = copy
    article.refresh_from_db()
    return article


def make_move(name, article, by, **details):
    if MOVES[name].is_reviewed:
        details["confirmed"] = {finding.code for finding in review(article, at=timezone.now())}
    details = {"by": by, "version": article.version, "reason": "Vì thế", **details}
    return workflow.make_move(article, MOVES[name], **details)


@pytest.fixture(params=MOVES)
def world(request, chief):
    """Return a move, an article that allows it, and a person who may make it."""
    article = make_article_for(request.param, chief)
    return request.param, article, chief


def change_row(monkeypatch, name, **columns):
    for column, value in columns.items():
        monkeypatch.setitem(vars(ACTS[name]), column, value)


def test_unchanged_table_allows_every_move(world):
    name, article, chief = world

    event = make_move(name, article, chief)

    article.refresh_from_db()
    assert (event.move, event.target) == (name, article.state)


def test_a_reason_that_is_asked_for_must_be_given(world, monkeypatch):
    name, article, chief = world
    change_row(monkeypatch, name, asks_reason=True)

    with pytest.raises(workflow.ReasonMissing):
        make_move(name, article, chief, reason=" \n")
    assert MoveForm(MOVES[name], article).fields["reason"].label == "Lý do (bắt buộc)"

    assert make_move(name, article, chief).reason == "Vì thế"


def test_only_the_table_says_which_reason_is_needed(world):
    name, article, chief = world
    codes = [finding.code for finding in review(article, at=timezone.now())]
    confirmed = {"confirmed": codes} if MOVES[name].is_reviewed else {}
    needed = pytest.raises(workflow.ReasonMissing) if MOVES[name].asks_reason else nullcontext()

    with needed:
        workflow.make_move(article, MOVES[name], by=chief, version=article.version, **confirmed)


def test_optional_reason_may_be_left_out(world, monkeypatch):
    name, article, chief = world
    change_row(monkeypatch, name, asks_reason=False)

    event = make_move(name, article, chief, reason="")

    assert event.reason == ""
    assert MoveForm(MOVES[name], article).fields["reason"].label == "Ghi chú"


def test_the_right_is_the_one_of_the_table(world, monkeypatch):
    name, article, chief = world
    monkeypatch.setitem(RULES, "fly", lambda user, article: False)
    change_row(monkeypatch, name, needs="fly")

    with pytest.raises(workflow.NotAllowed):
        make_move(name, article, chief)


def test_the_states_are_those_of_the_table(world, monkeypatch):
    name, article, chief = world
    change_row(monkeypatch, name, sources=MOVES[name].sources - {article.state})

    with pytest.raises(workflow.WrongState):
        make_move(name, article, chief)


def test_the_condition_is_the_one_of_the_table(world, monkeypatch):
    name, article, chief = world
    change_row(monkeypatch, name, applies=lambda article: False)

    with pytest.raises(workflow.WrongState):
        make_move(name, article, chief)


def test_the_version_is_compared_where_the_table_asks_for_it(world, monkeypatch):
    name, article, chief = world
    with pytest.raises(workflow.StaleVersion):
        make_move(name, article, chief, version=article.version - 1)

    change_row(monkeypatch, name, asks_version=False)

    assert make_move(name, article, chief, version=article.version - 1).move == name


def test_the_new_state_is_the_one_of_the_table(world, monkeypatch):
    name, article, chief = world
    change_row(monkeypatch, name, target=State.RETURNED)

    make_move(name, article, chief)

    article.refresh_from_db()
    assert article.state == State.RETURNED


def test_the_notices_are_those_of_the_table(world, monkeypatch):
    name, article, chief = world
    Notice.objects.all().delete()
    change_row(monkeypatch, name, announces=())

    make_move(name, article, chief)

    assert not Notice.objects.exists()


class TestActsWithoutNewState:
    """Assignment and notes follow the same table."""

    @pytest.fixture
    def article(self, writer):
        return ArticleFactory(created_by=writer)

    def test_a_reason_that_is_asked_for_must_be_given(self, article, chief, monkeypatch):
        change_row(monkeypatch, "assign", asks_reason=True)

        with pytest.raises(workflow.ReasonMissing):
            assignment.assign(article, by=chief, version=article.version, assignee=chief)

    @pytest.mark.parametrize("name", ["assign", "note"])
    def test_the_right_is_the_one_of_the_table(self, article, monkeypatch, name):
        change_row(monkeypatch, name, needs="empty_trash")

        with pytest.raises(workflow.NotAllowed):
            do_act(name, article, article.created_by)

    @pytest.mark.parametrize("name", ["assign", "note"])
    def test_the_states_are_those_of_the_table(self, article, chief, monkeypatch, name):
        change_row(monkeypatch, name, sources=frozenset())

        with pytest.raises(workflow.WrongState):
            do_act(name, article, chief)

    @pytest.mark.parametrize("name", ["assign", "note"])
    def test_the_version_is_compared_where_the_table_asks_for_it(self, article, chief, monkeypatch, name):
        change_row(monkeypatch, name, asks_version=True)
        Article.objects.filter(pk=article.pk).update(version=9)

        with pytest.raises(workflow.StaleVersion):
            do_act(name, article, chief)

    def test_the_event_leaves_state_and_version(self, article, chief):
        events = [do_act(name, article, chief) for name in ("assign", "note")]

        assert {(event.source, event.target, event.version) for event in events} == {
            (State.DRAFT, State.DRAFT, article.version)
        }


def do_act(name, article, by):
    if name == "note":
        return notes.add_note(article, by=by, text="Xem lại")
    return assignment.assign(article, by=by, version=article.version, assignee=by)


def test_form_asks_for_a_time_where_the_table_says_so(world, monkeypatch):
    name, article, _chief = world
    for asks_time in (True, False):
        change_row(monkeypatch, name, asks_time=asks_time)

        assert ("when" in MoveForm(MOVES[name], article).fields) == asks_time


def test_slots_are_named_where_the_table_says_that_a_move_empties_them(client, world, monkeypatch):
    name, article, chief = world
    client.force_login(chief)
    monkeypatch.setattr("articles.site.placement.find_slots", lambda articles: ["slot"])
    for empties_slots in (True, False):
        change_row(monkeypatch, name, empties_slots=empties_slots)

        page = client.get(reverse("admin:articles_article_move", args=[article.pk, name]))

        assert bool(page.context["slots"]) == empties_slots


def test_consequence_of_the_table_is_said_before_the_move(client, world, monkeypatch):
    name, article, chief = world
    client.force_login(chief)
    for consequence in ("Mọi người đều biết.", ""):
        change_row(monkeypatch, name, consequence=consequence)

        page = client.get(reverse("admin:articles_article_move", args=[article.pk, name])).content.decode()

        assert ("<p>Mọi người đều biết.</p>" in page) == bool(consequence)


def test_button_has_the_style_of_the_table(client, world, monkeypatch):
    name, article, chief = world
    client.force_login(chief)
    for style in Style:
        change_row(monkeypatch, name, style=style)

        page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

        button = rf'class="move {style}">{MOVES[name].label}<'
        link = rf'class="button move {style}" href="[^"]*/move/{name}/">{MOVES[name].label}<'
        assert re.search(f"{button}|{link}", page)


def test_stylesheet_and_templates_name_no_move():
    """A new move needs its row and its function, no line of a stylesheet or template."""
    styles = (ROOT / "static/admin/newsroom.css").read_text(encoding="utf-8")
    templates = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "templates/admin/articles").rglob("*.html")
    )

    assert re.findall(r"\.move-\w+", styles) == []
    assert re.findall(r"move\.name\s*[!=]=|move-\w+", templates) == []
    assert [style for style in Style if f".{style} {{" not in styles and style != Style.PLAIN] == []
