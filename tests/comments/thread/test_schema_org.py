"""Comments in schema.org metadata: the same as on the page, and escaped."""

import json
import re
from datetime import UTC, datetime

import pytest

from articles.models import Article, CommentPolicy
from comments import moderation
from comments.models import Comment, CommentSettings, SectionPolicy
from tests.browser.readers import create_answered_comment
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
HOSTILE = '</script><script>alert(1)</script><!-- "Đảng & Nhà nước" ]]>'


def list_comments(client, article):
    """The comments of the page as a machine reads them, without what is said of the article."""
    return count_and_list_comments(client, article)[1:] or None


def count_and_list_comments(client, article):
    """Return the number of comments and the list."""
    page = client.get(article.get_absolute_url()).content.decode()
    blocks = [
        json.loads(raw) for raw in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]
    found = [block["@graph"] for block in blocks if "@graph" in block]
    assert len(found) <= 1
    return found[0] if found else []


def test_each_comment_names_its_parent(client, article):
    root = create_answered_comment(article)
    reply = root.replies.get()
    Comment.objects.filter(pk=root.pk).update(like_count=4, published_at=datetime(2026, 11, 25, tzinfo=UTC))

    first, office, second = list_comments(client, article)

    address = f"{HERE}/y-kien/{root.pk}/"
    assert first == {
        "@type": "Comment",
        "@id": address,
        "url": address,
        "parentItem": {"@id": article.permalink},
        "author": {"@type": "Person", "name": root.name},
        "datePublished": "2026-11-25T07:00:00+07:00",
        "text": root.body,
        "upvoteCount": 4,
    }
    assert office["parentItem"] == second["parentItem"] == {"@id": address}
    assert office["author"] == {"@type": "Organization", "name": root.official_reply.printed_office}
    assert (second["@id"], second["text"]) == (f"{HERE}/y-kien/{reply.pk}/", reply.body)


def test_replies_to_a_withdrawn_comment_belong_to_the_article(client, article, moderator):
    root = CommentFactory(article=article, shown=moderator)
    CommentFactory(article=article, parent=root, shown=moderator)
    moderation.withdraw(root)

    (reply,) = list_comments(client, article)

    assert reply["parentItem"] == {"@id": article.permalink}


def test_article_has_a_comment_count(client, article, moderator):
    CommentFactory.create_batch(2, article=article, shown=moderator)

    said, *_comments = count_and_list_comments(client, article)

    assert said == {"@type": "NewsArticle", "@id": article.permalink, "commentCount": 2}


@pytest.mark.parametrize("level", ["site", "section", "article"])
def test_comments_switched_off_are_not_counted(client, article, moderator, level):
    CommentFactory(article=article, shown=moderator)
    if level == "site":
        CommentSettings(policy=CommentPolicy.OFF).save()
    elif level == "section":
        SectionPolicy.objects.create(section=article.section, policy=CommentPolicy.OFF)
    else:
        Article.objects.filter(pk=article.pk).update(comment_policy=CommentPolicy.OFF)

    assert "commentCount" not in client.get(article.get_absolute_url()).content.decode()


def test_article_without_comments_has_no_comment_metadata(client, article):
    CommentFactory(article=article)

    assert list_comments(client, article) is None


@pytest.mark.parametrize("field", ["name", "body"])
def test_hostile_text_is_escaped(client, article, moderator, field):
    comment = CommentFactory(article=article, shown=moderator)
    Comment.objects.filter(pk=comment.pk).update(**{field: HOSTILE})

    (told,) = list_comments(client, article)

    assert HOSTILE in (told["text"], told["author"]["name"])
    assert "<script>alert" not in client.get(article.get_absolute_url()).content.decode()
