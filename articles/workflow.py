"""The only door through which an article changes its state.

Every act asks permission, locks the row, compares versions, and leaves one event. Forms, admin, commands
and tests all come through here.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.ground.errors import Refusal

from .models import Article, Event, Kind, State
from .permissions import may


class NotAllowed(Refusal):
    sentence = _("You have no right to do this with this article.")


class StaleVersion(Refusal):
    sentence = _("Somebody has changed this article since you opened it. Look at the new text first.")


class WrongState(Refusal):
    sentence = _("The article is no longer in a state in which this can be done.")


class ReasonMissing(Refusal):
    sentence = _("Say why.")


class NotReady(Refusal):
    """Something that readers need is missing; `missing` names it."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(
            format_lazy(_("Still missing: {parts}."), parts=", ".join(str(part) for part in missing))
        )


@dataclass(frozen=True)
class Move:
    """One kind of change: its name, the right it needs, from which states to which."""

    name: str
    needs: str
    sources: frozenset
    target: str


PUBLISH = Move("publish", "publish", frozenset({State.DRAFT, State.TAKEN_DOWN}), State.PUBLISHED)
TAKE_DOWN = Move("take_down", "take_down", frozenset({State.PUBLISHED}), State.TAKEN_DOWN)


@transaction.atomic
def publish(article, *, by, version, at=None):
    """Let readers have the article, at its publication time or, where it has none, at `at` (now).

    The first publication freezes the printed byline. Raises NotAllowed, StaleVersion, WrongState or
    NotReady; nothing has changed then.
    """
    article = take(article, PUBLISH, by=by, version=version)
    missing = what_is_missing(article)
    if missing:
        raise NotReady(missing)
    at = at or timezone.now()
    # To the minute, as it is printed and typed: saving the form again must not move it.
    article.publish_at = article.publish_at or at.replace(second=0, microsecond=0)
    if not article.is_frozen:
        for byline in article.bylines.all():
            byline.save()  # prints the names as of today
        article.first_published_at = at
    return record(article, PUBLISH, by=by)


@transaction.atomic
def take_down(article, *, by, version, reason):
    """Take the article away from readers, saying why.

    Raises NotAllowed, StaleVersion, WrongState or ReasonMissing; nothing has changed then.
    """
    article = take(article, TAKE_DOWN, by=by, version=version)
    if not reason.strip():
        raise ReasonMissing
    return record(article, TAKE_DOWN, by=by, reason=reason)


def what_is_missing(article):
    """What stands between the article and its readers, in words."""
    needs = {
        _("title"): article.title,
        _("lead"): article.lead,
        _("body"): article.body,
        _("section"): article.section_id and not article.section.closed_on,
        _("byline"): article.kind == Kind.REPOST or article.bylines.exists(),
        _("source"): article.kind == Kind.OWN or article.source_name,
    }
    return [name for name, there in needs.items() if not there]


def take(article, move, *, by, version):
    """The article, locked until the transaction ends, if `by` may make this move now."""
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if not may(by, move.needs, locked):
        raise NotAllowed
    if locked.version != version:
        raise StaleVersion
    if locked.state not in move.sources:
        raise WrongState
    return locked


def record(article, move, *, by, reason=""):
    """Write the new state and its event."""
    source, article.state = article.state, move.target
    article.updated_by = by
    article.save()
    return Event.objects.create(
        article=article,
        move=move.name,
        source=source,
        target=move.target,
        version=article.version,
        by=by,
        reason=reason,
    )
