"""Every column of the table of acts is enforced by the moderation functions and by the forms."""

from dataclasses import replace

import pytest

from comments import events
from comments.admin import forms
from comments.admin.forms import DecisionForm, ReturnForm
from comments.errors import DecidedMeanwhile, NotAllowed, NoteMissing, ReasonMissing, WrongState
from comments.models import ModerationEvent, RejectionReason, State
from comments.moderation import acts, base, decide
from comments.moderation.acts import ACTS, BAN, DECISIONS, SPAM, Act, is_open
from comments.permissions import RULES
from newsroom.core.roles import Role
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(article):
    return CommentFactory(article=article)


def spam(comment, by, decision=SPAM, **details):
    return decide(comment, decision, by=by, version=details.pop("version", comment.version), **details)


def test_each_act_has_its_own_name_and_a_known_right():
    table = [each for each in vars(acts).values() if isinstance(each, Act)]

    assert len({each.name for each in table}) == len(table) == len(ACTS)
    assert {each.needs for each in table} - {""} <= set(RULES)
    assert set(DECISIONS) <= set(ACTS)


def test_each_recorded_act_is_named_in_the_timeline():
    assert [each.name for each in ACTS.values() if not each.done] == ["note"]  # a note is no event


class TestColumns:
    def test_asks_reason_requires_a_reason(self, comment, moderator):
        strict = replace(SPAM, asks_reason=True)

        with pytest.raises(ReasonMissing):
            spam(comment, moderator, strict)

        assert DecisionForm(strict).fields["reason"].required
        assert "reason" not in DecisionForm(SPAM).fields
        assert spam(comment, moderator, strict, reason=RejectionReason.objects.first()).target == State.SPAM

    def test_asks_note_requires_a_note(self, comment, moderator):
        strict = replace(SPAM, asks_note=True)

        with pytest.raises(NoteMissing):
            spam(comment, moderator, strict, note=" ")

        assert DecisionForm(strict).fields["note"].required
        assert not DecisionForm(SPAM).fields["note"].required
        assert spam(comment, moderator, strict, note="Quảng cáo").target == State.SPAM

    def test_asks_note_requires_a_note_for_a_returned_reply(self, monkeypatch):
        assert ReturnForm({"version": 1}).errors.keys() == {"why"}

        monkeypatch.setattr(forms, "RETURN_REPLY", replace(acts.RETURN_REPLY, asks_note=False))

        assert ReturnForm({"version": 1}).is_valid()

    def test_needs_names_the_right(self, comment, moderator, secretary):
        with pytest.raises(NotAllowed):
            spam(comment, moderator, replace(SPAM, needs="ban"))

        assert spam(comment, secretary, replace(SPAM, needs="ban")).by == secretary

    def test_sources_limit_the_states(self, comment, moderator):
        narrow = replace(SPAM, sources=frozenset({State.HELD}))

        assert not is_open(comment, narrow)
        with pytest.raises(WrongState):
            spam(comment, moderator, narrow)

    def test_applies_limits_the_comments(self, comment, moderator):
        narrow = replace(SPAM, applies=lambda comment: comment.like_count > 0)

        assert not is_open(comment, narrow)
        with pytest.raises(WrongState):
            spam(comment, moderator, narrow)

    def test_version_of_compares_the_version(self, comment, moderator):
        with pytest.raises(DecidedMeanwhile):
            spam(comment, moderator, version=comment.version + 1)

        assert spam(comment, moderator, replace(SPAM, version_of=None), version=None).target == State.SPAM

    def test_target_sets_the_new_state(self, comment, moderator):
        assert spam(comment, moderator, replace(SPAM, target=State.REJECTED)).target == State.REJECTED

    @pytest.mark.parametrize("allows_purged", [False, True])
    def test_allows_purged_opens_the_act_for_purged_comments(self, comment, allows_purged):
        comment.purged_at = comment.created_at
        act = replace(BAN, allows_purged=allows_purged)

        assert is_open(comment, act) == allows_purged

    @pytest.mark.parametrize(("changes_comment", "version"), [(True, 2), (False, 1)])
    def test_changes_comment_raises_the_version(self, comment, secretary, changes_comment, version):
        base.record(comment, replace(BAN, changes_comment=changes_comment), by=secretary)

        comment.refresh_from_db()
        assert comment.version == version
        assert ModerationEvent.objects.get(act="ban").version == version
        assert events.verify().broken_at is None


@pytest.mark.parametrize("act", [act for act in ACTS.values() if act.needs], ids=lambda act: act.name)
def test_every_act_needs_its_right(comment, act):
    with pytest.raises(NotAllowed):
        base.take(comment, act, by=UserFactory(role=Role.WRITER), version=comment.version, note="Vì sao")
