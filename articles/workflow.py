"""The only door through which an article changes its state.

Every act asks permission, locks the row, compares versions, and leaves one event. Forms, admin, bulk actions,
commands and tests all come through here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.ground.clock import to_minute
from newsroom.ground.errors import Refusal

from . import history, notices
from .models import Article, ChangeKind, Correction, Event, State
from .numbers import next_number
from .permissions import may
from .review import Level, errors, review
from .signals import article_changed


class NotAllowed(Refusal):
    sentence = _("You have no right to do this with this article.")


class StaleVersion(Refusal):
    sentence = _("Somebody has changed this article since you opened it. Look at the new text first.")


class WrongState(Refusal):
    sentence = _("The article is no longer in a state in which this can be done.")


class ReasonMissing(Refusal):
    sentence = _("Say why.")


class CorrectionMissing(Refusal):
    sentence = _("Say what is corrected: readers will see it.")


class HasWorkingCopy(Refusal):
    sentence = _("Somebody is working on a correction of this article already.")


class OldWorkingCopy(Refusal):
    sentence = _("The live article has changed since this correction was begun. Begin a new one.")


class NotReady(Refusal):
    """Something stands between the article and its readers; `findings` say what."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__(" ".join(str(finding.sentence) for finding in findings))


class Unconfirmed(NotReady):
    """Something looks wrong, and nobody has said that it is right; `findings` say what."""

    def __init__(self, findings):
        super().__init__(findings)
        self.sentence = format_lazy(_("To be looked at first: {findings}"), findings=self.sentence)


def always(article):
    return True


def is_article(article):
    return not article.is_working_copy


def is_working_copy(article):
    return article.is_working_copy


@dataclass(frozen=True, eq=False)
class Move:
    """One kind of change: its name, the right it needs, from which states to which, and how it is spoken of."""

    name: str
    needs: str
    sources: frozenset
    target: str
    label: str  # on the button
    done: str  # in the timeline and after the act
    asks_reason: bool = False
    applies: Callable = field(default=always)  # what the states alone do not tell


WAITING = frozenset({State.SUBMITTED, State.AWAITING})
UNPUBLISHED = frozenset({State.DRAFT, State.RETURNED}) | WAITING
# Without these the desk would not know whose article it is, or what to edit.
NEEDED_BY_THE_DESK = {"no_body", "no_section"}

SUBMIT = Move(
    "submit",
    "submit",
    frozenset({State.DRAFT, State.RETURNED}),
    State.SUBMITTED,
    _("Submit for editing"),
    _("submitted for editing"),
)
WITHDRAW = Move(
    "withdraw",
    "submit",
    frozenset({State.SUBMITTED}),
    State.DRAFT,
    _("Take back"),
    _("taken back by the writer"),
)
PASS_ON = Move(
    "pass_on",
    "review",
    frozenset({State.SUBMITTED}),
    State.AWAITING,
    _("Send for approval"),
    _("sent for approval"),
)
SEND_BACK = Move("send_back", "review", WAITING, State.RETURNED, _("Return"), _("returned"), asks_reason=True)
PUBLISH = Move(
    "publish",
    "publish",
    frozenset({State.AWAITING, State.TAKEN_DOWN}),
    State.PUBLISHED,
    _("Approve and publish"),
    _("published"),
    applies=is_article,
)
PUBLISH_URGENTLY = Move(
    "publish_urgently",
    "publish_urgently",
    UNPUBLISHED,
    State.PUBLISHED,
    _("Publish urgently"),
    _("published urgently"),
    asks_reason=True,
    applies=is_article,
)
COUNTERSIGN = Move(
    "countersign",
    "countersign",
    frozenset({State.PUBLISHED}),
    State.PUBLISHED,
    _("Countersign"),
    _("countersigned"),
    applies=lambda article: article.urgent_by_id is not None,
)
UNSCHEDULE = Move(
    "unschedule",
    "release",
    frozenset({State.PUBLISHED}),
    State.AWAITING,
    _("Cancel the schedule"),
    _("no longer scheduled"),
    applies=lambda article: article.publish_at > timezone.now(),
)
REPLACE = Move(
    "replace",
    "publish",
    frozenset({State.AWAITING}),
    State.MERGED,
    _("Approve and replace the live article"),
    _("put into the live article"),
    applies=is_working_copy,
)
REPLACE_AT_ONCE = Move(
    "replace_at_once",
    "replace_at_once",
    UNPUBLISHED,
    State.MERGED,
    _("Replace the live article now"),
    _("put into the live article without a second person"),
    applies=is_working_copy,
)
TAKE_DOWN = Move(
    "take_down",
    "take_down",
    frozenset({State.PUBLISHED}),
    State.TAKEN_DOWN,
    _("Take down"),
    _("taken down"),
    asks_reason=True,
)
TRASH = Move(
    "trash",
    "trash",
    frozenset({State.DRAFT, State.RETURNED, State.TAKEN_DOWN}),
    State.TRASHED,
    _("Put in the trash"),
    _("put in the trash"),
)
RESTORE = Move(
    "restore",
    "trash",
    frozenset({State.TRASHED}),
    State.DRAFT,  # or taken down: where it came from
    _("Take out of the trash"),
    _("taken out of the trash"),
)


@transaction.atomic
def submit(article, *, by, version, reason=""):
    """Hand the article to the editors, who may fill what else is missing."""
    article = take(article, SUBMIT, by=by, version=version)
    if gaps := [
        finding for finding in errors(article, at=timezone.now()) if finding.code in NEEDED_BY_THE_DESK
    ]:
        raise NotReady(gaps)
    return record(article, SUBMIT, by=by, reason=reason)


