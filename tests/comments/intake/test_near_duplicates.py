"""Near-copies are grouped; what only sounds alike is not."""

import random

import pytest

from comments import moderation
from comments.intake import near_duplicates
from comments.models import Comment, Likeness
from tests.comments.conftest import HERE

TEXT = (
    "Chúng tôi rất mừng vì thành phố đã cho sửa lại con đường trước cổng trường, các cháu đi học không còn phải "
    "lội bùn mỗi khi trời mưa, mong các đồng chí tiếp tục quan tâm đến hệ thống thoát nước và cây xanh của phường."
)
OTHER = "Sông núi biển hoa lúa gió nắng chợ đình làng trăng thuyền cầu mây rừng suối đồng bãi vườn ngõ"


def changed(text, share, seed):
    """The text with this share of its words changed."""
    chance, words = random.Random(seed), text.split()
    for at in chance.sample(range(len(words)), round(share * len(words))):
        words[at] = chance.choice(OTHER.split())
    return " ".join(words)


def test_alike_is_a_share_of_common_pieces():
    assert near_duplicates.alike(near_duplicates.pieces(TEXT), near_duplicates.pieces(TEXT.upper())) == 1.0
    assert near_duplicates.alike(near_duplicates.pieces(TEXT), near_duplicates.pieces(OTHER)) < 0.1
    assert near_duplicates.pieces("Đồng ý!") == frozenset()


def test_prints_of_copies_meet_and_of_others_do_not():
    mine = set(near_duplicates.prints(near_duplicates.pieces(TEXT)))
    copies = [
        set(near_duplicates.prints(near_duplicates.pieces(changed(TEXT, 0.1, seed)))) for seed in range(100)
    ]

    assert sum(bool(mine & copy) for copy in copies) == 100
    assert not mine & set(near_duplicates.prints(near_duplicates.pieces(OTHER)))


@pytest.mark.django_db
class TestGroups:
    def test_copies_lead_to_the_first_of_them(self, article, send):
        first, _secret = send(article, TEXT, address=HERE)
        copies = [send(article, changed(TEXT, 0.1, seed))[0] for seed in range(3)]
        other, _secret = send(article, f"Tôi thì nghĩ khác: {OTHER}")

        assert {copy.alike_id for copy in copies} == {first.pk}
        assert (first.alike_id, other.alike_id) == (None, None)

    def test_a_short_one_is_nobodys_copy(self, article, send):
        send(article, "Tôi đồng ý với bài viết này")
        second, _secret = send(article, "Tôi đồng ý với bài viết này")

        assert second.alike_id is None
        assert Comment.objects.count() == 2


@pytest.mark.django_db
class TestAChangedText:
    """Neither its author nor the office leaves it in a group that it no longer belongs to."""

    @pytest.fixture(params=["author", "office"])
    def edit(self, request, moderator):
        def edited(comment, body):
            words = {"name": comment.name, "body": body}
            if request.param == "author":
                return moderation.edit_own(comment, **words)
            return moderation.edit(comment, by=moderator, version=comment.version, **words)

        return edited

    def test_a_copy_that_became_something_else_stands_alone(self, article, send, edit):
        send(article, TEXT)
        copy, _secret = send(article, TEXT)

        edit(copy, f"Tôi thì nghĩ khác: {OTHER}")

        copy.refresh_from_db()
        assert copy.alike is None
        later, _secret = send(article, f"Tôi cũng nghĩ khác: {OTHER}")
        assert later.alike == copy

    def test_what_became_a_copy_joins(self, article, send, edit):
        first, _secret = send(article, TEXT)
        other, _secret = send(article, f"Tôi thì nghĩ khác: {OTHER}")

        edit(other, changed(TEXT, 0.1, 1))

        other.refresh_from_db()
        assert other.alike == first

    def test_those_whose_leader_has_gone_are_led_by_the_first_of_them(self, article, send, edit):
        leader, _secret = send(article, TEXT)
        copies = [send(article, TEXT)[0] for _n in range(3)]

        edit(leader, f"Tôi thì nghĩ khác: {OTHER}")

        for comment in (leader, *copies):
            comment.refresh_from_db()
        assert [comment.alike for comment in (leader, *copies)] == [None, None, copies[0], copies[0]]

    def test_a_leader_that_mended_a_word_goes_on_leading(self, article, send, edit):
        leader, _secret = send(article, TEXT)
        copy, _secret = send(article, TEXT)

        edit(leader, changed(TEXT, 0.1, 1))

        for comment in (leader, copy):
            comment.refresh_from_db()
        assert (leader.alike, copy.alike) == (None, leader)

    def test_digest_and_prints_are_those_of_the_new_text(self, article, send, edit):
        comment, _secret = send(article, TEXT)

        edit(comment, OTHER)

        comment.refresh_from_db()
        kept = set(Likeness.objects.filter(comment=comment).values_list("print", flat=True))
        assert kept == set(near_duplicates.prints(near_duplicates.pieces(OTHER)))
        assert comment.text_digest == near_duplicates.digest_of(OTHER)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 12])
def test_changing_a_copy_costs_the_same_in_a_large_group(
    article, send, number, django_assert_max_num_queries
):
    for n in range(number):
        copy, _secret = send(article, TEXT, address=HERE + n)

    with django_assert_max_num_queries(22):
        moderation.edit_own(copy, name="Lan", body=OTHER)
