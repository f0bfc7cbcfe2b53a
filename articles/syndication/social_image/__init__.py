"""The picture that goes with a link to an article: title and photo, drawn when the article is published.

It lies in the private storage. Only `articles.syndication.social_image.views` gives it out, and asks first whether
the article is public now. A scheduled article has its picture before its time, and shows it no sooner.
"""

import logging
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.urls import reverse

from articles.models import Article
from newsroom.core import pixels
from newsroom.core.errors import Refusal
from newsroom.core.identity import SiteIdentity

from .drawing import HEIGHT, WIDTH, draw

__all__ = ["HEIGHT", "WIDTH", "address_of", "content_of", "follow", "make", "mark_of"]

DESIGN = 1  # another number draws all pictures again
FOLDER = "share"

logger = logging.getLogger(__name__)


def mark_of(article: Article, identity: SiteIdentity) -> str:
    """What tells one drawing of an article from the next: all that is drawn, in short."""
    cover = [article.cover.key, article.cover.focus] if article.cover else []
    drawn = [DESIGN, article.title, article.section.name, site_of(identity), *cover]
    return sha256(repr(drawn).encode()).hexdigest()[:16]


def address_of(article: Article, identity: SiteIdentity) -> str:
    return reverse("articles:social_image", args=[article.pk, mark_of(article, identity)])


def content_of(article: Article, identity: SiteIdentity) -> bytes:
    """The JPEG. Drawn now where publication could not know: the section or the site has a new name since."""
    try:
        with storages["private"].open(path_of(article, identity)) as file:
            return file.read()
    except FileNotFoundError:
        return make(article, identity)


def make(article: Article, identity: SiteIdentity) -> bytes:
    """Draw the picture and keep it in place of older ones."""
    content = draw(article.title, article.section.name, site_of(identity), photo_of(article))
    forget(article)
    storages["private"].save(path_of(article, identity), ContentFile(content))
    return content


def forget(article):
    """Delete every picture of the article."""
    folder = f"{FOLDER}/{article.pk}"
    try:
        _folders, files = storages["private"].listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        storages["private"].delete(f"{folder}/{file}")


def follow(event, **kwargs):
    """After a change of state: the picture of what is published, none of what is not.

    A full disk must not make a publication fail that has already happened.
    """
    article = event.article.replaces or event.article
    article = Article.objects.select_related("section", "cover").get(pk=article.pk)
    try:
        if article.is_released:
            content_of(article, SiteIdentity.current())  # draws the picture unless this very one is kept
        else:
            forget(article)
    except OSError:
        logger.exception("No share image was kept for article %s.", article.pk)


def path_of(article, identity):
    return f"{FOLDER}/{article.pk}/{mark_of(article, identity)}.jpg"


def site_of(identity):
    return identity.short_name or identity.name


def photo_of(article):
    """The cover's pixels and its focal point; nothing where the file cannot be read."""
    cover = article.cover
    if not cover:
        return None
    try:
        with default_storage.open(cover.path(cover.widths[-1])) as file:
            return pixels.decode_photo(file).image, cover.focus
    except (OSError, Refusal):
        return None
