"""What moderators write to each other, and who reads it."""

import pytest

from articles.models import Remit
from comments.errors import NotAllowed, NoteMissing
from comments.moderation import notes
from newsroom.core.roles import Role
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"


def texts(comment, user):
    return [note.text for note in notes.load_notes([comment], user).get(comment.pk, [])]


def test_a_note_stands_beside_its_comment_only(article, moderator, secretary):
    one = CommentFactory(article=article)
    same_author = CommentFactory(article=article, author_hash=one.author_hash)
    notes.add_note(one, by=moderator, text="Chờ phường trả lời")

    assert texts(one, secretary) == ["Chờ phường trả lời"]
    assert texts(same_author, secretary) == []


def test_a_note_about_an_author_stands_beside_all_of_them(article, moderator, secretary):
    one = CommentFactory(article=article)
    same_author, other = (
        CommentFactory(article=article, author_hash=one.author_hash),
        CommentFactory(article=article),
    )
    notes.add_note(one, by=moderator, text="Đã gọi điện xác minh", about_author=True)

    assert texts(same_author, secretary) == texts(one, secretary) == ["Đã gọi điện xác minh"]
    assert texts(other, secretary) == []


def test_it_is_read_by_those_who_may_see_where_it_was_written(article, moderator, secretary):
    one = CommentFactory(article=article)
    elsewhere = CommentFactory(author_hash=one.author_hash)
    notes.add_note(one, by=moderator, text="Chỉ trong chuyên mục này", about_author=True)
    Remit.objects.create(person=secretary, section=elsewhere.article.section)

    assert texts(elsewhere, secretary) == []
    assert texts(elsewhere, UserFactory(role=Role.MODERATOR)) == ["Chỉ trong chuyên mục này"]


def test_without_an_author_it_is_about_the_comment(article, moderator):
    one, other = (CommentFactory(article=article, author_hash="") for _n in range(2))
    notes.add_note(one, by=moderator, text="Không còn biết ai", about_author=True)

    assert (texts(one, moderator), texts(other, moderator)) == (["Không còn biết ai"], [])


def test_who_only_looks_neither_reads_nor_writes_one(client, article, moderator):
    viewer = UserFactory(role=Role.VIEWER)
    comment = CommentFactory(article=article)
    notes.add_note(comment, by=moderator, text="Chuyện nội bộ")
    client.force_login(viewer)

    assert texts(comment, viewer) == []
    for page in (QUEUE, f"{QUEUE}{comment.pk}/change/"):
        assert "Chuyện nội bộ" not in client.get(page).content.decode()
    with pytest.raises(NotAllowed):
        notes.add_note(comment, by=viewer, text="Tôi cũng viết")


def test_an_empty_one_is_none(article, moderator):
    with pytest.raises(NoteMissing):
        notes.add_note(CommentFactory(article=article), by=moderator, text=" \n ")


def test_it_is_left_from_a_card_and_shown_escaped(client, article, moderator):
    comment = CommentFactory(article=article)
    client.force_login(moderator)
    fields = {
        "do": f"note:{comment.pk}",
        f"note-{comment.pk}": "<script>x</script>",
        f"trail-{comment.pk}": "1",
    }

    page = client.post(f"{QUEUE}decide/", fields, follow=True).content.decode()

    note = comment.notes.get()
    assert (note.by, note.author_hash) == (moderator, comment.author_hash)
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    comment.refresh_from_db()
    assert comment.version == 1  # a note decides nothing


def test_by_script_it_needs_no_new_page(client, article, moderator):
    comment = CommentFactory(article=article)
    client.force_login(moderator)
    note = {"do": f"note:{comment.pk}", f"note-{comment.pk}": "Xem lại"}

    answer = client.post(f"{QUEUE}decide/", note, HTTP_ACCEPT="application/json")
    empty = client.post(f"{QUEUE}decide/", note | {f"note-{comment.pk}": ""}, HTTP_ACCEPT="application/json")

    assert answer.json()["noted"] == comment.pk
    assert empty.status_code == 409
