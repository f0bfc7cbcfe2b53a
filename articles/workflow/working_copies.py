"""Changing a live article: a working copy replaces it in one step."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.editing import history
from articles.models import Article, Byline, ChangeKind, Correction, Event, State, Version, derived
from articles.permissions import may
from newsroom.core.accounts import User

from .base import confirm, record, take, write_event
from .errors import CorrectionMissing, HasWorkingCopy, NotAllowed, OldWorkingCopy, WrongState
from .transitions import BEGIN_CORRECTION, REPLACE, REPLACE_AT_ONCE, TRASH, Move


@transaction.atomic
def begin_correction(article: Article, *, by: User) -> Article:
    """Make a working copy of a live article. Readers keep the old text until the copy replaces it.

    Raises NotAllowed, WrongState or HasWorkingCopy.
    """
    live = take(article, BEGIN_CORRECTION, by=by, version=None, reason="")
    if current_working_copies(live).exists():
        raise HasWorkingCopy
    history.save_first_version(live)
    copy = Article(created_by=by, replaces=live, replaces_version=live.version)
    content = {**history.snapshot(live), "change_kind": ChangeKind.UPDATE, "correction_text": ""}
    history.save_content(copy, content, by=by)
    bylines = list(copy.bylines.all())
    for byline, old in zip(bylines, live.bylines.all(), strict=True):
        byline.printed_name, byline.printed_office = old.printed_name, old.printed_office
    Byline.objects.bulk_update(bylines, ["printed_name", "printed_office"])
    derived.refresh([copy])
    history.save_version(copy, by=by)
    return copy


@transaction.atomic
def bring_back(version: Version, *, by: User) -> Article:
    """Make a new draft from an old version; of a live article, a working copy. The current text is kept.

    A version of a working copy begins a new working copy of the same live article; the current one goes to the
    trash. Raises what `begin_correction` and `trash` raise.
    """
    article = Article.objects.get(pk=version.article_id)
    if not may(by, "history", article):
        raise NotAllowed
    live = article.replaces or article
    if live.state != State.PUBLISHED:
        if not may(by, "copy", article):
            raise NotAllowed
        return history.copy_to_draft(version.content, by=by)
    if current_working_copies(live).filter(pk=article.pk).exists():
        taken = take(article, TRASH, by=by, version=article.version, reason="")
        record(taken, TRASH, by=by, reason="")
    copy = begin_correction(live, by=by)
    own = ("publish_at",) if article.is_working_copy else ("publish_at", "change_kind", "correction_text")
    kept = {name: history.snapshot(copy)[name] for name in own}
    history.save_content(copy, {**version.content, **kept}, by=by)
    history.save_version(copy, by=by)
    return copy


def current_working_copies(live: Article) -> QuerySet[Article]:
    """The working copy that is neither merged nor in the trash: none or one."""
    return live.working_copies.on_the_desk()


@transaction.atomic
def replace(
    article: Article, *, by: User, version: int, reason: str = "", confirmed: Collection[str] = ()
) -> Event:
    """Replace the live article by an approved working copy."""
    copy = take(article, REPLACE, by=by, version=version, reason=reason)
    return merge(copy, REPLACE, by=by, reason=reason, confirmed=confirmed)


@transaction.atomic
def replace_at_once(
    article: Article, *, by: User, version: int, reason: str = "", confirmed: Collection[str] = ()
) -> Event:
    """Replace the live article without an approver, for people with that right."""
    copy = take(article, REPLACE_AT_ONCE, by=by, version=version, reason=reason)
    return merge(copy, REPLACE_AT_ONCE, by=by, reason=reason, confirmed=confirmed)


def merge(copy: Article, move: Move, *, by: User, reason: str, confirmed: Collection[str]) -> Event:
    """Give the live article the content of its working copy. The copy stays, with its timeline.

    Raises WrongState, OldWorkingCopy, CorrectionMissing, NotReady, Unconfirmed.
    """
    live = Article.objects.select_for_update().get(pk=copy.replaces_id)
    if live.state != State.PUBLISHED:
        raise WrongState
    if live.versions.filter(number__gt=copy.replaces_version).exists():
        raise OldWorkingCopy
    now = timezone.now()
    warnings = confirm(copy, confirmed, now)
    if copy.change_kind == ChangeKind.CORRECTION and not copy.correction_text:
        raise CorrectionMissing
    content = {**history.snapshot(copy), "change_kind": ChangeKind.UPDATE, "correction_text": ""}
    if live.publish_at <= now or not copy.publish_at or copy.publish_at <= now:
        content["publish_at"] = live.publish_at.isoformat()  # a public article keeps its time
    elif not live.was_read(now):
        live.first_published_at = copy.publish_at
    if live.publish_at <= now:
        tell_readers(live, copy, by=by, at=now)
    history.save_content(live, content, by=by)
    history.save_version(live, by=by)
    copy.replaces_version = live.version
    write_event(live, move, by=by, reason=reason or copy.correction_text)
    event = record(copy, move, by=by, reason=reason, confirmed=warnings)
    history.save_version(copy, by=by)
    return event


def tell_readers(live: Article, copy: Article, *, by: User, at: datetime) -> None:
    """Record a correction, or the time of an update, for the page of the live article."""
    if copy.change_kind == ChangeKind.CORRECTION:
        Correction.objects.create(article=live, text=copy.correction_text, at=at, by=by)
    else:
        live.revised_at = at
