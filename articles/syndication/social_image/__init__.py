"""The picture that social networks show with a link to an article: its title and photo.

It is drawn when the article is published or scheduled, and kept in the private storage. Only the view in
`articles.syndication.social_image.views` serves it, and only while the article is public.
"""

import logging
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.urls import reverse
from PIL import Image

from articles.models import Article, Event
from newsroom.core import pixels
from newsroom.core.errors import Refusal
from newsroom.core.identity import SiteIdentity

from .drawing import HEIGHT, WIDTH, draw

__all__ = ["HEIGHT", "WIDTH", "image_url", "load_image", "update_image", "store_image", "image_mark"]

DESIGN = 1  # a new number has all pictures drawn again
FOLDER = "share"

logger = logging.getLogger(__name__)


def image_mark(article: Article, identity: SiteIdentity) -> str:
    """A hash of all that is drawn, for the URL: another title, section or photo gives another URL."""
    cover = [article.cover.key, article.cover.focus] if article.cover else []
    drawn = [DESIGN, article.title, article.section.name, site_name(identity), *cover]
    return sha256(repr(drawn).encode()).hexdigest()[:16]


def image_url(article: Article, identity: SiteIdentity) -> str:
    return reverse("articles:social_image", args=[article.pk, image_mark(article, identity)])


def load_image(article: Article, identity: SiteIdentity) -> bytes:
    """The JPEG. It is drawn now where the stored one is outdated: the section or the site has a new name since."""
    try:
        with storages["private"].open(image_path(article, identity)) as file:
            return file.read()
    except FileNotFoundError:
        return store_image(article, identity)


def store_image(article: Article, identity: SiteIdentity) -> bytes:
    """Draw the picture and store it in place of older ones."""
    content = draw(article.title, article.section.name, site_name(identity), load_cover(article))
    delete_images(article)
    storages["private"].save(image_path(article, identity), ContentFile(content))
    return content


def delete_images(article: Article) -> None:
    """Delete every picture of the article."""
    folder = f"{FOLDER}/{article.pk}"
    try:
        _folders, files = storages["private"].listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        storages["private"].delete(f"{folder}/{file}")


def update_image(event: Event, **kwargs) -> None:
    """Draw the picture of a published article, delete that of any other; a receiver of `article_changed`.

    A full disk is only logged: the publication has already happened.
    """
    article = event.article.replaces or event.article
    article = Article.objects.select_related("section", "cover").get(pk=article.pk)
    try:
        if article.is_released:
            load_image(article, SiteIdentity.current())  # draws the picture unless this very one is kept
        else:
            delete_images(article)
    except OSError:
        logger.exception("No social image was stored for article %s.", article.pk)


def image_path(article: Article, identity: SiteIdentity) -> str:
    return f"{FOLDER}/{article.pk}/{image_mark(article, identity)}.jpg"


def site_name(identity: SiteIdentity) -> str:
    return identity.short_name or identity.name


def load_cover(article: Article) -> tuple[Image.Image, str] | None:
    """The image of the cover and its focal point; None where the file cannot be read."""
    cover = article.cover
    if not cover:
        return None
    try:
        with default_storage.open(cover.path(cover.widths[-1])) as file:
            return pixels.decode_photo(file).image, cover.focus
    except (OSError, Refusal):
        return None
