"""Eight moderators decide the same two hundred comments at once; readers send at the same moment."""

import random
from collections import Counter
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from threading import Barrier, Thread
from types import NoneType
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
    done, refused = [], []

    def decide_all(person, chance):
        for comment in chance.sample(comments, len(comments)):
            decision = chance.choice([moderation.APPROVE, moderation.REJECT, moderation.SPAM])
            try:
                done.append(moderation.decide(comment, decision, by=person, version=1, reason=reason))
            except Refusal as refusal:
                refused.append(refusal)

    outcome = run_concurrently(
        *[partial(decide_all, person, random.Random(n)) for n, person in enumerate(people)]
    )

    assert outcome == {NoneType: PEOPLE}  # nobody failed
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

    def approve_and_undo(person, comments):
        batch = uuid4()
        for _round in range(10):
            last = None
            for comment in comments:
                comment.refresh_from_db()
                with suppress(Refusal):
                    last = moderation.decide(
                        comment, moderation.APPROVE, by=person, version=comment.version, batch=batch
                    )
            if last:
                with suppress(Refusal):
                    moderation.undo(last, by=person)

    parts = [[root, *replies[:2]], replies[2:4], replies[4:], [root, replies[0]]]
    outcome = run_concurrently(
        *[partial(approve_and_undo, *pair) for pair in zip(people, parts, strict=True)]
    )

    assert outcome == {NoneType: len(people)}  # nobody failed
    assert events.verify().broken_at is None


def run_concurrently(*acts):
    """Call all functions at the same moment; return their results and refusals, counted by kind."""
    start, outcome = Barrier(len(acts)), []

    def do(act):
        start.wait()
        try:
            outcome.append(type(act()))
        except Exception as error:
            outcome.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcome)


@pytest.mark.django_db(transaction=True)
def test_text_sent_twice_at_once_is_received_once(send):
    article, key = ArticleFactory(published=True), reader_keys.generate_key()
    send(article, "Ý kiến đầu tiên của tháng")  # whoever makes the key of a month lets the others wait

    outcome = run_concurrently(*[partial(send, article, key=key, ip=ip_address(10**6 + n)) for n in range(6)])

    assert outcome == {tuple: 1, AlreadyReceived: 5}
    assert Comment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_limits_apply_to_comments_sent_at_once(send):
    article = ArticleFactory(published=True)

    outcome = run_concurrently(*[partial(send, article, f"Ý kiến thứ {n} của tôi") for n in range(22)])

    assert outcome == {tuple: 20, TooManyComments: 2}
    assert Comment.objects.filter(state=State.PENDING).count() == 3
