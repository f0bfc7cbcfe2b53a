"""Every URL that accepts POST: no request of a guest publishes a comment without a moderator."""

import json

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comments.mail.mail_links import LinkPurpose, make_token
from comments.mail.subscriptions import update_subscription
from comments.models import WAITING, Comment, OfficialReply, State
from tests.comments.conftest import HERE
from tests.comments.reader import FILLED, browser, fields_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
# What somebody would try who has read the models.
GREEDY = {
    "state": "approved",
    "published_at": "2026-01-01",
    "action": "approve",
    "decision": "approve",
    "decided_by": "1",
    "version": "1",
    "featured_at": "2026-01-01",
    "reason": "insult",
    "kinds": "on_reply",
    "_selected_action": "1",
}


def list_patterns(urls=None, prefix=""):
    """Yield every URL pattern of the site with its namespaced name."""
    for entry in get_resolver().url_patterns if urls is None else urls:
        if isinstance(entry, URLResolver):
            names = ":".join(filter(None, [prefix, entry.namespace]))
            yield from list_patterns(entry.url_patterns, names)
        elif isinstance(entry, URLPattern):
            yield ":".join(filter(None, [prefix, entry.name])), entry


def list_comment_patterns():
    """Return the patterns of the comments app, public and in the admin."""
    return {
        name: pattern
        for name, pattern in list_patterns()
        if name.startswith("comments:") or name.startswith("admin:comments_")
    }


def fill_pattern(pattern, comment, name):
    known = {
        "article": comment.article_id,
        "pk": comment.pk,
        "object_id": comment.pk,
        "secret": comment.secret,
        "token": make_token(
            comment.subscription, LinkPurpose.CONFIRM if "confirm" in name else LinkPurpose.END
        ),
    }
    arguments = pattern.pattern.converters or pattern.pattern.regex.groupindex
    return {argument: known.get(argument, comment.pk) for argument in arguments}


def list_urls(comment):
    for name, pattern in list_comment_patterns().items():
        arguments = fill_pattern(pattern, comment, name)
        if pattern.pattern.regex.groups > len(arguments):
            yield name, reverse(name, args=[comment.pk] * pattern.pattern.regex.groups)
        else:
            yield name, reverse(name, kwargs=arguments)


@pytest.fixture
def comment(article):
    comment = CommentFactory(article=article)
    comment.subscription = update_subscription(comment, email="lan@example.vn", kinds=["on_reply"], ip=HERE)
    return comment


def test_list_of_patterns_holds_the_known_urls():
    names = set(list_comment_patterns())

    assert {"send", "like", "report", "edit", "withdraw", "notices", "confirm", "unsubscribe"} <= {
        name.partition(":")[2] for name in names
    }


@pytest.mark.parametrize("kind", ["form", "json"])
def test_no_post_of_a_guest_publishes_a_comment(article, comment, kind):
    guest = browser()
    fields = {**fields_of(guest, article, body="Lời mới của khách."), **GREEDY}
    taken = set()

    for name, address in list_urls(comment):
        if kind == "form":
            response = guest.post(address, fields)
        else:
            response = guest.post(address, json.dumps(fields), content_type="application/json")
        if response.status_code in (200, 201, 303):
            taken.add(name)
        assert response.status_code < 500, name
        assert not Comment.objects.exclude(state__in=[*WAITING, State.WITHDRAWN]).exists(), name

    assert not Comment.objects.filter(published_at__isnull=False).exists()
    assert not Comment.objects.filter(featured_at__isnull=False).exists()
    assert not OfficialReply.objects.exists()
    if kind == "form":
        assert "comments:send" in taken
        assert Comment.objects.exclude(pk=comment.pk).get().body == "Lời mới của khách."


def test_admin_pages_refuse_guests(article, comment):
    guest = Client(headers={"origin": "http://testserver"})

    answers = {
        name: guest.post(address, {**FILLED, **GREEDY})
        for name, address in list_urls(comment)
        if name.startswith("admin:")
    }

    comment.refresh_from_db()
    assert comment.version == 1
    for name, answer in answers.items():
        assert answer.status_code in (302, 403, 404, 405), name
        if answer.status_code == 302:
            assert "/admin/login/" in answer["Location"], name


def test_post_without_an_origin_is_refused_everywhere(article, comment):
    """The only exception is the one-click unsubscribe of mail programs, whose signed URL is the proof."""
    stranger = Client(enforce_csrf_checks=True)
    before = Comment.objects.values().get()

    answers = {
        name: stranger.post(address, {**FILLED, **GREEDY}).status_code
        for name, address in list_urls(comment)
        if name.startswith("comments:")
    }

    assert answers.pop("comments:unsubscribe") == 200
    assert set(answers.values()) <= {403, 405}
    assert Comment.objects.values().get() == before


def test_comment_of_a_signed_in_moderator_waits(client, article, moderator):
    """No URL trusts the sign-in of a moderator who comments as a reader."""
    client.force_login(moderator)
    fields = fields_of(client, article)

    client.post(reverse("comments:send", args=[article.pk]), fields, headers={"origin": "http://testserver"})

    assert Comment.objects.get().state == State.PENDING
