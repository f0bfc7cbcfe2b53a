"""The page of an article that is not public yet: for staff who may see it, and behind a signed link.

A link shows one version, expires and can be revoked. It is signed, so that nobody can guess the number of another.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.byline import format_byline
from articles.editing import history
from articles.limits import LINK_DAYS
from articles.models import Article, Byline, ChangeKind, Correction, Photo, PreviewLink, Tag
from articles.permissions import may
from articles.rendering import render
from articles.workflow import NotAllowed

from .sections import section_tree

SIGNER = signing.Signer(salt="articles.preview")


def article_context(request, article, *, bylines, tags, corrections=(), related=(), newer=(), older=()):
    """The template context of an article's page."""
    return {
        "article": article,
        "bylines": bylines,
        "tags": tags,
        "corrections": corrections,
        "related": related,
        "newer": newer,
        "older": older,
        "section_path": section_tree(request).path(article.section_id),
    }


def preview_merge(article, *, at: datetime) -> list[Correction]:
    """Give a working copy the times it will have in place of the live article; return the corrections of its page.

    Nothing is stored. Other articles keep their times.
    """
    live = article.replaces
    if live is None or live.publish_at > at:
        return list(article.corrections.all())
    corrections = list(live.corrections.all())
    article.publish_at, article.revised_at = live.publish_at, live.revised_at
    if article.change_kind == ChangeKind.UPDATE:
        article.revised_at = at
        return corrections
    return [*corrections, Correction(article=live, text=article.correction_text, at=at)]


def version_context(request, version):
    """The template context of the page of an old version. Nothing is stored."""
    content = version.content
    article = Article(pk=version.article_id)
    history.set_content(article, content)
    article.publish_at = article.publish_at or version.at
    article.rendered_body, article.contents = render(
        article.body, Photo.objects.map_by_key(row["key"] for row in content["photos"])
    )
    bylines = [
        Byline(role=row["role"], printed_name=row["printed_name"], printed_office=row["printed_office"])
        for row in content["bylines"]
    ]
    article.byline = format_byline(bylines)
    return article_context(
        request, article, bylines=bylines, tags=[Tag(name=tag["name"]) for tag in content["tags"]]
    )


@transaction.atomic
def create_link(article: Article, *, by) -> PreviewLink:
    """Make a link to the article as it is now. Raises NotAllowed."""
    if not may(by, "share", article):
        raise NotAllowed
    version = article.versions.first() or history.save_version(article, by=by)
    return PreviewLink.objects.create(
        article=article, version=version, made_by=by, expires_at=timezone.now() + timedelta(days=LINK_DAYS)
    )


def revoke_link(link: PreviewLink, *, by) -> None:
    """End a link before its time. Raises NotAllowed."""
    if not may(by, "share", link.article):
        raise NotAllowed
    link.revoked_at = link.revoked_at or timezone.now()
    link.save(update_fields=["revoked_at"])


def link_token(link: PreviewLink) -> str:
    return SIGNER.sign(str(link.pk))


def find_link(token: str) -> PreviewLink:
    """The open link with this token. Raises Http404 for a forged, an expired and a revoked one alike."""
    try:
        pk = SIGNER.unsign(token)
    except signing.BadSignature:
        pk = None
    return get_object_or_404(PreviewLink.objects.usable().select_related("version", "article"), pk=pk)
