"""Mail subscriptions of readers: request, confirmation by link, one-click unsubscribe."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from comments import moderation
from comments.mail import subscriptions
from comments.mail.mail_links import LinkPurpose, find_subscription, make_token
from comments.mail.subscriptions import TooManyRequests
from comments.models import CommentSettings, Mail, Subscription
from comments.models.subscription import MailKind
from tests.comments.conftest import HERE
from tests.comments.reader import text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
MINE = "lan@example.vn"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def comment(article):
    return CommentFactory(article=article)


def choose(reader, comment, email=MINE, kinds=("on_decision", "on_answer")):
    address = reverse("comments:notices", args=[comment.secret])
    return reader.post(address, {"email": email, "kinds": list(kinds)})


def confirm_url(subscription):
    return reverse("comments:confirm", args=[make_token(subscription, LinkPurpose.CONFIRM)])


def unsubscribe_url(subscription):
    return reverse("comments:unsubscribe", args=[make_token(subscription, LinkPurpose.END)])


class TestRequests:
    def test_no_box_is_ticked_by_default(self, reader, comment):
        page = reader.get(reverse("comments:status", args=[comment.secret])).content.decode()

        assert 'name="kinds"' in page
        assert "checked" not in page

    def test_confirmation_letter_is_sent_before_any_other_mail(self, reader, comment, moderator):
        response = choose(reader, comment)
        moderation.decide(comment, moderation.APPROVE, by=moderator, version=1)

        subscription = Subscription.objects.get()
        assert response.status_code == 303
        assert f"đến {MINE}" in text_of(reader.get(response["Location"]))
        assert (subscription.on_decision, subscription.on_reply, subscription.on_answer) == (
            True,
            False,
            True,
        )
        assert subscription.confirmed_at is None
        assert [(mail.kind, mail.due_at) for mail in Mail.objects.all()] == [(MailKind.CONFIRM, NOW)]

    def test_confirmed_subscription_gets_mail(self, reader, comment, moderator):
        choose(reader, comment)
        reader.post(confirm_url(Subscription.objects.get()))

        moderation.decide(comment, moderation.APPROVE, by=moderator, version=1)

        assert list(Mail.objects.values_list("kind", flat=True)) == [MailKind.CONFIRM, MailKind.SHOWN]

    def test_ticked_box_without_an_email_is_refused(self, reader, comment):
        response = choose(reader, comment, email="")

        assert response.status_code == 422
        assert "Nhập địa chỉ email để nhận thư." in text_of(response)

    @pytest.mark.parametrize(
        "email", ["x", "a@b", "a@example.vn\nBcc: b@example.vn", f"{'a' * 64}@{'b.' * 100}vn"]
    )
    def test_invalid_email_gets_no_letter(self, reader, comment, email):
        assert choose(reader, comment, email=email).status_code == 422
        assert not Mail.objects.exists()

    @pytest.mark.parametrize("kind", ["secret_hash", "confirmed_at", ""])
    def test_unknown_kinds_are_refused(self, reader, comment, kind):
        assert choose(reader, comment, kinds=[kind]).status_code == 422
        assert not Subscription.objects.exists()

    def test_unticking_every_box_ends_the_subscription(self, reader, comment):
        choose(reader, comment)
        response = choose(reader, comment, kinds=())

        assert "Bạn không nhận thư nào." in text_of(reader.get(response["Location"]))
        assert not Subscription.objects.exists()
        assert not Mail.objects.exists()

    def test_other_kinds_for_a_confirmed_email_need_no_second_letter(self, reader, comment):
        choose(reader, comment)
        reader.post(confirm_url(Subscription.objects.get()))
        choose(reader, comment, kinds=["on_reply"])

        subscription = Subscription.objects.get()
        assert (subscription.on_decision, subscription.on_reply) == (False, True)
        assert subscription.confirmed_at == NOW
        assert Mail.objects.count() == 1

    def test_confirmation_letters_are_limited_for_a_comment(self, reader, comment):
        for number in range(3):
            choose(reader, comment, email=f"nguoi-{number}@example.vn")
            Mail.objects.update(sent_at=NOW)

        refused = choose(reader, comment, email="nguoi-4@example.vn")

        assert refused.status_code == 429
        assert Subscription.objects.get().email == "nguoi-2@example.vn"
        with time_machine.travel(NOW + timedelta(days=1, seconds=1), tick=False):
            assert choose(reader, comment, email="nguoi-4@example.vn").status_code == 303

    def test_confirmation_letters_are_limited_for_an_email(self, reader, article):
        for comment in CommentFactory.create_batch(3, article=article):
            subscriptions.update_subscription(comment, email="LAN@example.vn", kinds=["on_reply"], ip=HERE)

        with pytest.raises(TooManyRequests):
            subscriptions.update_subscription(
                CommentFactory(article=article), email=MINE, kinds=["on_reply"], ip=HERE
            )

    def test_confirmation_letters_are_limited_when_ended_each_time(self, reader, comment):
        answers = []
        for number in range(5):
            answers.append(choose(reader, comment, email=f"nguoi-{number}@example.vn").status_code)
            Mail.objects.update(sent_at=NOW)
            choose(reader, comment, kinds=())

        assert answers == [303, 303, 303, 429, 429]

    def test_confirmation_letters_are_limited_for_a_network(self, article):
        def ask(number, ip=HERE):
            email = f"nguoi-{number}@example.vn"
            return subscriptions.update_subscription(
                CommentFactory(article=article), email=email, kinds=["on_reply"], ip=ip
            )

        for number in range(10):
            ask(number)
        with pytest.raises(TooManyRequests):
            ask(10)
        assert ask(11, ip=HERE + 1)
        CommentSettings(shared_networks=str(HERE)).save()
        assert ask(12)


class TestLinks:
    @pytest.fixture
    def subscription(self, comment):
        return subscriptions.update_subscription(comment, email=MINE, kinds=["on_decision"], ip=HERE)

    def test_opening_a_link_changes_nothing(self, reader, subscription):
        """Mail scanners open every link."""
        for address in (confirm_url(subscription), unsubscribe_url(subscription)):
            assert reader.get(address).status_code == 200
            assert reader.head(address).status_code == 200

        assert Subscription.objects.get().confirmed_at is None

    def test_button_confirms_the_subscription(self, reader, subscription):
        response = reader.post(confirm_url(subscription))

        assert "Đã xác nhận." in text_of(response)
        assert Subscription.objects.get().confirmed_at == NOW

    def test_confirming_again_changes_nothing(self, reader, subscription):
        reader.post(confirm_url(subscription))
        with time_machine.travel(NOW + timedelta(days=1), tick=False):
            response = reader.post(confirm_url(subscription))

        assert response.status_code == 200
        assert Subscription.objects.get().confirmed_at == NOW

    def test_one_click_unsubscribe_needs_no_cookie_or_origin(self, subscription):
        """RFC 8058: the mail program sends the POST by itself."""
        program = Client(enforce_csrf_checks=True)

        responses = [
            program.post(unsubscribe_url(subscription), {"List-Unsubscribe": "One-Click"}) for _n in range(2)
        ]

        assert [response.status_code for response in responses] == [200, 200]
        assert "Bạn sẽ không nhận thêm thư" in text_of(responses[0])
        assert not Subscription.objects.exists()
        assert not Mail.objects.exists()

    def test_confirmation_must_come_from_our_own_page(self, subscription):
        assert Client().post(confirm_url(subscription)).status_code == 403
        assert Subscription.objects.get().confirmed_at is None

    def test_link_sent_to_an_old_email_does_not_confirm_the_new_one(self, reader, comment, subscription):
        old = confirm_url(subscription)
        choose(reader, comment, email="nguoi-khac@example.vn", kinds=["on_decision"])

        response = reader.post(old)

        assert response.status_code == 404
        assert Subscription.objects.get().confirmed_at is None

    def test_link_works_for_its_own_purpose_alone(self, subscription):
        token = make_token(subscription, LinkPurpose.END)

        assert find_subscription(token, LinkPurpose.CONFIRM) is None
        assert find_subscription(token, LinkPurpose.END) == subscription

    @pytest.mark.parametrize("token", ["1", "x", "1:x", ":", "\u0661:x", "9" * 30 + ":x", "1:" + "A" * 43])
    def test_forged_link_changes_nothing(self, reader, subscription, token):
        assert find_subscription(token, LinkPurpose.END) is None
        assert reader.post(reverse("comments:unsubscribe", args=[token])).status_code == 200
        assert reader.post(reverse("comments:confirm", args=[token])).status_code == 404
        assert Subscription.objects.get() == subscription

    def test_page_behind_a_forged_link_shows_no_email(self, reader, subscription):
        forged = confirm_url(subscription)[:-2] + "x/"

        assert MINE not in text_of(reader.get(forged))
