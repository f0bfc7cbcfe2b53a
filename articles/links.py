"""Links of a body that lead to pages of our own, and those that lead nowhere."""

import re
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from .models import Article, Author, Office, Section

HREF = re.compile(r'<a [^>]*?href="([^"]*)"')


def broken_links(body, at):
    """The addresses of our own in `body` at which readers would find nothing at `at`. At most four queries."""
    targets = {href: target_of(href) for href in map(unescape, HREF.findall(body)) if is_ours(href)}
    wanted = {}
    for kind, key in filter(None, targets.values()):
        wanted.setdefault(kind, set()).add(key)
    there = {kind: set(LOOKUPS[kind](keys, at)) for kind, keys in wanted.items() if kind in LOOKUPS}
    return [href for href, target in targets.items() if not is_there(target, there)]


def is_ours(href):
    parts = urlsplit(href)
    return parts.scheme in ("", "http", "https") and (
        parts.hostname in settings.ALLOWED_HOSTS if parts.netloc else parts.path.startswith("/")
    )


def target_of(href):
    """What an address of ours stands for, as (kind, key), or None if it stands for nothing."""
    try:
        match = resolve(urlsplit(href).path or "/")
    except Resolver404:
        return None
    if match.view_name in ("articles:detail", "articles:author", "articles:office"):
        return match.url_name, match.kwargs.get(match.url_name, match.kwargs.get("article"))[1]
    if match.view_name == "articles:section":
        return match.url_name, match.kwargs["section"]
    return "page", href


def is_there(target, there):
    return target is not None and (target[0] not in LOOKUPS or target[1] in there[target[0]])


LOOKUPS = {
    "detail": lambda keys, at: Article.objects.public(at).filter(pk__in=keys).values_list("pk", flat=True),
    "author": lambda keys, at: Author.objects.filter(pk__in=keys).values_list("pk", flat=True),
    "office": lambda keys, at: Office.objects.filter(pk__in=keys).values_list("pk", flat=True),
    "section": lambda keys, at: Section.objects.filter(slug__in=keys).values_list("slug", flat=True),
}
