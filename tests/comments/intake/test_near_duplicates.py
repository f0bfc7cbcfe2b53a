"""Near-duplicates are grouped; texts that only share a few words are not."""

import random

import pytest

from comments import moderation
from comments.intake import near_duplicates
from comments.intake.near_duplicates import compute_bands, jaccard_similarity, split_into_shingles
from comments.models import Comment, MinHashBand
from tests.comments.conftest import HERE

TEXT = (
    "Chúng tôi rất mừng vì thành phố đã cho sửa lại con đường trước cổng trường, các cháu đi học không còn phải "
    "lội bùn mỗi khi trời mưa, mong các đồng chí tiếp tục quan tâm đến hệ thống thoát nước và cây xanh của phường."
)
OTHER = "Sông núi biển hoa lúa gió nắng chợ đình làng trăng thuyền cầu mây rừng suối đồng bãi vườn ngõ"


def change_words(text, share, seed):
    """Return the text with this share of its words changed."""
    chance, words = random.Random(seed), text.split()
    for at in chance.sample(range(len(words)), round(share * len(words))):
        words[at] = chance.choice(OTHER.split())
    return " ".join(words)


def compute_text_bands(text):
    return set(compute_bands(split_into_shingles(text)))


def test_similarity_is_the_share_of_common_shingles():
    assert jaccard_similarity(split_into_shingles(TEXT), split_into_shingles(TEXT.upper())) == 1.0
    assert jaccard_similarity(split_into_shingles(TEXT), split_into_shingles(OTHER)) < 0.1
    assert split_into_shingles("Đồng ý!") == frozenset()


def test_near_duplicates_share_bands_and_other_texts_do_not():
    mine = compute_text_bands(TEXT)
    copies = [compute_text_bands(change_words(TEXT, 0.1, seed)) for seed in range(100)]

    assert sum(bool(mine & copy) for copy in copies) == 100
    assert not mine & compute_text_bands(OTHER)


@pytest.mark.django_db
class TestGroups:
    def test_the_first_comment_leads_its_near_duplicates(self, article, send):
        first, _secret = send(article, TEXT, ip=HERE)
        copies = [send(article, change_words(TEXT, 0.1, seed))[0] for seed in range(3)]
        other, _secret = send(article, f"Tôi thì nghĩ khác: {OTHER}")

        assert {copy.near_duplicate_of_id for copy in copies} == {first.pk}
        assert (first.near_duplicate_of_id, other.near_duplicate_of_id) == (None, None)

    def test_short_texts_are_never_grouped(self, article, send):
        send(article, "Tôi đồng ý với bài viết này")
        second, _secret = send(article, "Tôi đồng ý với bài viết này")

        assert second.near_duplicate_of_id is None
        assert Comment.objects.count() == 2


@pytest.mark.django_db
class TestEditedText:
    """An edit by its author or by the office regroups a comment."""

    @pytest.fixture(params=["author", "office"])
    def edit(self, request, moderator):
        def edited(comment, body):
            words = {"name": comment.name, "body": body}
            if request.param == "author":
                return moderation.edit_by_author(comment, **words)
            return moderation.edit(comment, by=moderator, version=comment.version, **words)

        return edited

    def test_a_near_duplicate_that_became_different_leaves_the_group(self, article, send, edit):
        send(article, TEXT)
        copy, _secret = send(article, TEXT)

        edit(copy, f"Tôi thì nghĩ khác: {OTHER}")

        copy.refresh_from_db()
        assert copy.near_duplicate_of is None
        later, _secret = send(article, f"Tôi cũng nghĩ khác: {OTHER}")
        assert later.near_duplicate_of == copy

    def test_a_text_that_became_similar_joins_the_group(self, article, send, edit):
        first, _secret = send(article, TEXT)
        other, _secret = send(article, f"Tôi thì nghĩ khác: {OTHER}")

        edit(other, change_words(TEXT, 0.1, 1))

        other.refresh_from_db()
        assert other.near_duplicate_of == first

    def test_the_first_member_leads_when_the_leader_leaves(self, article, send, edit):
        leader, _secret = send(article, TEXT)
        copies = [send(article, TEXT)[0] for _n in range(3)]

        edit(leader, f"Tôi thì nghĩ khác: {OTHER}")

        for comment in (leader, *copies):
            comment.refresh_from_db()
        assert [comment.near_duplicate_of for comment in (leader, *copies)] == [
            None,
            None,
            copies[0],
            copies[0],
        ]

    def test_a_leader_that_is_still_similar_keeps_its_group(self, article, send, edit):
        leader, _secret = send(article, TEXT)
        copy, _secret = send(article, TEXT)

        edit(leader, change_words(TEXT, 0.1, 1))

        for comment in (leader, copy):
            comment.refresh_from_db()
        assert (leader.near_duplicate_of, copy.near_duplicate_of) == (None, leader)

    def test_digest_and_bands_are_those_of_the_new_text(self, article, send, edit):
        comment, _secret = send(article, TEXT)

        edit(comment, OTHER)

        comment.refresh_from_db()
        kept = set(MinHashBand.objects.filter(comment=comment).values_list("value", flat=True))
        assert kept == compute_text_bands(OTHER)
        assert comment.text_digest == near_duplicates.digest_text(OTHER)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 12])
def test_editing_a_near_duplicate_takes_a_constant_number_of_queries(
    article, send, number, django_assert_max_num_queries
):
    for n in range(number):
        copy, _secret = send(article, TEXT, ip=HERE + n)

    with django_assert_max_num_queries(22):
        moderation.edit_by_author(copy, name="Lan", body=OTHER)
