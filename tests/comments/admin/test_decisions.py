"""Decisions through the moderators' page: single, in groups, in bulk, taken back, and by two at once."""

import pytest

from comments import moderation
from comments.models import Comment, Mail, ModerationEvent, RejectionReason, State, Subscription
from comments.moderation import APPROVE, bans
from newsroom.core.roles import Role
from tests.comments.reader import form_in
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"
DECIDE, UNDO = f"{QUEUE}decide/", f"{QUEUE}undo/"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def at_desk(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def reason(db):
    return RejectionReason.objects.first()


def fields_of(*comments, **others):
    """The form of the page as it was shown."""
    return {f"version-{comment.pk}": comment.version for comment in comments} | others


def press(client, do, *comments, as_script=False, query="", **others):
    headers = JSON if as_script else {"follow": True}
    return client.post(DECIDE + query, fields_of(*comments, do=do, **others), **headers)


def said(response):
    return [str(message) for message in response.context["messages"]]


def states(*comments):
    return [Comment.objects.get(pk=comment.pk).state for comment in comments]


class TestOne:
    def test_it_is_shown(self, at_desk, article, moderator):
        comment = CommentFactory(article=article)

        response = press(at_desk, f"approve:{comment.pk}", comment)

        comment.refresh_from_db()
        assert (comment.state, comment.decided_by) == (State.APPROVED, moderator)
        assert said(response) == ["Đã duyệt đăng: 1 ý kiến."]

    def test_back_to_the_list_as_it_was(self, at_desk, article):
        comment = CommentFactory(article=article)

        response = press(at_desk, f"approve:{comment.pk}", comment, query="?muc=bi-giu&q=x")
        alone = press(at_desk, f"hide:{comment.pk}", comment, query=f"?ve={comment.pk}")

        assert response.redirect_chain == [(f"{QUEUE}?muc=bi-giu&q=x", 302)]
        assert alone.redirect_chain == [(f"{QUEUE}{comment.pk}/change/", 302)]

    def test_it_is_not_shown_for_a_reason(self, at_desk, article, reason):
        comment = CommentFactory(article=article)
        fields = {f"reason-{comment.pk}": reason.pk, f"note-{comment.pk}": "Đã nhắc hai lần"}

        press(at_desk, f"reject:{comment.pk}", comment, **fields)

        event = comment.events.last()
        assert (event.target, event.reason, event.note) == (State.REJECTED, reason, "Đã nhắc hai lần")

    @pytest.mark.parametrize("which", ["", "999999", "x", "9" * 5000])
    def test_without_a_reason_nothing_happens(self, at_desk, article, which):
        comment = CommentFactory(article=article)

        response = press(at_desk, f"reject:{comment.pk}", comment, **{f"reason-{comment.pk}": which})

        assert states(comment) == [State.PENDING]
        assert any("chọn lý do" in sentence for sentence in said(response))

    @pytest.mark.parametrize("do", ["spam", "note"])
    def test_a_note_that_is_too_long_stays_as_it_was_typed(self, at_desk, article, do):
        comment = CommentFactory(article=article)
        note = "Dài dòng. " * 201

        page = press(at_desk, f"{do}:{comment.pk}", comment, **{f"note-{comment.pk}": note})
        answer = press(at_desk, f"{do}:{comment.pk}", comment, as_script=True, **{f"note-{comment.pk}": note})

        assert states(comment) == [State.PENDING]
        assert (comment.events.count(), comment.notes.count()) == (1, 0)
        assert [sentence for sentence in said(page) if "2000" in sentence and "2009" in sentence]
        assert [card.typed_note for card in page.context["cards"]] == [note]
        assert answer.status_code == 409
        assert "2009" in answer.json()["errors"][0]

    def test_a_reason_that_is_no_longer_used_is_none(self, at_desk, article, reason):
        RejectionReason.objects.filter(pk=reason.pk).update(is_active=False)
        comment = CommentFactory(article=article)

        press(at_desk, f"reject:{comment.pk}", comment, **{f"reason-{comment.pk}": reason.pk})

        assert states(comment) == [State.PENDING]

    @pytest.mark.parametrize("do", ["", "approve", "approve:", "approve:x", "purge:1", "approve:" + "9" * 40])
    def test_nonsense_is_refused(self, at_desk, do):
        assert at_desk.post(DECIDE, {"do": do}).status_code == 400

    def test_a_version_is_asked(self, at_desk, article):
        comment = CommentFactory(article=article)

        at_desk.post(DECIDE, {"do": f"approve:{comment.pk}"})
        at_desk.post(DECIDE, {"do": f"approve:{comment.pk}", f"version-{comment.pk}": "x"})

        assert states(comment) == [State.PENDING]

    def test_by_script_the_answer_is_no_page(self, at_desk, article):
        comment = CommentFactory(article=article)

        answer = press(at_desk, f"approve:{comment.pk}", comment, as_script=True).json()

        assert answer["done"] == [comment.pk]
        assert answer["batch"] == str(comment.events.last().batch)


class TestTwoModerators:
    def test_the_second_is_told_and_one_event_stands(self, client, article, moderator, secretary, reason):
        comment = CommentFactory(article=article)
        client.force_login(moderator)
        press(client, f"approve:{comment.pk}", comment)
        client.force_login(secretary)

        page = press(client, f"reject:{comment.pk}", comment, **{f"reason-{comment.pk}": reason.pk})
        answer = press(client, f"spam:{comment.pk}", comment, as_script=True)

        assert "Đã được Hoàng Thị Kiểm xử lý lúc" in said(page)[0]
        assert answer.status_code == 409
        assert "Hoàng Thị Kiểm" in answer.json()["skipped"][0]["why"]
        assert [event.act for event in comment.events.all()] == ["receive", "approve"]

    def test_what_was_typed_at_other_cards_is_still_there(self, at_desk, article, secretary, reason):
        decided, other, ticked = CommentFactory.create_batch(3, article=article)
        moderation.decide(decided, APPROVE, by=secretary, version=1)
        typed = {
            f"note-{other.pk}": "Chờ hỏi phường <b>",
            f"reason-{other.pk}": reason.pk,
            "chosen": ticked.pk,
        }

        response = press(at_desk, f"approve:{decided.pk}", decided, other, ticked, **typed)

        cards = {card.comment.pk: card for card in response.context["cards"]}
        assert (cards[other.pk].typed_note, cards[other.pk].typed_reason) == (
            "Chờ hỏi phường <b>",
            str(reason.pk),
        )
        assert cards[ticked.pk].is_chosen
        assert "Chờ hỏi phường &lt;b&gt;</textarea>" in response.content.decode()
        assert at_desk.get(QUEUE).context["cards"][0].typed_note == ""  # once

    def test_it_is_still_there_after_a_decision_too(self, at_desk, article):
        decided, other = CommentFactory.create_batch(2, article=article)

        response = press(at_desk, f"approve:{decided.pk}", decided, **{f"note-{other.pk}": "Dở dang"})

        assert [card.typed_note for card in response.context["cards"]] == ["Dở dang"]


class TestCopies:
    @pytest.fixture
    def copies(self, article):
        first = CommentFactory(article=article)
        return [first, *CommentFactory.create_batch(2, article=article, near_duplicate_of=first)]

    def together(self, copies, **others):
        first, *rest = copies
        group = " ".join(f"{copy.pk}:{copy.version}" for copy in rest)
        return {f"group-{first.pk}": group, **others}

    def test_one_decision_for_all_each_in_its_own_version(self, at_desk, copies):
        first = copies[0]

        press(at_desk, f"approve:{first.pk}", first, **self.together(copies, **{f"with-{first.pk}": "1"}))

        assert states(*copies) == [State.APPROVED] * 3
        assert len({event.batch for event in ModerationEvent.objects.filter(act="approve")}) == 1

    def test_only_when_ticked(self, at_desk, copies):
        press(at_desk, f"approve:{copies[0].pk}", copies[0], **self.together(copies))

        assert states(*copies) == [State.APPROVED, State.PENDING, State.PENDING]

    def test_a_copy_that_became_something_else_is_not_decided_with_the_first(self, at_desk, article, send):
        slogan = "Nhiệt liệt chào mừng Đại hội Đảng bộ thành phố thành công tốt đẹp!"
        first, copy = send(article, slogan)[0], send(article, slogan)[0]
        moderation.edit_by_author(
            copy, name="Lan", body="Cán bộ xã tôi thì có ai làm được việc gì ra hồn đâu."
        )

        page = at_desk.get(QUEUE)
        fields = {name: value for name, value in form_in(page, "decide")[1].items() if value}
        at_desk.post(DECIDE, {**fields, "do": f"approve:{first.pk}", f"with-{first.pk}": "1"})

        assert states(first, copy) == [State.APPROVED, State.PENDING]
        assert [card.comment for card in page.context["cards"]] == [first, copy]

    def test_a_copy_that_changed_meanwhile_is_left_alone(self, at_desk, copies):
        shown = self.together(copies, **{f"with-{copies[0].pk}": "1"})
        moderation.edit_by_author(copies[1], name="Lan", body="Tôi đã viết lại hết cả rồi")

        response = press(at_desk, f"approve:{copies[0].pk}", copies[0], **shown)

        assert states(*copies) == [State.APPROVED, State.PENDING, State.APPROVED]
        assert any("giữ nguyên" in sentence for sentence in said(response))


class TestBulk:
    def choose(self, comments, **others):
        return {"chosen": [comment.pk for comment in comments], **others}

    def test_without_script_it_is_confirmed_first(self, at_desk, article):
        comments = CommentFactory.create_batch(3, article=article)

        page = press(at_desk, "approve:chosen", *comments, **self.choose(comments))
        assert "3 ý kiến sẽ thay đổi" in page.content.decode()
        assert states(*comments) == [State.PENDING] * 3

        done = press(at_desk, "approve:chosen", *comments, **self.choose(comments, confirm="1"))
        assert states(*comments) == [State.APPROVED] * 3
        assert said(done) == ["Đã duyệt đăng: 3 ý kiến."]

    def test_each_that_was_left_alone_says_why(self, at_desk, article, secretary, reason):
        ready, edited = CommentFactory.create_batch(2, article=article, name="Lan")
        decided = CommentFactory(article=article, name="Minh")
        junk = CommentFactory(article=article, name="Hùng")
        moderation.edit_by_author(edited, name="Lan sửa", body="Tôi viết lại hẳn rồi")
        moderation.decide(decided, APPROVE, by=secretary, version=1)
        moderation.decide(junk, moderation.SPAM, by=secretary, version=1)
        junk.refresh_from_db()
        comments = [ready, edited, decided, junk]
        fields = self.choose(comments, confirm="1", reason=reason.pk, note="")

        response = press(at_desk, "reject:chosen", *comments, **fields)

        assert states(*comments) == [State.REJECTED, State.PENDING, State.APPROVED, State.SPAM]
        first, *others = said(response)
        assert first == "Không đăng: 1 ý kiến."
        assert len(others) == 3
        for name, why in [("Lan sửa", "đã được sửa"), ("Minh", "Vũ Văn Thư"), ("Hùng", "không cho phép")]:
            assert any(name in line and why in line for line in others), name

    def test_a_reason_is_asked_on_the_page(self, at_desk, article, reason):
        comments = CommentFactory.create_batch(2, article=article)

        page = press(at_desk, "reject:chosen", *comments, **self.choose(comments, confirm="1"))
        assert page.context["form"].errors
        assert states(*comments) == [State.PENDING] * 2

        press(at_desk, "reject:chosen", *comments, **self.choose(comments, confirm="1", reason=reason.pk))
        assert states(*comments) == [State.REJECTED] * 2

    def test_copies_that_were_ticked_are_among_what_will_change(self, at_desk, article):
        first = CommentFactory(article=article)
        copy = CommentFactory(article=article, near_duplicate_of=first)
        fields = {f"with-{first.pk}": "1", f"group-{first.pk}": f"{copy.pk}:1"}

        page = press(at_desk, "approve:chosen", first, **self.choose([first], **fields))

        assert [comment for comment, _version in page.context["comments"]] == [first, copy]

    def test_a_hundred_at_most(self, at_desk, article):
        comments = CommentFactory.create_batch(101, article=article)

        response = press(at_desk, "approve:chosen", *comments, **self.choose(comments, confirm="1"))
        assert "100" in said(response)[0]
        assert Comment.objects.filter(state=State.APPROVED).count() == 0

        press(at_desk, "approve:chosen", *comments, **self.choose(comments[:100], confirm="1"))
        assert Comment.objects.filter(state=State.APPROVED).count() == 100

    def test_of_what_one_may_not_see_only_the_number_is_said(self, at_desk, article, moderator):
        mine, other = CommentFactory(article=article), CommentFactory(name="Người khác")
        moderator.remits.create(section=article.section)

        responses = [
            press(
                at_desk,
                "approve:chosen",
                mine,
                chosen=[mine.pk, hidden],
                confirm="1",
                **{f"version-{hidden}": 1},
            )
            for hidden in (other.pk, 999999)
        ]

        assert states(mine, other) == [State.APPROVED, State.PENDING]
        for response in responses:
            assert said(response)[-1] == "Không còn nữa: 1."
            assert "Người khác" not in response.content.decode()

    def test_nothing_chosen_is_said(self, at_desk):
        assert said(press(at_desk, "approve:chosen")) == ["Hãy chọn ý kiến trước."]


class TestUndo:
    def test_the_last_press_stands_ready(self, at_desk, article):
        comment = CommentFactory(article=article)
        page = press(at_desk, f"approve:{comment.pk}", comment)
        batch = page.context["last_decision"].batch

        response = at_desk.post(UNDO, {"undo": f"batch:{batch}"}, follow=True)

        assert states(comment) == [State.PENDING]
        assert said(response) == ["Đã hoàn tác: 1 quyết định."]
        assert response.redirect_chain == [(QUEUE, 302)]

    def test_a_bulk_decision_goes_back_as_a_whole(self, at_desk, article):
        comments = CommentFactory.create_batch(30, article=article)
        chosen = [comment.pk for comment in comments]
        press(at_desk, "approve:chosen", *comments, chosen=chosen, confirm="1")
        ((_event, shown),) = at_desk.get(UNDO).context["presses"]

        at_desk.post(UNDO, {"undo": f"batch:{shown[0].batch}"})

        assert set(states(*comments)) == {State.PENDING}

    def test_before_the_mail_has_left_none_goes(self, at_desk, article):
        comment = CommentFactory(article=article)
        Subscription.objects.create(comment=comment, email="lan@example.vn", confirmed_at=comment.created_at)
        answer = press(at_desk, f"approve:{comment.pk}", comment, as_script=True).json()
        assert Mail.objects.count() == 1

        back = at_desk.post(UNDO, {"undo": f"batch:{answer['batch']}"}, **JSON).json()

        assert back["undone"] == [{"id": comment.pk, "version": 3, "state": "pending"}]
        assert Mail.objects.count() == 0

    @pytest.mark.parametrize("which", ["", "batch:x", "event:x", "event:" + "9" * 40, "batch:" + "0" * 32])
    def test_nonsense_takes_nothing_back(self, at_desk, which):
        response = at_desk.post(UNDO, {"undo": which}, follow=True)

        assert said(response) == ["Không có quyết định nào của đồng chí để hoàn tác."]

    def test_not_that_of_another(self, client, article, moderator, secretary):
        comment = CommentFactory(article=article)
        event = moderation.decide(comment, APPROVE, by=secretary, version=1)
        client.force_login(moderator)

        for which in (f"event:{event.number}", f"batch:{event.batch}"):
            assert client.post(UNDO, {"undo": which}, **JSON).status_code == 409
        assert client.get(UNDO).context["presses"] == []
        assert states(comment) == [State.APPROVED]

    def test_not_over_what_another_did_since(self, at_desk, article, secretary, reason):
        comment = CommentFactory(article=article)
        answer = press(at_desk, f"approve:{comment.pk}", comment, as_script=True).json()
        moderation.decide(comment, moderation.HIDE, by=secretary, version=2, reason=reason, note="Sai")

        refused = at_desk.post(UNDO, {"undo": f"batch:{answer['batch']}"}, **JSON)

        assert refused.status_code == 409
        assert "Vũ Văn Thư" in refused.json()["sentence"]
        assert states(comment) == [State.HIDDEN]

    def test_other_acts_take_no_place_among_the_last_twenty(self, moderator, article):
        decided, noted = CommentFactory.create_batch(2, article=article)
        event = moderation.decide(decided, APPROVE, by=moderator, version=1)
        for version in range(1, 22):
            words = {"name": "Lan", "body": f"Đã sửa lần thứ {version}"}
            moderation.edit(noted, by=moderator, version=version, **words)

        assert moderation.list_undoable(moderator) == [event]

    def test_it_is_again_the_decision_of_whoever_made_it(
        self, article, moderator, secretary, approver, reason
    ):
        comment = CommentFactory(article=article, shown=moderator)
        first = comment.decided_at
        bans.ban_author(comment, by=secretary, target="author", days=1, reason="Thư rác")
        hidden = moderation.decide(
            comment, moderation.HIDE, by=approver, version=comment.version, reason=reason, note="Nhầm"
        )

        moderation.undo(hidden, by=approver)

        comment.refresh_from_db()
        assert (comment.decided_by, comment.decided_at, comment.reason) == (moderator, first, None)

    def test_shown_by_mistake_it_was_never_shown(self, article, moderator):
        comment = CommentFactory(article=article)
        mistake = moderation.decide(comment, APPROVE, by=moderator, version=1)
        moderation.undo(mistake, by=moderator)
        comment.refresh_from_db()
        assert comment.published_at is None

        event = moderation.decide(comment, APPROVE, by=moderator, version=3)
        comment.refresh_from_db()
        assert comment.published_at == event.at

    def test_what_was_shown_before_keeps_its_day(self, article, moderator, reason):
        comment = CommentFactory(article=article, shown=moderator)
        first = comment.published_at
        why = {"by": moderator, "reason": reason, "note": "Nhầm"}
        moderation.decide(comment, moderation.HIDE, version=2, **why)
        moderation.decide(comment, moderation.REOPEN, version=3, **why)
        again = moderation.decide(comment, APPROVE, by=moderator, version=4)
        moderation.undo(again, by=moderator)

        comment.refresh_from_db()
        assert comment.published_at == first

    def test_who_only_looks_has_nothing_to_take_back(self, client):
        client.force_login(UserFactory(role=Role.VIEWER))

        assert client.get(UNDO).status_code == client.post(UNDO).status_code == 403