@transaction.atomic
def withdraw(article, *, by, version, reason=""):
    """Take back what no editor has passed on."""
    return record(take(article, WITHDRAW, by=by, version=version), WITHDRAW, by=by, reason=reason)


@transaction.atomic
def pass_on(article, *, by, version, reason=""):
    """Put the edited article before those who approve."""
    return record(take(article, PASS_ON, by=by, version=version), PASS_ON, by=by, reason=reason)


@transaction.atomic
def send_back(article, *, by, version, reason):
    """Return a waiting article to its writer, saying why."""
    article = take(article, SEND_BACK, by=by, version=version)
    return record(article, SEND_BACK, by=by, reason=given(reason))


@transaction.atomic
def publish(article, *, by, version, reason="", confirmed=(), when=None, at=None):
    """Let readers have the article at `when`, or else at its planned time, or else now (`at`).

    The first publication freezes the printed byline and gives the article its number. `confirmed` holds the
    codes of the warnings that `by` has seen. Raises NotReady for errors and Unconfirmed for other warnings.
    """
    locked = take(article, PUBLISH, by=by, version=version)
    shown = release(locked, by=by, when=when, at=at or timezone.now(), confirmed=confirmed)
    return record(locked, PUBLISH, by=by, reason=reason, confirmed=shown)


@transaction.atomic
def publish_urgently(article, *, by, version, reason, confirmed=(), at=None):
    """Publish now, without the second pair of eyes; it stays flagged until somebody else countersigns."""
    locked = take(article, PUBLISH_URGENTLY, by=by, version=version)
    reason = given(reason)
    at = at or timezone.now()
    shown = release(locked, by=by, when=to_minute(at), at=at, confirmed=confirmed)
    locked.urgent_by = by
    return record(locked, PUBLISH_URGENTLY, by=by, reason=reason, confirmed=shown)


@transaction.atomic
def countersign(article, *, by, version, reason=""):
    """Answer for what another person published urgently."""
    locked = take(article, COUNTERSIGN, by=by, version=version)
    locked.urgent_by = None
    return record(locked, COUNTERSIGN, by=by, reason=reason)


@transaction.atomic
def unschedule(article, *, by, version, reason=""):
    """Take a scheduled article back to those who approve, before anybody has read it."""
    return record(take(article, UNSCHEDULE, by=by, version=version), UNSCHEDULE, by=by, reason=reason)


@transaction.atomic
def take_down(article, *, by, version, reason):
    """Take the article away from readers, saying why; its address answers 410 if it was ever read."""
    locked = take(article, TAKE_DOWN, by=by, version=version)
    reason = given(reason)
    if locked.publish_at <= timezone.now():
        locked.gone_at = timezone.now()
    locked.urgent_by = None
    return record(locked, TAKE_DOWN, by=by, reason=reason)


@transaction.atomic
def trash(article, *, by, version, reason=""):
    """Put away what is not wanted; `restore` brings it back."""
    return record(take(article, TRASH, by=by, version=version), TRASH, by=by, reason=reason)


@transaction.atomic
def restore(article, *, by, version, reason=""):
    """Take out of the trash, to where it was."""
    locked = take(article, RESTORE, by=by, version=version)
    if locked.is_working_copy and open_copies(locked.replaces).exists():
        raise HasWorkingCopy
    came_from = locked.events.filter(move=TRASH.name).latest().source
    return record(locked, RESTORE, by=by, reason=reason, target=came_from)


# --- Working copies ----------------------------------------------------------------------------------


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
    """An old version as a new draft, never over what is there; of a live article, as its working copy."""
    article = Article.objects.get(pk=version.article_id)
    if not may(by, "history", article):
        raise NotAllowed
    if article.state != State.PUBLISHED:
        if not may(by, "copy", article):
            raise NotAllowed
        return history.new_draft(version.content, by=by)
    copy = begin_correction(article, by=by)
    kept = {name: history.snapshot(copy)[name] for name in ("publish_at", "change_kind", "correction_text")}
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


def approve(article, **details):
    """Publish an article, or put a working copy in its place: what approving means for each."""
    return (replace if article.is_working_copy else publish)(article, **details)


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


# --- What every act stands on ------------------------------------------------------------------------

ACTS = {
    SUBMIT: submit,
    WITHDRAW: withdraw,
    PASS_ON: pass_on,
    SEND_BACK: send_back,
    PUBLISH: publish,
    PUBLISH_URGENTLY: publish_urgently,
    COUNTERSIGN: countersign,
    UNSCHEDULE: unschedule,
    REPLACE: replace,
    REPLACE_AT_ONCE: replace_at_once,
    TAKE_DOWN: take_down,
    TRASH: trash,
    RESTORE: restore,
}
MOVES = {move.name: move for move in ACTS}


def open_moves(article, user):
    """The moves that `user` can make with `article` now, in the order in which they are offered."""
    return [move for move in ACTS if is_open(article, move) and may(user, move.needs, article)]


def is_open(article, move):
    return article.state in move.sources and move.applies(article)


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
    now = to_minute(at)
    article.publish_at = when or article.publish_at or now
    shown = checked(article, confirmed, at)
    if article.publish_at < now and not article.is_frozen and not may(by, "backdate", article):
        article.publish_at = now
    article.gone_at = None
    if not article.is_frozen:
        for byline in article.bylines.all():
            byline.save()  # prints the names as of today
        article.first_published_at = at
        article.number = next_number(at)
    return shown


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
