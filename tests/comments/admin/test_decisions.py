"""Decisions on the moderators' page: single, for groups, in bulk, undone, and by two moderators at once."""

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
def moderator_client(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def reason(db):
    return RejectionReason.objects.first()


def version_fields(*comments, **others):
    """Return the fields of the page as it was shown."""
    return {f"version-{comment.pk}": comment.version for comment in comments} | others


def press_button(client, do, *comments, as_script=False, query="", **others):
    headers = JSON if as_script else {"follow": True}
    return client.post(DECIDE + query, version_fields(*comments, do=do, **others), **headers)


def list_messages(response):
    return [str(message) for message in response.context["messages"]]


def list_states(*comments):
    return [Comment.objects.get(pk=comment.pk).state for comment in comments]


class TestSingleDecision:
    def test_approved_comment_is_public(self, moderator_client, article, moderator):
        comment = CommentFactory(article=article)

        response = press_button(moderator_client, f"approve:{comment.pk}", comment)

        comment.refresh_from_db()
        assert (comment.state, comment.decided_by) == (State.APPROVED, moderator)
        assert list_messages(response) == ["Đã duyệt đăng: 1 ý kiến."]

    def test_answer_redirects_to_the_same_list(self, moderator_client, article):
        comment = CommentFactory(article=article)

        response = press_button(moderator_client, f"approve:{comment.pk}", comment, query="?muc=bi-giu&q=x")
        alone = press_button(moderator_client, f"hide:{comment.pk}", comment, query=f"?ve={comment.pk}")

        assert response.redirect_chain == [(f"{QUEUE}?muc=bi-giu&q=x", 302)]
        assert alone.redirect_chain == [(f"{QUEUE}{comment.pk}/change/", 302)]

    def test_rejected_comment_keeps_its_reason(self, moderator_client, article, reason):
        comment = CommentFactory(article=article)
        fields = {f"reason-{comment.pk}": reason.pk, f"note-{comment.pk}": "Đã nhắc hai lần"}

        press_button(moderator_client, f"reject:{comment.pk}", comment, **fields)

        event = comment.events.last()
        assert (event.target, event.reason, event.note) == (State.REJECTED, reason, "Đã nhắc hai lần")

    @pytest.mark.parametrize("which", ["", "999999", "x", "9" * 5000])
    def test_rejection_without_a_reason_is_refused(self, moderator_client, article, which):
        comment = CommentFactory(article=article)

        response = press_button(
            moderator_client, f"reject:{comment.pk}", comment, **{f"reason-{comment.pk}": which}
        )

        assert list_states(comment) == [State.PENDING]
        assert any("chọn lý do" in sentence for sentence in list_messages(response))

    @pytest.mark.parametrize("do", ["spam", "note"])
    def test_too_long_note_is_kept_as_typed(self, moderator_client, article, do):
        comment = CommentFactory(article=article)
        note = "Dài dòng. " * 201

        page = press_button(moderator_client, f"{do}:{comment.pk}", comment, **{f"note-{comment.pk}": note})
        answer = press_button(
            moderator_client, f"{do}:{comment.pk}", comment, as_script=True, **{f"note-{comment.pk}": note}
        )

        assert list_states(comment) == [State.PENDING]
        assert (comment.events.count(), comment.notes.count()) == (1, 0)
        assert [sentence for sentence in list_messages(page) if "2000" in sentence and "2009" in sentence]
        assert [card.typed_note for card in page.context["cards"]] == [note]
        assert answer.status_code == 409
        assert "2009" in answer.json()["errors"][0]

    def test_retired_reason_is_refused(self, moderator_client, article, reason):
        RejectionReason.objects.filter(pk=reason.pk).update(is_active=False)
        comment = CommentFactory(article=article)

        press_button(moderator_client, f"reject:{comment.pk}", comment, **{f"reason-{comment.pk}": reason.pk})

        assert list_states(comment) == [State.PENDING]

    @pytest.mark.parametrize("do", ["", "approve", "approve:", "approve:x", "purge:1", "approve:" + "9" * 40])
    def test_invalid_requests_are_refused(self, moderator_client, do):
        assert moderator_client.post(DECIDE, {"do": do}).status_code == 400

    def test_missing_or_invalid_version_is_refused(self, moderator_client, article):
        comment = CommentFactory(article=article)

        moderator_client.post(DECIDE, {"do": f"approve:{comment.pk}"})
        moderator_client.post(DECIDE, {"do": f"approve:{comment.pk}", f"version-{comment.pk}": "x"})

        assert list_states(comment) == [State.PENDING]

    def test_script_gets_json(self, moderator_client, article):
        comment = CommentFactory(article=article)

        answer = press_button(moderator_client, f"approve:{comment.pk}", comment, as_script=True).json()

        assert answer["done"] == [comment.pk]
        assert answer["batch"] == str(comment.events.last().batch)


class TestTwoModerators:
    def test_second_moderator_gets_a_message_and_no_event(
        self, client, article, moderator, secretary, reason
    ):
        comment = CommentFactory(article=article)
        client.force_login(moderator)
        press_button(client, f"approve:{comment.pk}", comment)
        client.force_login(secretary)

        page = press_button(client, f"reject:{comment.pk}", comment, **{f"reason-{comment.pk}": reason.pk})
        answer = press_button(client, f"spam:{comment.pk}", comment, as_script=True)

        assert "Đã được Hoàng Thị Kiểm xử lý lúc" in list_messages(page)[0]
        assert answer.status_code == 409
        assert "Hoàng Thị Kiểm" in answer.json()["skipped"][0]["why"]
        assert [event.act for event in comment.events.all()] == ["receive", "approve"]

    def test_refused_decision_keeps_text_typed_on_other_cards(
        self, moderator_client, article, secretary, reason
    ):
        decided, other, ticked = CommentFactory.create_batch(3, article=article)
        moderation.decide(decided, APPROVE, by=secretary, version=1)
        typed = {
            f"note-{other.pk}": "Chờ hỏi phường <b>",
            f"reason-{other.pk}": reason.pk,
            "chosen": ticked.pk,
        }

        response = press_button(moderator_client, f"approve:{decided.pk}", decided, other, ticked, **typed)

        cards = {card.comment.pk: card for card in response.context["cards"]}
        assert (cards[other.pk].typed_note, cards[other.pk].typed_reason) == (
            "Chờ hỏi phường <b>",
            str(reason.pk),
        )
        assert cards[ticked.pk].is_chosen
        assert "Chờ hỏi phường &lt;b&gt;</textarea>" in response.content.decode()
        assert moderator_client.get(QUEUE).context["cards"][0].typed_note == ""  # once

    def test_successful_decision_keeps_text_typed_on_other_cards(self, moderator_client, article):
        decided, other = CommentFactory.create_batch(2, article=article)

        response = press_button(
            moderator_client, f"approve:{decided.pk}", decided, **{f"note-{other.pk}": "Dở dang"}
        )

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

    def test_one_decision_covers_all_copies_with_their_versions(self, moderator_client, copies):
        first = copies[0]

        press_button(
            moderator_client,
            f"approve:{first.pk}",
            first,
            **self.together(copies, **{f"with-{first.pk}": "1"}),
        )

        assert list_states(*copies) == [State.APPROVED] * 3
        assert len({event.batch for event in ModerationEvent.objects.filter(act="approve")}) == 1

    def test_copies_are_left_alone_unless_ticked(self, moderator_client, copies):
        press_button(moderator_client, f"approve:{copies[0].pk}", copies[0], **self.together(copies))

        assert list_states(*copies) == [State.APPROVED, State.PENDING, State.PENDING]

    def test_edited_copy_is_not_decided_with_the_first(self, moderator_client, article, send):
        slogan = "Nhiệt liệt chào mừng Đại hội Đảng bộ thành phố thành công tốt đẹp!"
        first, copy = send(article, slogan)[0], send(article, slogan)[0]
        moderation.edit_by_author(
            copy, name="Lan", body="Cán bộ xã tôi thì có ai làm được việc gì ra hồn đâu."
        )

        page = moderator_client.get(QUEUE)
        fields = {name: value for name, value in form_in(page, "decide")[1].items() if value}
        moderator_client.post(DECIDE, {**fields, "do": f"approve:{first.pk}", f"with-{first.pk}": "1"})

        assert list_states(first, copy) == [State.APPROVED, State.PENDING]
        assert [card.comment for card in page.context["cards"]] == [first, copy]

    def test_copy_changed_meanwhile_is_skipped(self, moderator_client, copies):
        shown = self.together(copies, **{f"with-{copies[0].pk}": "1"})
        moderation.edit_by_author(copies[1], name="Lan", body="Tôi đã viết lại hết cả rồi")

        response = press_button(moderator_client, f"approve:{copies[0].pk}", copies[0], **shown)

        assert list_states(*copies) == [State.APPROVED, State.PENDING, State.APPROVED]
        assert any("giữ nguyên" in sentence for sentence in list_messages(response))


class TestBulk:
    def choose(self, comments, **others):
        return {"chosen": [comment.pk for comment in comments], **others}

    def test_without_script_a_confirmation_page_comes_first(self, moderator_client, article):
        comments = CommentFactory.create_batch(3, article=article)

        page = press_button(moderator_client, "approve:chosen", *comments, **self.choose(comments))
        assert "3 ý kiến sẽ thay đổi" in page.content.decode()
        assert list_states(*comments) == [State.PENDING] * 3

        done = press_button(
            moderator_client, "approve:chosen", *comments, **self.choose(comments, confirm="1")
        )
        assert list_states(*comments) == [State.APPROVED] * 3
        assert list_messages(done) == ["Đã duyệt đăng: 3 ý kiến."]

    def test_each_skipped_comment_is_named_with_the_reason(
        self, moderator_client, article, secretary, reason
    ):
        ready, edited = CommentFactory.create_batch(2, article=article, name="Lan")
        decided = CommentFactory(article=article, name="Minh")
        junk = CommentFactory(article=article, name="Hùng")
        moderation.edit_by_author(edited, name="Lan sửa", body="Tôi viết lại hẳn rồi")
        moderation.decide(decided, APPROVE, by=secretary, version=1)
        moderation.decide(junk, moderation.SPAM, by=secretary, version=1)
        junk.refresh_from_db()
        comments = [ready, edited, decided, junk]
        fields = self.choose(comments, confirm="1", reason=reason.pk, note="")

        response = press_button(moderator_client, "reject:chosen", *comments, **fields)

        assert list_states(*comments) == [State.REJECTED, State.PENDING, State.APPROVED, State.SPAM]
        first, *others = list_messages(response)
        assert first == "Không đăng: 1 ý kiến."
        assert len(others) == 3
        for name, why in [("Lan sửa", "đã được sửa"), ("Minh", "Vũ Văn Thư"), ("Hùng", "không cho phép")]:
            assert any(name in line and why in line for line in others), name

    def test_confirmation_page_asks_for_a_reason(self, moderator_client, article, reason):
        comments = CommentFactory.create_batch(2, article=article)

        page = press_button(
            moderator_client, "reject:chosen", *comments, **self.choose(comments, confirm="1")
        )
        assert page.context["form"].errors
        assert list_states(*comments) == [State.PENDING] * 2

        press_button(
            moderator_client,
            "reject:chosen",
            *comments,
            **self.choose(comments, confirm="1", reason=reason.pk),
        )
        assert list_states(*comments) == [State.REJECTED] * 2

    def test_ticked_copies_are_on_the_confirmation_page(self, moderator_client, article):
        first = CommentFactory(article=article)
        copy = CommentFactory(article=article, near_duplicate_of=first)
        fields = {f"with-{first.pk}": "1", f"group-{first.pk}": f"{copy.pk}:1"}

        page = press_button(moderator_client, "approve:chosen", first, **self.choose([first], **fields))

        assert [comment for comment, _version in page.context["comments"]] == [first, copy]

    def test_at_most_a_hundred_are_decided(self, moderator_client, article):
        comments = CommentFactory.create_batch(101, article=article)

        response = press_button(
            moderator_client, "approve:chosen", *comments, **self.choose(comments, confirm="1")
        )
        assert "100" in list_messages(response)[0]
        assert Comment.objects.filter(state=State.APPROVED).count() == 0

        press_button(
            moderator_client, "approve:chosen", *comments, **self.choose(comments[:100], confirm="1")
        )
        assert Comment.objects.filter(state=State.APPROVED).count() == 100

    def test_hidden_comment_is_named_by_its_number_alone(self, moderator_client, article, moderator):
        mine, other = CommentFactory(article=article), CommentFactory(name="Người khác")
        moderator.remits.create(section=article.section)

        responses = [
            press_button(
                moderator_client,
                "approve:chosen",
                mine,
                chosen=[mine.pk, hidden],
                confirm="1",
                **{f"version-{hidden}": 1},
            )
            for hidden in (other.pk, 999999)
        ]

        assert list_states(mine, other) == [State.APPROVED, State.PENDING]
        for response in responses:
            assert list_messages(response)[-1] == "Không còn nữa: 1."
            assert "Người khác" not in response.content.decode()

    def test_empty_selection_gives_a_message(self, moderator_client):
        assert list_messages(press_button(moderator_client, "approve:chosen")) == ["Hãy chọn ý kiến trước."]


class TestUndo:
    def test_last_decision_can_be_undone_from_the_queue(self, moderator_client, article):
        comment = CommentFactory(article=article)
        page = press_button(moderator_client, f"approve:{comment.pk}", comment)
        batch = page.context["last_decision"].batch

        response = moderator_client.post(UNDO, {"undo": f"batch:{batch}"}, follow=True)

        assert list_states(comment) == [State.PENDING]
        assert list_messages(response) == ["Đã hoàn tác: 1 quyết định."]
        assert response.redirect_chain == [(QUEUE, 302)]

    def test_bulk_decision_is_undone_as_a_whole(self, moderator_client, article):
        comments = CommentFactory.create_batch(30, article=article)
        chosen = [comment.pk for comment in comments]
        press_button(moderator_client, "approve:chosen", *comments, chosen=chosen, confirm="1")
        ((_event, shown),) = moderator_client.get(UNDO).context["presses"]

        moderator_client.post(UNDO, {"undo": f"batch:{shown[0].batch}"})

        assert set(list_states(*comments)) == {State.PENDING}

    def test_undo_deletes_the_unsent_mail(self, moderator_client, article):
        comment = CommentFactory(article=article)
        Subscription.objects.create(comment=comment, email="lan@example.vn", confirmed_at=comment.created_at)
        answer = press_button(moderator_client, f"approve:{comment.pk}", comment, as_script=True).json()
        assert Mail.objects.count() == 1

        back = moderator_client.post(UNDO, {"undo": f"batch:{answer['batch']}"}, **JSON).json()

        assert back["undone"] == [{"id": comment.pk, "version": 3, "state": "pending"}]
        assert Mail.objects.count() == 0

    @pytest.mark.parametrize("which", ["", "batch:x", "event:x", "event:" + "9" * 40, "batch:" + "0" * 32])
    def test_invalid_request_undoes_nothing(self, moderator_client, which):
        response = moderator_client.post(UNDO, {"undo": which}, follow=True)

        assert list_messages(response) == ["Không có quyết định nào của đồng chí để hoàn tác."]

    def test_decision_of_another_person_cannot_be_undone(self, client, article, moderator, secretary):
        comment = CommentFactory(article=article)
        event = moderation.decide(comment, APPROVE, by=secretary, version=1)
        client.force_login(moderator)

        for which in (f"event:{event.number}", f"batch:{event.batch}"):
            assert client.post(UNDO, {"undo": which}, **JSON).status_code == 409
        assert client.get(UNDO).context["presses"] == []
        assert list_states(comment) == [State.APPROVED]

    def test_later_decision_of_another_person_blocks_undo(self, moderator_client, article, secretary, reason):
        comment = CommentFactory(article=article)
        answer = press_button(moderator_client, f"approve:{comment.pk}", comment, as_script=True).json()
        moderation.decide(comment, moderation.HIDE, by=secretary, version=2, reason=reason, note="Sai")

        refused = moderator_client.post(UNDO, {"undo": f"batch:{answer['batch']}"}, **JSON)

        assert refused.status_code == 409
        assert "Vũ Văn Thư" in refused.json()["sentence"]
        assert list_states(comment) == [State.HIDDEN]

    def test_other_acts_do_not_count_among_the_last_twenty(self, moderator, article):
        decided, noted = CommentFactory.create_batch(2, article=article)
        event = moderation.decide(decided, APPROVE, by=moderator, version=1)
        for version in range(1, 22):
            words = {"name": "Lan", "body": f"Đã sửa lần thứ {version}"}
            moderation.edit(noted, by=moderator, version=version, **words)

        assert moderation.list_undoable(moderator) == [event]

    def test_undo_restores_the_first_decider_and_time(self, article, moderator, secretary, approver, reason):
        comment = CommentFactory(article=article, shown=moderator)
        first = comment.decided_at
        bans.ban_author(comment, by=secretary, target="author", days=1, reason="Thư rác")
        hidden = moderation.decide(
            comment, moderation.HIDE, by=approver, version=comment.version, reason=reason, note="Nhầm"
        )

        moderation.undo(hidden, by=approver)

        comment.refresh_from_db()
        assert (comment.decided_by, comment.decided_at, comment.reason) == (moderator, first, None)

    def test_undone_approval_leaves_no_publication_time(self, article, moderator):
        comment = CommentFactory(article=article)
        mistake = moderation.decide(comment, APPROVE, by=moderator, version=1)
        moderation.undo(mistake, by=moderator)
        comment.refresh_from_db()
        assert comment.published_at is None

        event = moderation.decide(comment, APPROVE, by=moderator, version=3)
        comment.refresh_from_db()
        assert comment.published_at == event.at

    def test_first_publication_time_is_kept(self, article, moderator, reason):
        comment = CommentFactory(article=article, shown=moderator)
        first = comment.published_at
        why = {"by": moderator, "reason": reason, "note": "Nhầm"}
        moderation.decide(comment, moderation.HIDE, version=2, **why)
        moderation.decide(comment, moderation.REOPEN, version=3, **why)
        again = moderation.decide(comment, APPROVE, by=moderator, version=4)
        moderation.undo(again, by=moderator)

        comment.refresh_from_db()
        assert comment.published_at == first

    def test_viewer_cannot_open_the_undo_page(self, client):
        client.force_login(UserFactory(role=Role.VIEWER))

        assert client.get(UNDO).status_code == client.post(UNDO).status_code == 403
