"""The dashboard of comments: work waiting for moderators and for those who publish replies."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Remit
from comments.models import CommentSettings
from comments.moderation import replies
from newsroom.core.roles import Role
from tests.factories import CommentFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
HANOI = timezone.get_default_timezone()
DECIDE, PUBLISH = "Ý kiến chờ duyệt", "Trả lời của cơ quan chờ công bố"


@pytest.fixture
def tiles(client):
    def of(user):
        client.force_login(user)
        page = client.get("/admin/")
        return {tile.title: tile for tile in page.context["tiles"]}, page.context["waiting_count"]

    return of


def test_oldest_comments_come_first_and_late_ones_are_marked(tiles, article, moderator):
    now = datetime(2026, 11, 24, 10, 0, tzinfo=HANOI)
    with time_machine.travel(now, tick=False):
        CommentFactory(article=article, name="Mới", created_at=now - timedelta(minutes=30))
        CommentFactory(article=article, name="Cũ", state="held", created_at=now - timedelta(days=4))

        found, calls = tiles(moderator)

    tile = found[DECIDE]
    assert [(row.title.partition(":")[0], row.is_late) for row in tile.rows] == [("Cũ", True), ("Mới", False)]
    assert (tile.count, calls) == (2, 2)
    assert tile.rows[1].note == f"30 phút làm việc · {article.title}"


def test_few_comments_are_listed_and_all_are_counted(tiles, article, moderator):
    CommentFactory.create_batch(8, article=article)

    found, calls = tiles(moderator)

    assert (len(found[DECIDE].rows), found[DECIDE].count, calls) == (6, 8, 8)


def test_comments_of_other_sections_are_not_counted(tiles, article, moderator):
    CommentFactory()
    Remit.objects.create(person=moderator, section=article.section)

    found, calls = tiles(moderator)

    assert (found[DECIDE].rows, calls) == ([], 0)


def test_drafted_reply_is_counted_for_those_who_may_publish_it(tiles, article, moderator, approver):
    comment = CommentFactory(article=article, shown=True)
    words = {
        "body": "Cảm ơn bà.",
        "office": OfficeFactory(),
        "signer": "An",
        "signer_title": "Chánh Văn phòng",
    }
    replies.draft(comment, by=moderator, version=0, **words)

    found, calls = tiles(approver)
    assert ([row.url for row in found[PUBLISH].rows], calls) == (
        [f"/admin/comments/comment/{comment.pk}/reply/"],
        1,
    )
    replies.draft(comment, by=approver, version=1, **words)
    found, calls = tiles(approver)
    assert (PUBLISH in found, calls) == (False, 0)


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.VIEWER, Role.ADMINISTRATOR])
def test_role_without_moderation_rights_sees_no_tile(tiles, article, role):
    CommentFactory(article=article)

    found, calls = tiles(UserFactory(role=role))

    assert (DECIDE in found, PUBLISH in found, calls) == (False, False, 0)


@pytest.mark.parametrize("needs_two", [True, False])
def test_own_draft_of_a_reply_waits_for_its_author_only_where_one_person_is_enough(
    tiles, article, approver, needs_two
):
    CommentSettings.objects.update(reply_needs_two=needs_two)
    comment = CommentFactory(article=article, shown=True)
    replies.draft(
        comment,
        by=approver,
        version=0,
        body="Xin cảm ơn.",
        office=OfficeFactory(),
        signer="Phạm Văn Duyệt",
        signer_title="Chánh Văn phòng",
    )

    found, _waiting = tiles(approver)

    assert (PUBLISH in found) == (not needs_two)
