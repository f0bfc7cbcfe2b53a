"""Recipients of an act: the same answer as `permissions.may`, for all people with one query."""

import pytest
from django.contrib.auth.models import Permission

from articles import workflow
from articles.models import Article, Byline, Event, Remit, State
from articles.permissions import may
from articles.workflow import recipients
from newsroom.core.accounts import User
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections():
    root = SectionFactory()
    return {"root": root, "below": SectionFactory(parent=root), "elsewhere": SectionFactory()}


@pytest.fixture
def people(sections):
    """Create each role without a remit and with one for each section, superusers, closed accounts, single rights."""
    for role in Role:
        UserFactory(role=role)
        for section in sections.values():
            Remit.objects.create(person=UserFactory(role=role), section=section)
    both = UserFactory(role=Role.APPROVER)
    Remit.objects.create(person=both, section=sections["elsewhere"])
    Remit.objects.create(person=both, section=sections["below"])
    UserFactory(is_superuser=True)
    UserFactory(role=Role.APPROVER, is_active=False)
    single = UserFactory()
    single.user_permissions.add(Permission.objects.get(codename="publish_article"))


@pytest.fixture(params=["root", "below", "elsewhere", None])
def article(request, sections, people):
    """Return an article that several approvers worked on, in one of the sections or none."""
    approvers = list(User.objects.filter(groups__permissions__codename="publish_article"))
    article = ArticleFactory(
        section=sections.get(request.param),
        state=State.AWAITING,
        created_by=approvers[0],
        assignee=UserFactory(role=Role.WRITER),
    )
    Byline.objects.create(article=article, author=AuthorFactory(user=approvers[1]))
    Event.objects.create(
        article=article, move="submit", source="draft", target="submitted", version=1, by=approvers[2]
    )
    return Article.objects.get(pk=article.pk)


def find_allowed_people(act, article, *, with_superusers=True):
    return {
        person
        for person in User.objects.all()
        if may(person, act, article) and (with_superusers or not person.is_superuser)
    }


def test_reviewers_are_those_who_may_review(article):
    assert set(recipients.reviewers_of(article)) == find_allowed_people(
        "review", article, with_superusers=False
    )


@pytest.mark.parametrize("is_switched_off", [False, True])
def test_approvers_are_those_who_may_approve(article, settings, is_switched_off):
    settings.APPROVER_MAY_BE_AUTHOR = is_switched_off

    assert set(recipients.approvers_of(article)) == find_allowed_people(
        "publish", article, with_superusers=False
    )


def test_countersigners_are_those_who_may_countersign(article):
    article.urgent_by = User.objects.filter(groups__permissions__codename="publish_article").last()

    assert set(recipients.countersigners_of(article)) == find_allowed_people(
        "countersign", article, with_superusers=False
    )


def test_viewers_are_those_who_may_view(article):
    assert set(recipients.viewers_of(article)) == find_allowed_people("view", article)


def test_approvers_of_a_working_copy_that_was_moved_to_another_section(sections, people):
    live = ArticleFactory(section=sections["elsewhere"], published=True)
    copy = workflow.begin_correction(live, by=live.created_by)
    copy.section = sections["below"]
    copy.save()
    copy.refresh_from_db()

    approvers = set(recipients.approvers_of(copy))

    assert approvers == find_allowed_people("publish", copy, with_superusers=False)
    assert 0 < len(approvers) < len(set(recipients.role_holders("publish_article")))


def test_each_list_of_recipients_takes_one_query(article, django_assert_num_queries):
    article.section, article.created_by, article.assignee  # noqa: B018 -- loaded, as workflow.base does

    for function in (recipients.reviewers_of, recipients.approvers_of, recipients.participants_of):
        with django_assert_num_queries(1):
            list(function(article))
