"""Sixteen people approve the same article in the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.editing.review import review
from articles.models import Article, State
from newsroom.core.errors import Refusal
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

THREADS = 16


@pytest.mark.django_db(transaction=True)
def test_sixteen_approvals_make_one_publication_and_fifteen_refusals():
    article = ArticleFactory(state=State.AWAITING)
    people = [UserFactory(role=Role.APPROVER) for _n in range(THREADS)]
    confirmed = {finding.code for finding in review(article, at=timezone.now())}
    start = Barrier(THREADS)
    published, refused, failed = [], [], []

    def approve(person):
        start.wait()
        try:
            published.append(
                workflow.publish(article, by=person, version=article.version, confirmed=confirmed)
            )
        except Refusal as refusal:
            refused.append(refusal)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=approve, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(published) == 1
    assert [type(refusal) for refusal in refused] == [workflow.WrongState] * (THREADS - 1)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.state, stored.version, stored.events.count()) == (
        State.PUBLISHED,
        article.version + 1,
        1,
    )
    assert stored.number.startswith("1/")
