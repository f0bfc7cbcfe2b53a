"""The steps of every act: `take` locks and checks, `record` and `write_event` write."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from articles.editing import history
from articles.editing.review import Level, review
from articles.models import Article, Byline, Event, SearchEntry, derived
from articles.permissions import may
from articles.signals import article_changed
from newsroom.core import richtext
from newsroom.core.accounts import User
from newsroom.core.dateformat import truncate_to_minute

from .errors import NotAllowed, NotReady, ReasonMissing, StaleVersion, Unconfirmed, WrongState
from .notices import announce
from .publication_numbers import next_number
from .transitions import Act, Move, state_allows


def take(article: Article, act: Act, *, by: User, version: int | None, reason: str) -> Article:
    """Lock the article until the transaction ends, and check right, state, version and reason.

    Raises NotAllowed, WrongState, StaleVersion or ReasonMissing; nothing has changed then.
    """
    locked = (
        Article.objects.select_for_update(of=("self",))
        .select_related("section", "cover", "replaces", "created_by", "assignee")
        .defer("rendered_body", "contents", "replaces__body", "replaces__rendered_body", "replaces__contents")
        .get(pk=article.pk)
    )
    if not may(by, act.needs, locked):
        raise NotAllowed
    if not state_allows(locked, act):
        raise WrongState
    if act.asks_version and locked.version != version:
        raise StaleVersion
    if act.asks_reason and not reason.strip():
        raise ReasonMissing
    return locked


def record(article: Article, move: Move, *, by: User, reason: str, confirmed: Collection[str] = ()) -> Event:
    """Write the new state as a new version, add the event, send the notices and, after commit, the signal.

    `confirmed` are the warnings that were confirmed, in words.
    """
    source = article.state
    article.state = move.target(article) if callable(move.target) else move.target
    article.state_since = timezone.now()
    article.updated_by = by
    article.save_state()
    event = write_event(article, move, by=by, reason=reason, source=source, confirmed=confirmed)
    announce(event, move.announces)
    transaction.on_commit(lambda: article_changed.send(sender=Article, event=event))
    return event


def write_event(
    article: Article,
    act: Act,
    *,
    by: User,
    reason: str,
    source: str | None = None,
    confirmed: Collection[str] = (),
) -> Event:
    """Add a line to the timeline. Without `source` the state has not changed."""
    return Event.objects.create(
        article=article,
        move=act.name,
        source=source or article.state,
        target=article.state,
        version=article.version,
        by=by,
        reason=reason,
        confirmed=list(confirmed),
    )


def confirm(article: Article, codes: Collection[str], at: datetime) -> list[str]:
    """Review the article: errors raise NotReady, warnings whose code is not in `codes` raise Unconfirmed.

    Returns the confirmed warnings, in words.
    """
    findings = review(article, at=at)
    if errors := [finding for finding in findings if finding.level == Level.ERROR]:
        raise NotReady(errors)
    if unconfirmed := [finding for finding in findings if finding.code not in codes]:
        raise Unconfirmed(unconfirmed)
    return [str(finding.sentence) for finding in findings]


def release(
    article: Article,
    move: Move,
    *,
    by: User,
    reason: str,
    when: datetime | None,
    at: datetime,
    confirmed: Collection[str],
) -> Event:
    """Publish a locked article at `when`, or else at its planned time, or else now (`at`).

    The first publication prints the names of that day and gives the number. Raises NotReady, Unconfirmed.
    """
    if article.sanitizer_version != richtext.VERSION:
        article.rerender()
    # Loaded once, for the review, the printing and the version.
    prefetch_related_objects(
        [article], Prefetch("bylines", Byline.objects.select_related("author__office", "office"))
    )
    now = truncate_to_minute(at)
    article.publish_at = when or article.publish_at or now
    warnings = confirm(article, confirmed, at)
    if article.publish_at < now and not article.was_read(at) and not may(by, "backdate", article):
        article.publish_at = now
    is_first = not article.was_read(at)
    if is_first:
        print_names(article)
        article.first_published_at = max(at, article.publish_at)
        article.number = article.number or next_number(at)
    event = record(article, move, by=by, reason=reason, confirmed=warnings)
    if is_first:
        SearchEntry.objects.write([article])
    history.save_version(article, by=by)
    return event


def print_names(article: Article) -> None:
    """Set the printed names of all bylines to those of today."""
    bylines = list(article.bylines.all())
    for byline in bylines:
        byline.print_names()
    Byline.objects.bulk_update(bylines, ["office", "printed_name", "printed_office"])
    derived.print_byline(article, bylines)


def clear_first_publication(article: Article, at: datetime) -> None:
    """Clear the first publication of a locked article whose time had not come: nobody has read it."""
    if not article.was_read(at):
        article.first_published_at = None
