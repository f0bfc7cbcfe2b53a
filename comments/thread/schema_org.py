"""What search engines read of the comments under an article: schema.org in JSON-LD, as the page shows them."""

from articles.syndication.schema_org import CONTEXT
from comments.models import Comment, OfficialReply
from newsroom.core.dateformat import iso_time

from .listing import Listing


def graph_of(listing: Listing, article, *, absolute_url) -> dict:
    """The shown comments, each with what it answers (its `parentItem`); `absolute_url` is `request.build_absolute_uri`.

    How many there are is said of the article (by its `@id`) here, where it is known whether readers see them.
    """
    graph = [{"@type": "NewsArticle", "@id": article.permalink, "commentCount": article.comment_count}]
    for thread in listing.threads:
        above = article.permalink
        if not thread.is_withdrawn:
            graph += told(thread.root, above=above, absolute_url=absolute_url)
            above = address_of(thread.root, absolute_url)
        for reply in thread.replies:
            graph += told(reply, above=above, absolute_url=absolute_url)
    return {"@context": CONTEXT, "@graph": graph}


def told(comment: Comment, *, above, absolute_url):
    """A comment, and the answer of the office to it."""
    yield {
        "@type": "Comment",
        "@id": address_of(comment, absolute_url),
        "url": address_of(comment, absolute_url),
        "parentItem": {"@id": above},
        "author": {"@type": "Person", "name": comment.name},
        "datePublished": iso_time(comment.published_at),
        "text": comment.body,
        "upvoteCount": comment.like_count,
    }
    if comment.answered_at:
        yield answer(comment.official_reply, above=address_of(comment, absolute_url))


def answer(reply: OfficialReply, *, above):
    return {
        "@type": "Comment",
        "parentItem": {"@id": above},
        "author": {"@type": "Organization", "name": reply.printed_office},
        "datePublished": iso_time(reply.published_at),
        "text": reply.body,
    }


def address_of(comment, absolute_url):
    return absolute_url(comment.get_absolute_url())
