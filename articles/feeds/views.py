"""Feeds as answers: at their right address, with what a reader needs to ask again only for news."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from articles.sections import tree_of
from articles.views.lists import renamed
from newsroom.ground.identity import SiteIdentity

from . import streams
from .entries import entry_of
from .formats import FORMATS, Channel


@require_safe
@conditional_page
def site(request, format):
    return answer(request, streams.of_site(), format)


@require_safe
@conditional_page
def section(request, section, format):
    tree = tree_of(request)
    found = next((each for each in tree.by_id.values() if each.slug == section), None)
    if found is None:
        return redirect(f"{renamed(section).get_absolute_url()}{format}", permanent=True)
    return answer(request, streams.of_section(found, tree), format)


@require_safe
@conditional_page
def topic(request, topic, format):
    return answer(request, streams.of_topic(topic[1]), format)


@require_safe
@conditional_page
def author(request, author, format):
    return answer(request, streams.of_author(author[1]), format)


def answer(request, stream, format):
    """The stream in that format; a redirect where its page has got another address."""
    path = f"{stream.page}{format}"
    if request.path != path:
        return redirect(path, permanent=True)
    write, content_type = FORMATS[format]
    channel = channel_of(request, stream, path)
    response = HttpResponse(write(channel), content_type=content_type)
    response["Last-Modified"] = http_date(channel.changed.timestamp())
    patch_cache_control(response, public=True, max_age=60)
    return response


def channel_of(request, stream, path):
    identity = SiteIdentity.current()
    here = request.build_absolute_uri
    name = identity.name or request.get_host()
    is_full = identity.feeds_hold_full_text
    return Channel(
        id=settings.SITE_URL + path,
        title=f"{stream.name} - {name}" if stream.name else name,
        description=stream.description,
        page=here(stream.page),
        address=here(path),
        publisher=identity.managing_body or name,
        icon=here(static("icons/icon-512.png")),
        entries=[entry_of(article, here, is_full=is_full) for article in stream.newest()],
    )
