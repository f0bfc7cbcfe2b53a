"""Stopping somebody: a person does it, for 90 days at most, by what is known of a comment."""

from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.utils import timezone

from comments.errors import Banned, NotAllowed, NoteMissing
from comments.intake import reader_keys
from comments.models import Ban
from comments.moderation import bans
from newsroom.core.roles import Role
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = ip_address("203.0.113.9")


@pytest.fixture
def sent(article, send):
    """A comment of a browser whose key is known, with an e-mail."""
    key = reader_keys.generate_key()
    comment, _secret = send(article, key=key, email="Lan@example.vn", ip=ADDRESS)
    comment.key = key
    return comment


def ban(comment, by, **details):
    return bans.ban_author(
        comment, by=by, **{"target": "author", "days": 7, "reason": "Quảng cáo nhiều lần", **details}
    )


@pytest.mark.parametrize(
    ("target", "again"),
    [
        ("author", lambda sent: {"key": sent.key, "ip": ip_address("192.0.2.1")}),
        ("email", lambda sent: {"email": "lan@EXAMPLE.vn", "ip": ip_address("192.0.2.1")}),
        ("ip", lambda sent: {"ip": ADDRESS}),
    ],
)
def test_who_is_stopped_cannot_write_until_it_ends(article, send, sent, secretary, target, again):
    made = ban(sent, secretary, target=target)

    with pytest.raises(Banned):
        send(article, "Một lời khác của tôi", **again(sent))

    send(article, "Người khác thì viết được", ip=ip_address("198.51.100.1"))
    send(article, "Một lời khác của tôi", at=made.until + timedelta(seconds=1), **again(sent))


def test_it_is_written_down(sent, secretary):
    at = timezone.now()

    made = ban(sent, secretary, at=at)

    event = sent.events.last()
    assert (made.until, made.by, made.comment) == (at + timedelta(days=7), secretary, sent)
    assert (event.act, event.by) == ("ban", secretary)
    assert "Quảng cáo nhiều lần" in event.note
    sent.refresh_from_db()
    assert (sent.state, sent.version) == ("pending", 1)


@pytest.mark.parametrize("days", [0, -1, 91, 100_000])
def test_it_always_ends_within_90_days(sent, secretary, days):
    with pytest.raises(bans.InvalidBanLength):
        ban(sent, secretary, days=days)


def test_a_reason_is_asked(sent, secretary):
    with pytest.raises(NoteMissing):
        ban(sent, secretary, reason=" ")


@pytest.mark.parametrize("target", ["author", "email", "ip", "nobody"])
def test_what_is_not_known_any_more_stops_nobody(article, secretary, target):
    comment = CommentFactory(article=article, author_hash="", ip_ban_hash="", email="")

    with pytest.raises(bans.BanTargetUnknown):
        ban(comment, secretary, target=target)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.VIEWER, Role.WRITER])
def test_without_the_right_nobody_is_stopped(client, sent, role):
    user = UserFactory(role=role)
    client.force_login(user)
    fields = {"target": "author", "days": "7", "reason": "Không thích"}

    with pytest.raises(NotAllowed):
        ban(sent, user)
    assert client.post(f"/admin/comments/comment/{sent.pk}/ban/", fields).status_code in (403, 404)
    assert Ban.objects.count() == 0


def test_the_page_offers_what_is_known_and_says_what_is_in_force(client, sent, secretary):
    client.force_login(secretary)
    address = f"/admin/comments/comment/{sent.pk}/ban/"

    offered = client.get(address).context["form"].fields["target"].choices
    assert [target for target, _label in offered] == ["author", "email", "ip"]
    refused = client.post(address, {"target": "author", "days": "3650", "reason": "Mãi mãi"})
    assert refused.context["form"].errors
    client.post(address, {"target": "email", "days": "90", "reason": "Thư rác"})

    assert Ban.objects.get().target == "email"
    assert "Thư rác" in client.get(address).content.decode()


def test_only_those_in_force_are_shown(client, sent, secretary):
    ban(sent, secretary, at=timezone.now() - timedelta(days=8), reason="Đã hết hạn")
    client.force_login(secretary)

    assert client.get(f"/admin/comments/comment/{sent.pk}/ban/").context["in_force"] == []
