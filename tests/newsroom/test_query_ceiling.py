"""No page of the admin takes more than 25 queries, whatever its content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.editing import history
from articles.models import Article, Byline, Remit, State
from articles.site import preview
from articles.workflow import notes
from newsroom.core import richtext
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, PhotoFactory, SectionFactory, UserFactory

from .test_no_english import comments_on, list_urls

pytestmark = pytest.mark.django_db
CEILING = 25


def rich_article(number, **fields):
    """An article with `number` of everything that an article can have several of."""
    photos = "".join(
        richtext.figure_html(PhotoFactory().key, 960, 640, caption="Một") for _n in range(number)
    )
    linked = "".join(
        f'<p><a href="{ArticleFactory(published=True).get_absolute_url()}">x</a></p>' for _n in range(number)
    )
    article = ArticleFactory(body=photos + linked, **fields)
    boss = UserFactory(role=Role.APPROVER)
    for _n in range(number):
        Byline.objects.create(article=article, author=AuthorFactory())
        notes.add_note(article, by=boss, text="Xem lại")
        preview.create_link(article, by=boss)
        article.save()
        article.title += " mới"
        history.save_version(article, by=article.created_by)
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize("role", [Role.WRITER, Role.APPROVER, Role.ADMINISTRATOR])
def test_no_admin_page_takes_more_than_25_queries(client, role):
    user = UserFactory(role=role)
    AuthorFactory(user=user)
    Remit.objects.create(person=user, section=SectionFactory())
    articles = [
        rich_article(4, created_by=user, state=state)
        for state in (State.DRAFT, State.RETURNED, State.SUBMITTED, State.AWAITING)
    ]
    live = ArticleFactory(published=True, created_by=user, section=articles[0].section)
    workflow.begin_correction(live, by=UserFactory(role=Role.APPROVER))
    comments_on(live, live.bylines.get().author.office)
    client.force_login(user)
    over = {}

    for address in list_urls([*articles, live]):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        if len(queries) > CEILING:
            over[address] = len(queries)

    assert over == {}
