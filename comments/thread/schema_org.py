"""schema.org data (JSON-LD) of the comments under an article, for search engines: the comments that the page shows."""

from collections.abc import Callable, Iterator

from articles.models import Article
from articles.syndication.schema_org import CONTEXT
from comments.models import Comment, OfficialReply
from newsroom.core.dateformat import iso_time

from .listing import CommentListing


def build_graph(
    listing: CommentListing, article: Article, *, absolute_url: Callable[[str], str]
) -> dict[str, object]:
    """The shown comments, each with its `parentItem`, and the article's `commentCount`.

    The count stands here and not in the article's own data, which does not know whether readers see comments.
    `absolute_url` is `request.build_absolute_uri`.
    """
    graph: list[dict] = [
        {"@type": "NewsArticle", "@id": article.permalink, "commentCount": article.comment_count}
    ]
    for thread in listing.threads:
        parent = article.permalink
        if not thread.is_withdrawn:
            graph += describe_comment(thread.root, parent=parent, absolute_url=absolute_url)
            parent = absolute_url(thread.root.get_absolute_url())
        for reply in thread.replies:
            graph += describe_comment(reply, parent=parent, absolute_url=absolute_url)
    return {"@context": CONTEXT, "@graph": graph}


def describe_comment(
    comment: Comment, *, parent: str, absolute_url: Callable[[str], str]
) -> Iterator[dict[str, object]]:
    """A comment and its official reply."""
    url = absolute_url(comment.get_absolute_url())
    yield {
        "@type": "Comment",
        "@id": url,
        "url": url,
        "parentItem": {"@id": parent},
        "author": {"@type": "Person", "name": comment.name},
        "datePublished": iso_time(comment.published_at),
        "text": comment.body,
        "upvoteCount": comment.like_count,
    }
    if comment.answered_at:
        yield describe_reply(comment.official_reply, parent=url)


def describe_reply(reply: OfficialReply, *, parent: str) -> dict[str, object]:
    return {
        "@type": "Comment",
        "parentItem": {"@id": parent},
        "author": {"@type": "Organization", "name": reply.printed_office},
        "datePublished": iso_time(reply.published_at),
        "text": reply.body,
    }
