"""The number of database queries of each change of state: small, and the same for any size of the article."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.editing import history
from articles.editing.review import review
from articles.models import Article, Byline, Remit, State, Tag, Topic
from newsroom.core import richtext
from newsroom.core.accounts import User
from newsroom.core.notices import Notice
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
# The most that an act may cost, savepoint and permissions of the person included.
CEILINGS = {"submit": 12, "withdraw": 12, "send_back": 12, "pass_on": 12, "publish": 25}
SOURCES = {
    "submit": State.DRAFT,
    "withdraw": State.SUBMITTED,
    "send_back": State.SUBMITTED,
    "pass_on": State.SUBMITTED,
    "publish": State.AWAITING,
}


def make_article(size, state, writer):
    """Return an article with `size` bylines, photos, topics and so on."""
    photos = "".join(
        richtext.figure_html(PhotoFactory().key, 960, 640, caption="Hội nghị") for _n in range(size)
    )
    others = [ArticleFactory(published=True) for _n in range(size)]
    links = "".join(f'<p><a href="{other.get_absolute_url()}">Xem thêm</a></p>' for other in others)
    article = ArticleFactory(body=photos + links, state=state, created_by=writer, assignee=UserFactory())
    for number in range(size):
        Byline.objects.create(article=article, author=AuthorFactory())
        article.topics.add(Topic.objects.create(name=f"Chuyên đề {number}"))
        article.tags.add(Tag.objects.create(name=f"từ khóa {number}"))
        article.secondary_sections.add(SectionFactory())
    article.related.set(others)
    history.save_version(article, by=writer)
    return Article.objects.get(pk=article.pk)


def count_queries(name, size):
    """The queries of the act `name` on an article of this size, in a newsroom of this size."""
    writer = UserFactory(role=Role.WRITER)
    article = make_article(size, SOURCES[name], writer)
    for _n in range(size):
        for role in (Role.EDITOR, Role.APPROVER):
            Remit.objects.create(person=UserFactory(role=role), section=article.section)
    by = writer
    if name not in ("submit", "withdraw"):
        by = UserFactory(role=Role.APPROVER)
        Remit.objects.create(person=by, section=article.section)
    details = {"reason": "Thiếu chú thích ảnh"}
    if name == "publish":
        at = timezone.now()
        details |= {"confirmed": {finding.code for finding in review(article, at=at)}, "at": at}
    Notice.objects.all().delete()
    by = User.objects.get(pk=by.pk)  # nothing of the person's permissions is loaded

    with CaptureQueriesContext(connection) as queries:
        getattr(workflow, name)(article, by=by, version=article.version, **details)

    return [query["sql"][:120] for query in queries.captured_queries]


@pytest.mark.parametrize("name", CEILINGS)
def test_a_change_of_state_costs_few_queries_for_any_size_of_the_article(name):
    small = count_queries(name, 1)
    Topic.objects.all().delete()
    Tag.objects.all().delete()
    large = count_queries(name, 4)

    assert len(large) == len(small), "\n".join(large)
    assert len(small) <= CEILINGS[name], "\n".join(small)
