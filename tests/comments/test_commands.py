"""The management commands of comments: output, exit status, the broken link that is named."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from comments import events, moderation
from comments.models import Comment, EventHead, ModerationEvent
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(article, moderator):
    """Six events about three comments; the last digest."""
    for _n in range(3):
        CommentFactory(article=article, shown=moderator)
    assert ModerationEvent.objects.count() == 6
    return EventHead.objects.get().digest


def run(capsys, *args):
    call_command("verify_comment_events", *args)
    return capsys.readouterr().out


class TestVerifying:
    def test_intact_chain_prints_its_last_digest(self, chain, capsys):
        assert run(capsys) == f"6 events hold together.\nThe last digest is {chain}. Note it down.\n"

    def test_empty_chain_has_no_digest(self, capsys):
        assert run(capsys) == "0 events hold together.\nThe last digest is none yet. Note it down.\n"

    def test_noted_digest_is_found_later(self, chain, article, capsys):
        CommentFactory(article=article)

        assert run(capsys, "--head", chain).startswith("7 events hold together.")

    def test_changed_event_is_named(self, chain):
        ModerationEvent.objects.filter(number=4).update(note="Ai đó sửa")

        with pytest.raises(CommandError, match="3 events hold together; the chain breaks at 4"):
            call_command("verify_comment_events")

    @pytest.mark.parametrize(
        "change", [{"act": "reject"}, {"by": None}, {"at": "2020-01-01T00:00:00Z"}, {"target": "spam"}]
    )
    def test_change_of_any_field_is_found(self, chain, change):
        ModerationEvent.objects.filter(number=2).update(**change)

        assert events.verify().broken_at == 2

    def test_deleted_event_is_named(self, chain):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM comments_moderationevent WHERE number = 3")

        assert events.verify().broken_at == 3

    def test_deleted_event_is_found_after_renumbering(self, chain):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM comments_moderationevent WHERE number = 3")
        for number in (4, 5, 6):
            ModerationEvent.objects.filter(number=number).update(number=number - 1)

        assert events.verify().broken_at == 3

    def test_events_cut_off_at_the_end_are_found(self, chain):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM comments_moderationevent WHERE number > 4")

        assert events.verify().broken_at == 5

    def test_events_cut_off_with_their_head_are_found_by_a_noted_digest(self, chain, capsys):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM comments_moderationevent WHERE number > 4")
        last = ModerationEvent.objects.get(number=4)
        EventHead.objects.update(count=4, digest=last.digest)
        Comment.objects.filter(events=None).delete()
        assert run(capsys).startswith("4 events hold together.")

        with pytest.raises(CommandError, match="the chain breaks at 5"):
            call_command("verify_comment_events", "--head", chain)

    @pytest.mark.parametrize(
        "change",
        [{"body": "Lời ai đó viết vào"}, {"name": "Người khác"}, {"state": "spam"}, {"digest_key": ""}],
    )
    def test_comment_changed_without_an_event_is_named(self, chain, change):
        comment = Comment.objects.first()
        Comment.objects.filter(pk=comment.pk).update(**change)

        with pytest.raises(CommandError, match=f"1 comments are not as they say: {comment.pk}."):
            call_command("verify_comment_events")

    def test_comment_added_without_an_event_is_found(self, chain):
        put_in = Comment.objects.first()
        put_in.pk, put_in.secret_hash = None, "0" * 64
        put_in.save()

        assert events.verify().altered == (put_in.pk,)

    def test_swapped_events_are_found(self, chain):
        for old, new in ((2, 99), (3, 2), (99, 3)):
            ModerationEvent.objects.filter(number=old).update(number=new)

        assert events.verify().broken_at == 2


class TestPurging:
    def test_prints_what_was_deleted(self, article, moderator, capsys):
        comment = CommentFactory(article=article)
        moderation.decide(comment, moderation.SPAM, by=moderator, version=1)
        Comment.objects.update(decided_at=timezone.now() - timedelta(days=91))

        call_command("purge_comments")
        assert capsys.readouterr().out == "Purged: comments 1.\n"

    def test_prints_nothing_without_work(self, article, capsys):
        CommentFactory(article=article)
        call_command("purge_comments")

        assert capsys.readouterr().out == ""
