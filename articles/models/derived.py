"""The fields of an article that are computed when it is saved, so that reading computes nothing.

Rendered body with its table of contents, printed byline, search entry. `Article.save` writes them with the text;
`refresh` writes them again after a byline or a photo has changed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from articles.byline import format_byline
from articles.rendering import render

from .search import SearchEntry

if TYPE_CHECKING:
    from .article import Article

RENDERED = ("rendered_body", "contents")
# Articles (instances by id) that wait for the end of the outermost `refresh_once`; None outside of it.
_waiting: ContextVar[dict | None] = ContextVar("articles to refresh", default=None)


def render_body(article: "Article", photos: Iterable) -> None:
    """Set the rendered body and the table of contents; `photos` are those of the body."""
    with translation.override(settings.LANGUAGE_CODE):  # the language of readers, not of the person who saves
        article.rendered_body, article.contents = render(article.body, {photo.key: photo for photo in photos})


def print_byline(article: "Article", bylines: Iterable) -> None:
    """Set the printed byline."""
    article.byline = format_byline(list(bylines))


def write_fields(article: "Article") -> None:
    """Write all derived fields of a stored article whose text may have changed. Called by `Article.save`."""
    PhotoUse = apps.get_model("articles", "PhotoUse")  # its module imports this one
    photos = PhotoUse.objects.record(article)
    if photos and not article.cover_id:
        article.cover = photos[0]
    render_body(article, photos)
    print_byline(article, article.bylines.all())
    names = (*RENDERED, "byline", "cover_id")
    type(article).objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in names})
    SearchEntry.objects.write([article])


@contextmanager
def refresh_once() -> Iterator[None]:
    """Refresh each article once at the end of the block, however many of its bylines and photos are saved in it.

    Without this block every `Byline.save` and `Photo.save` refreshes at once.
    """
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set({})
    try:
        yield
        waiting = _waiting.get()
    finally:
        _waiting.reset(token)
    refresh([article for articles in waiting.values() for article in articles])


def refresh(articles: Iterable["Article"]) -> None:
    """Write the derived fields of these stored articles again, after their bylines or photos have changed.

    Takes five queries at most for any number of articles; only values that differ are written. The instances get
    the new values, too.
    """
    instances: dict[int, list] = {}
    for article in articles:
        instances.setdefault(article.pk, []).append(article)
    waiting = _waiting.get()
    if waiting is not None:
        for pk, same in instances.items():
            waiting.setdefault(pk, []).extend(same)
        return
    for stored in _write(instances):
        for article in instances[stored.pk]:
            for name in (*RENDERED, "byline"):
                setattr(article, name, getattr(stored, name))


@transaction.atomic(savepoint=False)
def _write(pks: Iterable[int]) -> list["Article"]:
    Article = apps.get_model("articles", "Article")
    PhotoUse = apps.get_model("articles", "PhotoUse")
    uses = models.Prefetch("photo_uses", PhotoUse.objects.select_related("photo"))
    articles = list(Article.objects.filter(pk__in=list(pks)).prefetch_related("bylines", uses))
    changed, reprinted = [], []
    for article in articles:
        before = [getattr(article, name) for name in RENDERED]
        render_body(article, [use.photo for use in article.photo_uses.all()])
        if before != [getattr(article, name) for name in RENDERED]:
            changed.append(article)
        byline_before = article.byline
        print_byline(article, article.bylines.all())
        if byline_before != article.byline:
            reprinted.append(article)
    written = list({article.pk: article for article in (*changed, *reprinted)}.values())
    names = [*(RENDERED if changed else ()), *(["byline"] if reprinted else ())]
    if written:
        Article.objects.bulk_update(written, names)
    SearchEntry.objects.write(reprinted)
    return articles
