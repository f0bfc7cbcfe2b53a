"""The public page of what is not public: for those who may see it, and behind a signed link.

A link is signed, so that nobody can count through the numbers; it shows one version, expires and can be revoked.
"""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.editing import history
from articles.models import Article, Byline, ChangeKind, Correction, Photo, PreviewLink, Tag
from articles.permissions import may
from articles.rendering import render
from articles.workflow import NotAllowed

from .sections import section_tree

LINK_DAYS = 7  # for which a preview link shows the article
SIGNER = signing.Signer(salt="articles.preview")


def context_of(request, article, *, bylines, tags, corrections=(), related=(), newer=(), older=()):
    """All that the page of an article shows."""
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


def told_by(article, *, at):
    """The corrections on its page; a working copy's page says what readers will be told when it replaces the live one.

    Sets the time of the update, where there is one; nothing is stored.
    """
    if not article.is_working_copy or article.replaces.publish_at > at:
        return list(article.corrections.all())
    corrections = list(article.replaces.corrections.all())
    article.publish_at, article.revised_at = article.replaces.publish_at, article.replaces.revised_at
    if article.change_kind == ChangeKind.UPDATE:
        article.revised_at = at
        return corrections
    return [*corrections, Correction(article=article.replaces, text=article.correction_text, at=at)]


def context_as_of(request, version):
    """The same for an old version: nothing of it is stored."""
    content = version.content
    article = Article(pk=version.article_id)
    history.set_content(article, content)
    article.publish_at = article.publish_at or version.at
    article.rendered_body, article.contents = render(
        article.body, Photo.objects.map_by_key(row["key"] for row in content["photos"])
    )
    bylines = [Byline(role=row["role"], printed=row["printed"]) for row in content["bylines"]]
    article.byline = "; ".join(byline.printed for byline in bylines)
    return context_of(
        request, article, bylines=bylines, tags=[Tag(name=tag["name"]) for tag in content["tags"]]
    )


@transaction.atomic
def share(article, *, by):
    """A link to the article as it is now. Raises NotAllowed."""
    if not may(by, "share", article):
        raise NotAllowed
    version = article.versions.first() or history.save_version(article, by=by)
    return PreviewLink.objects.create(
        article=article, version=version, made_by=by, expires_at=timezone.now() + timedelta(days=LINK_DAYS)
    )


def revoke(link, *, by):
    """End a link before its time. Raises NotAllowed."""
    if not may(by, "share", link.article):
        raise NotAllowed
    link.revoked_at = link.revoked_at or timezone.now()
    link.save(update_fields=["revoked_at"])


def token_of(link):
    return SIGNER.sign(link.pk)


def link_of(token):
    """The open link with this token. Raises Http404 for a forged, expired or revoked one: they look the same."""
    try:
        pk = SIGNER.unsign(token)
    except signing.BadSignature:
        pk = None
    return get_object_or_404(PreviewLink.objects.usable().select_related("version", "article"), pk=pk)
