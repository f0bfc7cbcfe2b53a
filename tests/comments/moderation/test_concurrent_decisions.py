"""Eight moderators decide the same two hundred comments in the same minutes; readers send at the same moment."""

import random
from collections import Counter
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from comments import events, moderation
from comments.errors import AlreadyReceived, DecidedMeanwhile, TooManyComments
from comments.intake import reader_keys
from comments.models import Comment, ModerationEvent, RejectionReason, State
from newsroom.core.errors import Refusal
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, UserFactory

PEOPLE, COMMENTS = 8, 200


@pytest.mark.django_db(transaction=True)
def test_each_comment_is_decided_once_and_the_chain_is_intact():
    articles = ArticleFactory.create_batch(4, published=True)
    comments = [CommentFactory(article=articles[n % 4]) for n in range(COMMENTS // 2)]
    comments += [CommentFactory(article=root.article, parent=root) for root in comments]
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
    assert (verdict.intact_count, verdict.broken_at) == (2 * COMMENTS, None)
    for article in articles:
        article.refresh_from_db()
        assert article.comment_count == article.comments.visible_in_thread().count()
    for root in Comment.objects.filter(parent=None):
        assert root.reply_count == root.replies.visible_in_thread().count()


@pytest.mark.django_db(transaction=True)
def test_decisions_on_roots_replies_and_batches_never_deadlock():
    root = CommentFactory()
    replies = [CommentFactory(article=root.article, parent=root) for _n in range(6)]
    people = [UserFactory(role=Role.MODERATOR) for _n in range(4)]
    failed = []

    def to_and_fro(person, mine):
        batch = uuid4()
        try:
            for _round in range(10):
                last = None
                for comment in mine:
                    comment.refresh_from_db()
                    with suppress(Refusal):
                        last = moderation.decide(
                            comment, moderation.APPROVE, by=person, version=comment.version, batch=batch
                        )
                if last:
                    with suppress(Refusal):
                        moderation.undo(last, by=person)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    parts = [[root, *replies[:2]], replies[2:4], replies[4:], [root, replies[0]]]
    threads = [Thread(target=to_and_fro, args=pair) for pair in zip(people, parts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert events.verify().broken_at is None


def run_concurrently(*acts):
    """Call all functions at the same moment; return their results and refusals, counted by kind."""
    start, became = Barrier(len(acts)), []

    def do(act):
        start.wait()
        try:
            became.append(type(act()))
        except Exception as error:
            became.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(became)


@pytest.mark.django_db(transaction=True)
def test_text_sent_twice_at_once_is_received_once(send):
    article, key = ArticleFactory(published=True), reader_keys.generate_key()
    send(article, "Ý kiến đầu tiên của tháng")  # whoever makes the key of a month lets the others wait

    became = run_concurrently(*[partial(send, article, key=key, ip=ip_address(10**6 + n)) for n in range(6)])

    assert became == {tuple: 1, AlreadyReceived: 5}
    assert Comment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_limits_apply_to_comments_sent_at_once(send):
    article = ArticleFactory(published=True)

    became = run_concurrently(*[partial(send, article, f"Ý kiến thứ {n} của tôi") for n in range(22)])

    assert became == {tuple: 20, TooManyComments: 2}
    assert Comment.objects.filter(state=State.PENDING).count() == 3
