"""What search engines read of the comments under an article: schema.org in JSON-LD, as the page shows them."""

from articles.syndication.schema_org import CONTEXT
from comments.models import Comment, OfficialReply
from newsroom.core.dateformat import iso_time

from .listing import Listing


def graph_of(listing: Listing, article, *, here) -> dict:
    """The shown comments, each with what it answers (its `parentItem`); `here` makes an address absolute.

    How many there are is said of the article (by its `@id`) here, where it is known whether readers see them.
    """
    graph = [{"@type": "NewsArticle", "@id": article.permalink, "commentCount": article.comment_count}]
    for thread in listing.threads:
        above = article.permalink
        if not thread.is_withdrawn:
            graph += told(thread.root, above=above, here=here)
            above = address_of(thread.root, here)
        for reply in thread.replies:
            graph += told(reply, above=above, here=here)
    return {"@context": CONTEXT, "@graph": graph}


def told(comment: Comment, *, above, here):
    """A comment, and the answer of the office to it."""
    yield {
        "@type": "Comment",
        "@id": address_of(comment, here),
        "url": address_of(comment, here),
        "parentItem": {"@id": above},
        "author": {"@type": "Person", "name": comment.name},
        "datePublished": iso_time(comment.published_at),
        "text": comment.body,
        "upvoteCount": comment.like_count,
    }
    if comment.answered_at:
        yield answer(comment.official_reply, above=address_of(comment, here))


def answer(reply: OfficialReply, *, above):
    return {
        "@type": "Comment",
        "parentItem": {"@id": above},
        "author": {"@type": "Organization", "name": reply.printed_office},
        "datePublished": iso_time(reply.published_at),
        "text": reply.body,
    }


def address_of(comment, here):
    return here(comment.get_absolute_url())
