"""Views of the feeds. A feed whose page has moved redirects to the new address."""

from django.views.decorators.http import conditional_page, require_safe

from articles.site.sections import find_section
from newsroom.core.http import redirect_permanently
from newsroom.core.identity import SiteIdentity

from .formats import feed_response
from .items import article_item, build_channel
from .sources import author_source, section_source, site_source, topic_source


@require_safe
@conditional_page
def site(request, format):
    return source_response(request, site_source(), format)


@require_safe
@conditional_page
def section(request, section, format):
    return source_response(request, section_source(find_section(request, section)), format)


@require_safe
@conditional_page
def topic(request, topic, format):
    _slug, pk = topic
    return source_response(request, topic_source(pk), format)


@require_safe
@conditional_page
def author(request, author, format):
    _slug, pk = author
    return source_response(request, author_source(pk), format)


def source_response(request, source, format):
    path = f"{source.page}{format}"
    if request.path != path:
        return redirect_permanently(path)
    identity = SiteIdentity.current()
    items = [
        article_item(article, request.build_absolute_uri, is_full=identity.feeds_hold_full_text)
        for article in source.articles
    ]
    channel = build_channel(
        request,
        identity,
        items,
        path=path,
        page=source.page,
        name=source.name,
        description=source.description,
    )
    return feed_response(channel, format)
