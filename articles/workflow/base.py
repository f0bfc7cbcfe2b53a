"""What every act stands on: who may, on which version, from which state; what is checked, what is written down."""

from django.db import transaction
from django.utils import timezone

from articles.editing import history
from articles.editing.review import Level, review
from articles.models import Article, Event
from articles.permissions import may
from articles.signals import article_changed
from articles.workflow import notices
from articles.workflow.publication_numbers import next_number
from newsroom.core.dateformat import truncate_to_minute

from .errors import NotAllowed, NotReady, ReasonMissing, StaleVersion, Unconfirmed, WrongState
from .moves import is_open


def take(article, move, *, by, version):
    """The article, locked until the transaction ends, if `by` may make this move now.

    Raises NotAllowed, StaleVersion or WrongState; nothing has changed then.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if not may(by, move.needs, locked):
        raise NotAllowed
    if not is_open(locked, move):
        raise WrongState
    if locked.version != version:
        raise StaleVersion
    return locked


def given(reason):
    if not reason.strip():
        raise ReasonMissing
    return reason


def checked(article, confirmed, at):
    """The warnings that were confirmed, in words. Raises NotReady for errors, Unconfirmed for other warnings."""
    findings = review(article, at=at)
    if errors := [finding for finding in findings if finding.level == Level.ERROR]:
        raise NotReady(errors)
    if unconfirmed := [finding for finding in findings if finding.code not in confirmed]:
        raise Unconfirmed(unconfirmed)
    return [str(finding.sentence) for finding in findings]


def release(article, *, by, when, at, confirmed):
    """Make a locked article fit for readers; the warnings that were confirmed. Raises NotReady, Unconfirmed."""
    now = truncate_to_minute(at)
    article.publish_at = when or article.publish_at or now
    shown = checked(article, confirmed, at)
    if article.publish_at < now and not article.was_read(at) and not may(by, "backdate", article):
        article.publish_at = now
    if not article.was_read(at):
        for byline in article.bylines.all():
            byline.save()  # prints the names as of today
        article.first_published_at = max(at, article.publish_at)
        article.number = article.number or next_number(at)
    return shown


def call_back(article, at):
    """Forget the publication of a locked article if its time had not come: nobody has read it."""
    if not article.was_read(at):
        article.first_published_at = None


def record(article, move, *, by, reason="", confirmed=(), target=None):
    """Write the new state, the version and the event, and tell whom it concerns."""
    source, article.state = article.state, target or move.target
    article.updated_by = by
    article.state_since = timezone.now()
    article.save()
    history.keep_version(article, by=by)
    event = Event.objects.create(
        article=article,
        move=move.name,
        source=source,
        target=article.state,
        version=article.version,
        by=by,
        reason=reason,
        confirmed=list(confirmed),
    )
    notices.tell(event)
    transaction.on_commit(lambda: article_changed.send(sender=Article, event=event))
    return event
