"""Changing what is live: a working copy that replaces it in one step."""

from django.db import transaction
from django.utils import timezone

from articles.editing import history
from articles.models import Article, ChangeKind, Correction, Event, State
from articles.permissions import may

from .base import checked, record, take
from .errors import CorrectionMissing, HasWorkingCopy, NotAllowed, OldWorkingCopy, WrongState
from .moves import REPLACE, REPLACE_AT_ONCE, TRASH


@transaction.atomic
def begin_correction(article, *, by):
    """A working copy of a live article: readers keep the old text until the copy replaces it.

    Raises NotAllowed, WrongState or HasWorkingCopy.
    """
    live = Article.objects.select_for_update().get(pk=article.pk)
    if not may(by, "correct", live):
        raise NotAllowed
    if live.state != State.PUBLISHED:
        raise WrongState
    if open_copies(live).exists():
        raise HasWorkingCopy
    history.keep_first_version(live)
    copy = Article(created_by=by, replaces=live, replaces_version=live.version)
    content = {**history.snapshot(live), "change_kind": ChangeKind.UPDATE, "correction_text": ""}
    history.fill(copy, content, by=by)
    for byline, old in zip(copy.bylines.all(), live.bylines.all(), strict=True):
        type(byline).objects.filter(pk=byline.pk).update(printed=old.printed)
    copy.store_byline()
    history.keep_version(copy, by=by)
    return copy


@transaction.atomic
def bring_back(version, *, by):
    """An old version as a new draft, never over what is there; of a live article, as its working copy.

    A version of a working copy begins a new working copy of the same live article; the one that is still open
    goes to the trash. Raises what `begin_correction` and `trash` raise.
    """
    article = Article.objects.get(pk=version.article_id)
    if not may(by, "history", article):
        raise NotAllowed
    live = article.replaces or article
    if live.state != State.PUBLISHED:
        if not may(by, "copy", article):
            raise NotAllowed
        return history.new_draft(version.content, by=by)
    if open_copies(live).filter(pk=article.pk).exists():
        record(take(article, TRASH, by=by, version=article.version), TRASH, by=by)
    copy = begin_correction(live, by=by)
    own = ("publish_at",) if article.is_working_copy else ("publish_at", "change_kind", "correction_text")
    kept = {name: history.snapshot(copy)[name] for name in own}
    history.fill(copy, {**version.content, **kept}, by=by)
    history.keep_version(copy, by=by)
    return copy


def open_copies(live):
    """The working copy that somebody is busy with: none or one."""
    return live.working_copies.exclude(state__in=[State.MERGED, State.TRASHED])


@transaction.atomic
def replace(article, *, by, version, reason="", confirmed=()):
    """Put an approved working copy in place of the live article, in one step for readers."""
    copy = take(article, REPLACE, by=by, version=version)
    return merge(copy, REPLACE, by=by, reason=reason, confirmed=confirmed)


@transaction.atomic
def replace_at_once(article, *, by, version, reason="", confirmed=()):
    """The same without a second person, for those who have the right: a small correction in two clicks."""
    copy = take(article, REPLACE_AT_ONCE, by=by, version=version)
    return merge(copy, REPLACE_AT_ONCE, by=by, reason=reason, confirmed=confirmed)


def merge(copy, move, *, by, reason, confirmed):
    """Give the live article the content of its working copy; the copy stays, with all that was said about it."""
    live = Article.objects.select_for_update().get(pk=copy.replaces_id)
    if live.state != State.PUBLISHED:
        raise WrongState
    if live.versions.filter(number__gt=copy.replaces_version).exists():
        raise OldWorkingCopy
    shown = checked(copy, confirmed, timezone.now())
    if copy.change_kind == ChangeKind.CORRECTION and not copy.correction_text:
        raise CorrectionMissing
    now = timezone.now()
    content = {**history.snapshot(copy), "change_kind": ChangeKind.UPDATE, "correction_text": ""}
    if live.publish_at <= now or not copy.publish_at or copy.publish_at <= now:
        content["publish_at"] = live.publish_at.isoformat()  # what readers have seen keeps its time
    elif not live.was_read(now):
        live.first_published_at = copy.publish_at
    if live.publish_at <= now:
        tell_readers(live, copy, by=by, at=now)
    history.fill(live, content, by=by)
    history.keep_version(live, by=by)
    copy.replaces_version = live.version
    note = reason or copy.correction_text
    Event.objects.create(
        article=live,
        move=move.name,
        source=live.state,
        target=live.state,
        version=live.version,
        by=by,
        reason=note,
    )
    return record(copy, move, by=by, reason=reason, confirmed=shown)


def tell_readers(live, copy, *, by, at):
    """A correction is printed with its date, an update with its time."""
    if copy.change_kind == ChangeKind.CORRECTION:
        Correction.objects.create(article=live, text=copy.correction_text, at=at, by=by)
    else:
        live.revised_at = at
