"""Moderators' notes and the right to read them."""

import pytest

from articles.models import Remit
from comments.errors import NotAllowed, NoteMissing
from comments.moderation import notes
from newsroom.core.roles import Role
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"


def list_texts(comment, user):
    return [note.text for note in notes.load_notes([comment], user).get(comment.pk, [])]


def test_note_is_shown_on_its_comment_alone(article, moderator, secretary):
    one = CommentFactory(article=article)
    same_author = CommentFactory(article=article, author_hash=one.author_hash)
    notes.add_note(one, by=moderator, text="Chờ phường trả lời")

    assert list_texts(one, secretary) == ["Chờ phường trả lời"]
    assert list_texts(same_author, secretary) == []


def test_note_about_an_author_is_shown_on_all_their_comments(article, moderator, secretary):
    one = CommentFactory(article=article)
    same_author, other = (
        CommentFactory(article=article, author_hash=one.author_hash),
        CommentFactory(article=article),
    )
    notes.add_note(one, by=moderator, text="Đã gọi điện xác minh", about_author=True)

    assert list_texts(same_author, secretary) == list_texts(one, secretary) == ["Đã gọi điện xác minh"]
    assert list_texts(other, secretary) == []


def test_note_is_shown_to_those_who_may_see_its_comment(article, moderator, secretary):
    one = CommentFactory(article=article)
    elsewhere = CommentFactory(author_hash=one.author_hash)
    notes.add_note(one, by=moderator, text="Chỉ trong chuyên mục này", about_author=True)
    Remit.objects.create(person=secretary, section=elsewhere.article.section)

    assert list_texts(elsewhere, secretary) == []
    assert list_texts(elsewhere, UserFactory(role=Role.MODERATOR)) == ["Chỉ trong chuyên mục này"]


def test_note_about_an_unknown_author_belongs_to_the_comment(article, moderator):
    one, other = (CommentFactory(article=article, author_hash="") for _n in range(2))
    notes.add_note(one, by=moderator, text="Không còn biết ai", about_author=True)

    assert (list_texts(one, moderator), list_texts(other, moderator)) == (["Không còn biết ai"], [])


def test_viewer_may_not_read_or_write_notes(client, article, moderator):
    viewer = UserFactory(role=Role.VIEWER)
    comment = CommentFactory(article=article)
    notes.add_note(comment, by=moderator, text="Chuyện nội bộ")
    client.force_login(viewer)

    assert list_texts(comment, viewer) == []
    for page in (QUEUE, f"{QUEUE}{comment.pk}/change/"):
        assert "Chuyện nội bộ" not in client.get(page).content.decode()
    with pytest.raises(NotAllowed):
        notes.add_note(comment, by=viewer, text="Tôi cũng viết")


def test_empty_note_is_refused(article, moderator):
    with pytest.raises(NoteMissing):
        notes.add_note(CommentFactory(article=article), by=moderator, text=" \n ")


def test_note_is_added_from_a_card_and_escaped(client, article, moderator):
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


def test_script_gets_json(client, article, moderator):
    comment = CommentFactory(article=article)
    client.force_login(moderator)
    note = {"do": f"note:{comment.pk}", f"note-{comment.pk}": "Xem lại"}

    answer = client.post(f"{QUEUE}decide/", note, HTTP_ACCEPT="application/json")
    empty = client.post(f"{QUEUE}decide/", note | {f"note-{comment.pk}": ""}, HTTP_ACCEPT="application/json")

    assert answer.json()["noted"] == comment.pk
    assert empty.status_code == 409
