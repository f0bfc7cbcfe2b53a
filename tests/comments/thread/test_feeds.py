"""The feed of comments: its content, and what it leaves out."""

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.http import http_date

from comments.mail import subscriptions
from comments.models import Comment, State
from newsroom.core.identity import SiteIdentity
from tests.comments.conftest import HERE
from tests.comments.reader import browser
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def list_items(client):
    return ElementTree.fromstring(client.get(reverse("comments:rss")).content).findall("channel/item")  # noqa: S314 -- ours


def test_newest_comments_come_first(client, article):
    first, second = (CommentFactory(article=article, shown=True) for _n in range(2))

    links = [item.find("link").text for item in list_items(client)]

    assert [link.rsplit("/", 2)[1] for link in links] == [str(second.pk), str(first.pk)]


def test_channel_and_items_say_where_they_belong(client, article):
    comment = CommentFactory(article=article, name="Lan", body="Lời", shown=True)
    SiteIdentity(name="Trang tin").save()

    root = ElementTree.fromstring(client.get(reverse("comments:rss")).content)  # noqa: S314 -- ours
    channel = root.find("channel")
    item = channel.find("item")

    assert channel.findtext("title") == "Ý kiến bạn đọc - Trang tin"
    assert channel.findtext("link") == "http://testserver/"
    assert channel.find("{http://www.w3.org/2005/Atom}link").get("href").endswith(reverse("comments:rss"))
    assert item.findtext("title") == f"Lan: {article.title}"
    assert item.findtext("link") == item.findtext("guid") == f"http://testserver{comment.get_absolute_url()}"
    assert parsedate_to_datetime(item.findtext("pubDate")) == comment.published_at.replace(microsecond=0)


def test_text_is_escaped_for_readers_that_show_html(client, article):
    CommentFactory(article=article, name=f"Lan {XSS}", body=f"Lời {XSS}\nhai", shown=True)

    (item,) = list_items(client)

    for tag in ("title", "description"):
        assert "<script" not in item.find(tag).text
        assert "<img" not in item.find(tag).text
        assert "&lt;script&gt;" in item.find(tag).text
    assert item.find("description").text.endswith("<br>hai")


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\U0001f600", "\ufdd0"])
def test_control_characters_do_not_break_the_feed(client, article, letter):
    CommentFactory(article=article, body=f"Lời {letter} nói", name=f"Lan {letter}", shown=True)

    assert len(list_items(client)) == 1


def test_unchanged_feed_is_304_and_hidden_comments_leave_it(client, article):
    kept, hidden = (CommentFactory(article=article, shown=True) for _n in range(2))
    address = reverse("comments:rss")
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    Comment.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    seen = first.get("Last-Modified", http_date())
    asked_by_time = client.get(address, headers={"if-modified-since": seen})
    asked_by_tag = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"
    for answer in (asked_by_time, asked_by_tag):
        text = answer.content.decode()
        assert (answer.status_code, f"/{kept.pk}/" in text, f"/{hidden.pk}/" in text) == (200, True, False)


@pytest.mark.parametrize("method", ["post", "put", "delete", "trace", "options"])
def test_writing_methods_are_refused(client, article, method):
    assert getattr(client, method)(reverse("comments:rss")).status_code == 405
    assert client.head(reverse("comments:rss")).status_code == 200


def test_feed_takes_a_constant_number_of_queries(client, article, django_assert_max_num_queries):
    for _n in range(12):
        CommentFactory(article=article, shown=True)

    with django_assert_max_num_queries(5):
        client.get(reverse("comments:rss"))


def test_personal_data_is_in_no_public_output(client, article):
    """The outputs are the page, the feed and the answers to scripts."""
    comment = CommentFactory(
        article=article,
        email="rieng-tu@example.vn",
        ip_hash="a1" * 20,
        ip_network_hash="b2" * 20,
        ip_ban_hash="c3" * 20,
        text_digest="d4" * 20,
        hold_reasons=["words"],
        shown=True,
    )
    subscriptions.update_subscription(comment, email="thu-rieng@example.vn", kinds=["on_reply"], ip=HERE)
    waiting = CommentFactory(article=article, body="Lời chưa ai duyệt")
    pages = [
        article.get_absolute_url(),
        f"{article.get_absolute_url()}?yk=moi-nhat&tra-loi={comment.pk}",
        reverse("comments:rss"),
        reverse("comments:report", args=[comment.pk]),
        f"{reverse('comments:send', args=[article.pk])}?tra-loi={comment.pk}",
        f"{reverse('comments:send', args=[article.pk])}?tra-loi={waiting.pk}",
        reverse("comments:signed_time", args=[article.pk]),
        "/",
        "/rss.xml",
        "/sitemap.xml",
        "/tim-kiem/?q=thanh+pho",
    ]
    answers = {address: client.get(address) for address in pages}
    answers["like"] = browser(accept="application/json").post(reverse("comments:like", args=[comment.pk]))
    comment.refresh_from_db()
    private = [
        "rieng-tu@example.vn",
        "thu-rieng@example.vn",
        "Lời chưa ai duyệt",
        comment.secret,
        comment.key,
        *(
            getattr(comment, name)
            for name in (
                "secret_hash",
                "author_hash",
                "receipt_nonce",
                "ip_hash",
                "ip_network_hash",
                "ip_ban_hash",
                "text_digest",
                "digest_key",
            )
        ),
        comment.decided_by.username,
        comment.decided_by.full_name,
    ]

    assert all(private)
    for address, answer in answers.items():
        text = answer.getvalue().decode()
        assert [word for word in private if word in text] == [], address
    assert comment.body in answers[pages[0]].content.decode()
    assert set(answers["like"].json()) == {"likes"}


@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_hidden_comments_are_not_in_the_feed(client, article, state):
    comment = CommentFactory(article=article, shown=True)
    Comment.objects.filter(pk=comment.pk).update(state=state)

    assert list_items(client) == []
