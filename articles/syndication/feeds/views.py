"""Feeds as answers: at their right address, with what a reader needs to ask again only for news.

That is the ETag alone. A time of last change would be that of the newest entry, and an article that is taken down
moves none: whoever asked by time would keep it.
"""

from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.site.sections import tree_of
from articles.site.views.lists import renamed
from newsroom.core.http import redirect_permanently
from newsroom.core.identity import SiteIdentity, site_url

from . import sources
from .formats import FORMATS, Channel
from .items import entry_of


@require_safe
@conditional_page
def site(request, format):
    return answer(request, sources.of_site(), format)


@require_safe
@conditional_page
def section(request, section, format):
    tree = tree_of(request)
    found = next((each for each in tree.by_id.values() if each.slug == section), None)
    if found is None:
        return redirect_permanently(f"{renamed(section).get_absolute_url()}{format}")
    return answer(request, sources.of_section(found, tree), format)


@require_safe
@conditional_page
def topic(request, topic, format):
    return answer(request, sources.of_topic(topic[1]), format)


@require_safe
@conditional_page
def author(request, author, format):
    return answer(request, sources.of_author(author[1]), format)


def answer(request, stream, format):
    """The stream in that format; a redirect where its page has got another address."""
    path = f"{stream.page}{format}"
    if request.path != path:
        return redirect_permanently(path)
    write, content_type = FORMATS[format]
    response = HttpResponse(write(channel_of(request, stream, path)), content_type=content_type)
    patch_cache_control(response, public=True, max_age=60)
    return response


def channel_of(request, stream, path):
    identity = SiteIdentity.current()
    here = request.build_absolute_uri
    name = identity.display_name
    is_full = identity.feeds_hold_full_text
    return Channel(
        id=site_url(path),
        title=f"{stream.name} - {name}" if stream.name else name,
        description=stream.description,
        page=here(stream.page),
        address=here(path),
        publisher=identity.managing_body or name,
        icon=here(static("icons/icon-512.png")),
        entries=[entry_of(article, here, is_full=is_full) for article in stream.newest()],
    )
