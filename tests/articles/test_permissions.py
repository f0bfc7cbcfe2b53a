"""Rights: role x whose article x its state x every move, compared with a table written by hand.

"Whose article" covers creator, assignee, byline, and the sections of a limited person.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import Article, Byline, Event, Remit, State
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db

W, E, S, A = Role.WRITER, Role.EDITOR, Role.SECRETARY, Role.APPROVER
WRITING, DESK = {W, E, S, A}, {E, S, A}
# move: kinds of article, who may with an own one, who may with that of another
RULES = {
    "submit": ({"draft", "returned", "copy"}, WRITING, set()),
    "withdraw": ({"submitted"}, WRITING, set()),
    "pass_on": ({"submitted"}, DESK, DESK),
    "send_back": ({"submitted", "awaiting", "awaiting_copy"}, DESK, DESK),
    "publish": ({"awaiting", "taken_down"}, set(), {A}),
    "publish_urgently": ({"draft", "returned", "submitted", "awaiting"}, {S, A}, {S, A}),
    "countersign": ({"urgent"}, set(), {A}),
    "unschedule": ({"scheduled"}, {A}, {A}),
    "replace": ({"awaiting_copy"}, set(), {A}),
    "replace_at_once": ({"copy", "awaiting_copy"}, {S, A}, {S, A}),
    "take_down": ({"live", "scheduled", "urgent"}, {A}, {A}),
    "trash": ({"draft", "returned", "copy"}, WRITING, DESK),
    "restore": ({"trashed"}, WRITING, DESK),
}
# Readers could see it once: only who may take down may put it away.
TRASH_OF_TAKEN_DOWN = {A}
KINDS = sorted({kind for kinds, _own, _others in RULES.values() for kind in kinds} | {"merged"})
RELATIONS = [
    "own",
    "another's",
    "in charge",  # another's, put into this person's hands
    "signed",  # begun by another, with this person in the byline
    "below",  # another's, in a section under the one that this person is limited to
    "elsewhere",  # another's, outside the sections that this person is limited to
    "own elsewhere",
]


def article_of(kind, writer):
    """Return an article of this kind, begun by `writer`."""
    if kind in ("draft", "returned", "submitted", "awaiting"):
        return ArticleFactory(created_by=writer, state=kind)
    if kind == "trashed":
        article = ArticleFactory(created_by=writer, state=State.TRASHED)
        Event.objects.create(
            article=article, move="trash", source="draft", target="trashed", version=1, by=writer
        )
        return article
    if kind in ("copy", "awaiting_copy", "merged"):
        live = ArticleFactory(published=True)
        states = {"copy": State.DRAFT, "awaiting_copy": State.AWAITING, "merged": State.MERGED}
        return ArticleFactory(
            created_by=writer, replaces=live, replaces_version=live.version, state=states[kind]
        )
    publish_at = timezone.now() + timedelta(days=1 if kind == "scheduled" else -1)
    article = ArticleFactory(created_by=writer, publish_at=publish_at, published=True)
    if kind == "urgent":
        Article.objects.filter(pk=article.pk).update(urgent_by=UserFactory())
    if kind == "taken_down":
        Article.objects.filter(pk=article.pk).update(state=State.TAKEN_DOWN, gone_at=timezone.now())
    article.refresh_from_db()
    return article


def is_allowed(role, relation, kind, move):
    kinds, own, others = RULES[move]
    if kind not in kinds and (move, kind) != ("trash", "taken_down"):
        return False
    if (move, kind) == ("trash", "taken_down"):
        own = others = TRASH_OF_TAKEN_DOWN
    return (
        role
        in {
            "own": own,
            "another's": others,
            "in charge": own | others,
            "signed": own & others,
            "below": others,
            "elsewhere": set(),
            "own elsewhere": own if move in WRITERS_MOVES and kind != "taken_down" else set(),
        }[relation]
    )


# What a person may do with own articles wherever they are filed.
WRITERS_MOVES = {"submit", "withdraw", "trash", "restore"}


@pytest.fixture(scope="module")
def articles(module_db):
    """kind -> an article of that kind, begun by a writer."""
    return {kind: article_of(kind, UserFactory(role=W)).pk for kind in KINDS}


@pytest.fixture(scope="module")
def people(module_db):
    """role -> somebody of that role."""
    return {role: UserFactory(role=role).pk for role in Role}


@pytest.fixture
def user_and_article(articles, people, role, relation, kind):
    user, article = User.objects.get(pk=people[role]), Article.objects.get(pk=articles[kind])
    if relation in ("own", "own elsewhere"):
        Article.objects.filter(pk=article.pk).update(created_by=user)
        article.events.filter(move="trash").update(by=user)
    if relation == "in charge":
        Article.objects.filter(pk=article.pk).update(assignee=user)
    if relation == "signed":
        Byline.objects.create(article=article, author=AuthorFactory(user=user))
    if relation == "below":
        parent = SectionFactory()
        for section in {article.section, article.replaces.section if article.replaces else article.section}:
            section.parent = parent
            section.save()
        Remit.objects.create(person=user, section=parent)
    if relation.endswith("elsewhere"):
        Remit.objects.create(person=user, section=SectionFactory())
    article.refresh_from_db()
    return user, article


def get_state(article):
    return Article.objects.values("state", "urgent_by", "version").get(pk=article.pk)


def test_table_lists_every_move():
    assert set(RULES) == set(workflow.MOVES)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("role", Role)
def test_domain_functions_allow_exactly_the_moves_of_the_table(user_and_article, role, relation, kind):
    user, article = user_and_article
    confirmed, done = codes(article), set()

    for name, move in workflow.MOVES.items():
        details = {"confirmed": confirmed} if name in CHECKED else {}
        before = article.events.count()
        with transaction.atomic():
            try:
                details |= {"by": user, "version": article.version, "reason": "Vì thế"}
                workflow.make_move(article, move, **details)
                done.add(name)
            except Refusal:
                assert article.events.count() == before
            transaction.set_rollback(True)

    assert done == {name for name in RULES if is_allowed(role, relation, kind, name)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("role", Role)
def test_pages_allow_exactly_the_moves_of_the_table(client, user_and_article, role, relation, kind):
    user, article = user_and_article
    client.force_login(user)
    before, confirmed = get_state(article), list(codes(article))
    done, answers = set(), set()

    for name in workflow.MOVES:
        address = reverse("admin:articles_article_move", args=[article.pk, name])
        sent = {"version": article.version, "reason": "Vì thế", "confirmed": confirmed}
        with transaction.atomic():
            answers.add(client.post(address, sent).status_code)
            if get_state(article) != before:
                done.add(name)
            transaction.set_rollback(True)

    assert done == {name for name in RULES if is_allowed(role, relation, kind, name)}
    if not may_see(role, relation):
        assert answers == {404}  # hidden and absent look the same


def may_see(role, relation):
    if role in (Role.MODERATOR, Role.ADMINISTRATOR):
        return False
    return relation in OWN or (role != W and relation != "elsewhere")


OWN = {"own", "in charge", "own elsewhere"}


CHECKED = {"publish", "publish_urgently", "replace", "replace_at_once"}


def codes(article):
    return {finding.code for finding in review(article, at=timezone.now())}
