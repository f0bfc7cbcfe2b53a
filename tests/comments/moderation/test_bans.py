"""Bans: made by a person, for 90 days at most, by author key, e-mail or IP address of a comment."""

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
def comment(article, send):
    """Return a comment with an author key and an e-mail."""
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
        ("author", lambda comment: {"key": comment.key, "ip": ip_address("192.0.2.1")}),
        ("email", lambda comment: {"email": "lan@EXAMPLE.vn", "ip": ip_address("192.0.2.1")}),
        ("ip", lambda comment: {"ip": ADDRESS}),
    ],
)
def test_banned_reader_cannot_send_until_the_ban_ends(article, send, comment, secretary, target, again):
    made = ban(comment, secretary, target=target)

    with pytest.raises(Banned):
        send(article, "Một lời khác của tôi", **again(comment))

    send(article, "Người khác thì viết được", ip=ip_address("198.51.100.1"))
    send(article, "Một lời khác của tôi", at=made.until + timedelta(seconds=1), **again(comment))


def test_ban_is_recorded_as_an_event(comment, secretary):
    at = timezone.now()

    made = ban(comment, secretary, at=at)

    event = comment.events.last()
    assert (made.until, made.by, made.comment) == (at + timedelta(days=7), secretary, comment)
    assert (event.act, event.by) == ("ban", secretary)
    assert "Quảng cáo nhiều lần" in event.note
    comment.refresh_from_db()
    assert (comment.state, comment.version) == ("pending", 1)


@pytest.mark.parametrize("days", [0, -1, 91, 100_000])
def test_ban_lasts_at_most_90_days(comment, secretary, days):
    with pytest.raises(bans.InvalidBanLength):
        ban(comment, secretary, days=days)


def test_ban_needs_a_reason(comment, secretary):
    with pytest.raises(NoteMissing):
        ban(comment, secretary, reason=" ")


@pytest.mark.parametrize("target", ["author", "email", "ip", "nobody"])
def test_ban_by_unknown_target_is_refused(article, secretary, target):
    comment = CommentFactory(article=article, author_hash="", ip_ban_hash="", email="")

    with pytest.raises(bans.BanTargetUnknown):
        ban(comment, secretary, target=target)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.VIEWER, Role.WRITER])
def test_ban_needs_the_right(client, comment, role):
    user = UserFactory(role=role)
    client.force_login(user)
    fields = {"target": "author", "days": "7", "reason": "Không thích"}

    with pytest.raises(NotAllowed):
        ban(comment, user)
    assert client.post(f"/admin/comments/comment/{comment.pk}/ban/", fields).status_code in (403, 404)
    assert Ban.objects.count() == 0


def test_page_offers_known_targets_and_shows_bans_in_force(client, comment, secretary):
    client.force_login(secretary)
    address = f"/admin/comments/comment/{comment.pk}/ban/"

    offered = client.get(address).context["form"].fields["target"].choices
    assert [target for target, _label in offered] == ["author", "email", "ip"]
    refused = client.post(address, {"target": "author", "days": "3650", "reason": "Mãi mãi"})
    assert refused.context["form"].errors
    client.post(address, {"target": "email", "days": "90", "reason": "Thư rác"})

    assert Ban.objects.get().target == "email"
    assert "Thư rác" in client.get(address).content.decode()


def test_page_does_not_show_ended_bans(client, comment, secretary):
    ban(comment, secretary, at=timezone.now() - timedelta(days=8), reason="Đã hết hạn")
    client.force_login(secretary)

    assert client.get(f"/admin/comments/comment/{comment.pk}/ban/").context["in_force"] == []
