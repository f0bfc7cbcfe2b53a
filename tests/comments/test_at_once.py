"""Eight moderators decide the same two hundred comments in the same minutes."""

import random
from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection

from comments import events, moderation
from comments.models import Comment, ModerationEvent, RejectionReason, State
from comments.refusals import DecidedMeanwhile
from newsroom.ground.errors import Refusal
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, CommentFactory, UserFactory

PEOPLE, COMMENTS = 8, 200


@pytest.mark.django_db(transaction=True)
def test_each_is_decided_once_and_the_chain_holds():
    articles = ArticleFactory.create_batch(4, published=True)
    comments = [CommentFactory(article=articles[n % 4]) for n in range(COMMENTS)]
    people = [UserFactory(role=Role.MODERATOR) for _n in range(PEOPLE)]
    reason = RejectionReason.objects.first()
    start = Barrier(PEOPLE)
    done, refused, failed = [], [], []

    def decide_all(person, chance):
        mine = chance.sample(comments, len(comments))
        start.wait()
        try:
            for comment in mine:
                decision = chance.choice([moderation.APPROVE, moderation.REJECT, moderation.SPAM])
                try:
                    details = {"by": person, "version": 1, "reason": reason}
                    done.append(moderation.decide(comment, decision, **details))
                except Refusal as refusal:
                    refused.append(refusal)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=decide_all, args=[person, random.Random(n)]) for n, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(done) == COMMENTS
    assert Counter(map(type, refused)) == {DecidedMeanwhile: COMMENTS * (PEOPLE - 1)}
    assert Counter(ModerationEvent.objects.values_list("comment", flat=True)) == {
        comment.pk: 2 for comment in comments
    }
    assert not Comment.objects.waiting().exists()
    verdict = events.verify()
    assert (verdict.count, verdict.broken) == (2 * COMMENTS, None)
    for article in articles:
        article.refresh_from_db()
        assert article.comment_count == article.comments.filter(state=State.APPROVED).count()
