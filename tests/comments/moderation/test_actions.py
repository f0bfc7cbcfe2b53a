"""Decisions on comments: every decision x state x role, and their effects."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from articles import workflow
from articles.models import Article, Remit
from comments import moderation
from comments.errors import (
    ArticleNotPublic,
    DecidedMeanwhile,
    NotAllowed,
    NoteMissing,
    NothingToUndo,
    ReasonMissing,
    TooLate,
    WrongState,
)
from comments.models import Comment, RejectionReason, Report, State
from comments.moderation import APPROVE, DECISIONS, FEATURE, HIDE, KEEP, REJECT, REOPEN, SPAM, UNFEATURE
from newsroom.core.errors import Refusal
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
WAITING = {"pending", "held"}
TABLE = {
    "approve": (WAITING, "approved"),
    "reject": (WAITING, "rejected"),
    "spam": (WAITING, "spam"),
    "hide": ({"approved", "reported", "featured"}, "hidden"),
    "reopen": ({"rejected", "spam", "hidden"}, "pending"),
    "keep": ({"reported"}, "approved"),
    "feature": ({"approved", "reported"}, "approved"),
    "unfeature": ({"featured"}, "approved"),
}
KINDS = [
    "pending", "held", "approved", "reported", "featured", "rejected", "spam", "hidden", "withdrawn", "purged",
]  # fmt: skip
MODERATING = {Role.MODERATOR, Role.SECRETARY, Role.APPROVER}


@pytest.fixture
def reason(db):
    return RejectionReason.objects.first()


def make_comment(kind, reason, by):
    """Return a comment of this kind, brought into its state by the moderation functions."""
    comment = CommentFactory(state="held" if kind == "held" else "pending")
    if kind in ("approved", "reported", "featured", "hidden"):
        decide(comment, APPROVE, by=by)
    if kind == "reported":
        Report.objects.create(comment=comment, reason="insult", ip_hash="1")
        Comment.objects.update(open_reports=1)
    if kind == "featured":
        decide(comment, FEATURE, by=by)
    if kind == "hidden":
        decide(comment, HIDE, by=by, reason=reason)
    if kind in ("rejected", "purged"):
        decide(comment, REJECT, by=by, reason=reason)
    if kind == "spam":
        decide(comment, SPAM, by=by)
    if kind == "withdrawn":
        moderation.withdraw(comment)
    if kind == "purged":
        Comment.objects.update(
            name="",
            body="",
            author_hash="",
            text_digest="",
            digest_key="",
            search_text="",
            purged_at=comment.created_at,
        )
    comment.refresh_from_db()
    return comment


def decide(comment, decision, *, by, note="Vì thế", **details):
    comment.refresh_from_db()
    return moderation.decide(comment, decision, by=by, version=comment.version, note=note, **details)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", Role)
def test_decisions_are_allowed_by_role_and_state(role, kind, reason, moderator):
    comment, user = make_comment(kind, reason, moderator), UserFactory(role=role)
    done = {}

    for name, decision in DECISIONS.items():
        before = comment.events.count()
        with transaction.atomic():
            try:
                event = decide(comment, decision, by=user, reason=reason)
                assert (event.act, event.by, event.source) == (name, user, comment.state)
                done[name] = Comment.objects.get(pk=comment.pk).state
            except Refusal:
                assert comment.events.count() == before
            transaction.set_rollback(True)

    allowed = role in MODERATING
    assert done == {name: target for name, (kinds, target) in TABLE.items() if allowed and kind in kinds}


def test_table_lists_every_decision():
    assert set(TABLE) == set(DECISIONS)


class TestRefusals:
    def test_decision_outside_the_remit_is_refused(self, moderator):
        Remit.objects.create(person=moderator, section=SectionFactory())

        with pytest.raises(NotAllowed):
            decide(CommentFactory(), APPROVE, by=moderator)

    def test_second_decision_names_the_first_moderator(self, moderator, secretary, reason):
        comment = CommentFactory()
        moderation.decide(comment, APPROVE, by=moderator, version=1)

        with pytest.raises(DecidedMeanwhile) as refusal:
            moderation.decide(comment, REJECT, by=secretary, version=1, reason=reason)

        assert "Hoàng Thị Kiểm" in str(refusal.value)
        assert [event.act for event in comment.events.all()] == ["receive", "approve"]

    def test_edit_by_the_author_makes_the_version_stale(self, moderator):
        comment = CommentFactory()
        moderation.edit_by_author(comment, name="Lan", body="Viết lại cho rõ hơn một chút")

        with pytest.raises(DecidedMeanwhile):
            moderation.decide(comment, APPROVE, by=moderator, version=1)

    @pytest.mark.parametrize(("decision", "missing"), [(REJECT, ReasonMissing), (HIDE, ReasonMissing)])
    def test_reason_is_required(self, moderator, decision, missing):
        with pytest.raises(missing):
            decide(CommentFactory(shown=decision is HIDE), decision, by=moderator)

    @pytest.mark.parametrize(("decision", "kind"), [(HIDE, "approved"), (REOPEN, "spam")])
    def test_note_is_required(self, moderator, reason, decision, kind):
        with pytest.raises(NoteMissing):
            decide(make_comment(kind, reason, moderator), decision, by=moderator, reason=reason, note=" ")

    def test_comment_on_a_hidden_article_cannot_be_approved(self, moderator, approver):
        comment = CommentFactory()
        article = comment.article
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        with pytest.raises(ArticleNotPublic):
            decide(comment, APPROVE, by=moderator)


class TestPublicComments:
    def test_counts_follow_the_decisions(self, moderator, reason):
        article = ArticleFactory(published=True)
        root = CommentFactory(article=article, shown=True)
        reply = CommentFactory(article=article, parent=root, answers_to=root, shown=True)
        other = CommentFactory(article=article, shown=True)
        assert read_counts(article, root) == (3, 1)

        decide(reply, HIDE, by=moderator, reason=reason)
        assert read_counts(article, root) == (2, 0)
        decide(reply, REOPEN, by=moderator)
        decide(reply, APPROVE, by=moderator)
        assert read_counts(article, root) == (3, 1)
        decide(root, HIDE, by=moderator, reason=reason)
        assert read_counts(article, root) == (1, 0)
        assert list(Comment.objects.public()) == [other]

    def test_replies_to_a_hidden_comment_are_hidden_and_come_back_with_it(self, moderator, reason):
        root = CommentFactory(shown=True)
        reply = CommentFactory(article=root.article, parent=root, shown=True)

        decide(root, HIDE, by=moderator, reason=reason)
        assert not reply.is_public()
        decide(root, REOPEN, by=moderator)
        decide(root, APPROVE, by=moderator)

        assert reply.is_public()

    def test_replies_to_a_withdrawn_comment_stay(self):
        root = CommentFactory(shown=True)
        reply = CommentFactory(article=root.article, parent=root, shown=True)

        moderation.withdraw(root)

        assert list(Comment.objects.public()) == [reply]
        assert read_counts(root.article, root) == (1, 1)

    def test_comments_are_hidden_and_shown_with_their_article(self, approver):
        comment = CommentFactory(shown=True)
        article = Article.objects.get(pk=comment.article_id)
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")
        assert not comment.is_public()

        article.refresh_from_db()
        workflow.publish(article, by=approver, version=article.version, confirmed=["no_cover"])

        assert comment.is_public()

    def test_first_publication_time_is_kept_when_approved_again(self, moderator, reason):
        comment = CommentFactory(shown=True)
        first = comment.published_at

        decide(comment, HIDE, by=moderator, reason=reason)
        decide(comment, REOPEN, by=moderator)
        decide(comment, APPROVE, by=moderator)

        comment.refresh_from_db()
        assert comment.published_at == first

    def test_version_of_the_article_is_unchanged(self, moderator):
        comment = CommentFactory()
        version = comment.article.version

        decide(comment, APPROVE, by=moderator)

        assert Article.objects.get().version == version  # whoever writes on it can still save

    def test_saving_an_article_loaded_before_a_decision_keeps_the_count(self, moderator):
        comment = CommentFactory()
        read_before = Article.objects.get()

        decide(comment, APPROVE, by=moderator)
        read_before.save()

        assert Article.objects.get().comment_count == 1


def read_counts(article, root):
    article.refresh_from_db()
    root.refresh_from_db()
    return article.comment_count, root.reply_count


class TestUndo:
    @pytest.mark.parametrize(
        ("kind", "decision"),
        [
            ("pending", APPROVE),
            ("held", REJECT),
            ("held", SPAM),
            ("approved", HIDE),
            ("reported", HIDE),
            ("reported", KEEP),
            ("rejected", REOPEN),
            ("spam", REOPEN),
            ("hidden", REOPEN),
            ("approved", FEATURE),
            ("featured", UNFEATURE),
        ],
    )
    def test_restores_the_comment(self, moderator, reason, kind, decision):
        comment = make_comment(kind, reason, UserFactory(role=Role.MODERATOR))
        before = Comment.objects.values(*KEPT).get(pk=comment.pk)
        event = decide(comment, decision, by=moderator, reason=reason)

        moderation.undo(event, by=moderator)

        after = Comment.objects.values(*KEPT).get(pk=comment.pk)
        assert {name: value for name, value in after.items() if name != "featured_at"} == {
            name: value for name, value in before.items() if name != "featured_at"
        }
        assert (after["featured_at"] is None) == (before["featured_at"] is None)
        assert comment.events.last().act == "undo"

    def test_undoes_a_batch_as_a_whole(self, moderator):
        first, second = CommentFactory(), CommentFactory()
        batch = moderation.parse_batch("0b6a7f0e-3a1f-4c60-9c3b-3c7f9d0b1f11")
        for comment in (first, second):
            event = decide(comment, APPROVE, by=moderator, batch=batch)

        moderation.undo(event, by=moderator)

        assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}

    def test_is_limited_to_own_decisions(self, moderator, secretary):
        event = decide(CommentFactory(), APPROVE, by=moderator)

        with pytest.raises(NothingToUndo):
            moderation.undo(event, by=secretary)

    def test_is_refused_after_a_later_decision_of_another(self, moderator, secretary, reason):
        comment = CommentFactory()
        event = decide(comment, APPROVE, by=moderator)
        decide(comment, HIDE, by=secretary, reason=reason)

        with pytest.raises(DecidedMeanwhile):
            moderation.undo(event, by=moderator)

        comment.refresh_from_db()
        assert comment.state == State.HIDDEN

    def test_is_refused_a_second_time(self, moderator):
        event = decide(CommentFactory(), APPROVE, by=moderator)
        moderation.undo(event, by=moderator)

        with pytest.raises(DecidedMeanwhile):
            moderation.undo(event, by=moderator)

    def test_covers_the_last_twenty_decisions(self, moderator):
        events = [decide(CommentFactory(), APPROVE, by=moderator) for _n in range(21)]

        assert moderation.list_undoable(moderator) == events[:0:-1]


KEPT = ["state", "decided_by", "decided_at", "reason", "open_reports", "featured_at"]


class TestEditing:
    def test_original_is_kept_and_the_comment_is_marked_as_edited(self, moderator):
        comment = CommentFactory(name="Lan", body="Bài này hay wá")

        moderation.edit(comment, by=moderator, version=1, name="Lan", body="Bài này hay quá", note="Chính tả")

        comment.refresh_from_db()
        assert (comment.body, comment.version, comment.state) == ("Bài này hay quá", 2, State.PENDING)
        assert comment.edited_at is not None
        revision = comment.revisions.get()
        assert (revision.body, revision.by, revision.note) == ("Bài này hay wá", moderator, "Chính tả")

    @pytest.mark.parametrize(
        "body", ["", "ngắn", "a" * 1501, "a\n" * 30, "a\u0300\u0301\u0302\u0303\u0300 dài"]
    )
    def test_text_follows_the_rules_for_readers(self, moderator, body):
        with pytest.raises(ValidationError):
            moderation.edit(CommentFactory(), by=moderator, version=1, name="Lan", body=body)

    def test_edit_without_a_change_is_refused(self, moderator):
        comment = CommentFactory()

        with pytest.raises(WrongState):
            moderation.edit(comment, by=moderator, version=1, name=comment.name, body=comment.body)

    def test_viewer_may_not_edit(self):
        with pytest.raises(NotAllowed):
            moderation.edit(
                CommentFactory(), by=UserFactory(role=Role.VIEWER), version=1, name="Lan", body="Khác hẳn đi"
            )


class TestByAuthor:
    def test_edit_is_checked_again(self):
        comment = CommentFactory()

        moderation.edit_by_author(comment, name="Lan", body="Thật khốn nạn, làm ăn thế này à")

        comment.refresh_from_db()
        assert (comment.state, comment.hold_reasons) == (State.HELD, ["words"])
        assert [rule.text for rule in comment.word_rules.all()] == ["khốn nạn"]

    @pytest.mark.parametrize(
        "body", ["Thật khốn nạn, xem ở www.gia-re.vn nhé", "Goi ngay 0912 345 678 de duoc mua do an gia re"]
    )
    def test_edit_is_held_for_the_reasons_of_a_new_comment(self, article, send, body):
        received, _secret = send(article, body)
        comment = CommentFactory()

        moderation.edit_by_author(comment, name="Lan", body=body)

        comment.refresh_from_db()
        assert comment.hold_reasons == received.hold_reasons
        assert len(received.hold_reasons) == 2

    def test_clean_edit_does_not_release_a_held_comment(self):
        comment = CommentFactory(state=State.HELD, hold_reasons=["trap"])

        moderation.edit_by_author(comment, name="Lan", body="Một lời rất hiền lành")

        comment.refresh_from_db()
        assert (comment.state, comment.hold_reasons) == (State.HELD, ["trap"])

    def test_edited_spam_stays_spam(self, moderator, reason):
        comment = make_comment("spam", reason, moderator)

        moderation.edit_by_author(comment, name="Lan", body="Thật khốn nạn, làm ăn thế này à")

        comment.refresh_from_db()
        assert (comment.state, comment.body) == (State.SPAM, "Thật khốn nạn, làm ăn thế này à")

    @pytest.mark.parametrize("kind", ["approved", "rejected", "hidden", "withdrawn", "purged"])
    def test_decided_comment_cannot_be_edited(self, moderator, reason, kind):
        comment = make_comment(kind, reason, moderator)

        with pytest.raises(TooLate):
            moderation.edit_by_author(comment, name="Lan", body="Viết lại hết")

    @pytest.mark.parametrize("kind", KINDS)
    def test_states_that_can_be_withdrawn(self, moderator, reason, kind):
        comment = make_comment(kind, reason, moderator)

        if kind in {"pending", "held", "spam", "approved", "reported", "featured"}:
            moderation.withdraw(comment)
            comment.refresh_from_db()
            assert (comment.state, comment.featured_at) == (State.WITHDRAWN, None)
        else:
            with pytest.raises(TooLate):
                moderation.withdraw(comment)
