"""Near-copies are grouped; what only sounds alike is not."""

import random

import pytest

from comments import likeness
from comments.models import Comment
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
    assert likeness.alike(likeness.pieces(TEXT), likeness.pieces(TEXT.upper())) == 1.0
    assert likeness.alike(likeness.pieces(TEXT), likeness.pieces(OTHER)) < 0.1
    assert likeness.pieces("Đồng ý!") == frozenset()


def test_prints_of_copies_meet_and_of_others_do_not():
    mine = set(likeness.prints(likeness.pieces(TEXT)))
    copies = [set(likeness.prints(likeness.pieces(changed(TEXT, 0.1, seed)))) for seed in range(100)]

    assert sum(bool(mine & copy) for copy in copies) == 100
    assert not mine & set(likeness.prints(likeness.pieces(OTHER)))


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
