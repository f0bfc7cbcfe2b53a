"""Comments are public where neither the office, the section nor the article has switched them off."""

import pytest

from articles.models import CommentPolicy
from comments.intake.availability import get_availability
from comments.models import Comment, CommentSettings, SectionPolicy
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
OPEN, CLOSED, OFF = CommentPolicy.OPEN, CommentPolicy.CLOSED, CommentPolicy.OFF


@pytest.mark.parametrize(
    ("site", "upper", "lower", "own", "is_shown"),
    [
        (OPEN, None, None, OPEN, True),
        (CLOSED, CLOSED, CLOSED, CLOSED, True),
        (OFF, OPEN, OPEN, OPEN, False),
        (OPEN, OFF, None, OPEN, False),
        (OPEN, None, OFF, OPEN, False),
        (OPEN, OFF, CLOSED, OPEN, True),  # the nearest section counts
        (OPEN, OPEN, OFF, OPEN, False),
        (OPEN, None, None, OFF, False),
    ],
)
def test_page_and_public_queryset_agree(site, upper, lower, own, is_shown):
    above = SectionFactory()
    section = SectionFactory(parent=above)
    article = ArticleFactory(section=section, published=True, comment_policy=own)
    comment = CommentFactory(article=article, shown=UserFactory(role=Role.MODERATOR))
    CommentSettings(policy=site).save()
    for place, policy in ((above, upper), (section, lower)):
        if policy:
            SectionPolicy.objects.create(section=place, policy=policy)

    assert get_availability(article).shows_comments == is_shown
    assert list(Comment.objects.public()) == ([comment] if is_shown else [])


def test_policy_of_another_section_with_a_similar_path_does_not_count():
    """The path of section 1, "/1/", is not the beginning of "/12/"."""
    section = SectionFactory(pk=12)
    comment = CommentFactory(
        article=ArticleFactory(section=section, published=True), shown=UserFactory(role=Role.MODERATOR)
    )
    SectionPolicy.objects.create(section=SectionFactory(pk=1), policy=OFF)

    assert list(Comment.objects.public()) == [comment]


def test_public_comments_take_one_query(django_assert_num_queries):
    SectionPolicy.objects.create(section=SectionFactory(), policy=OFF)

    with django_assert_num_queries(1):
        list(Comment.objects.public())
