"""Notices to the staff: one row each, shown in the admin and, to those who want it, sent by e-mail.

Each room registers at start-up the kinds that it sends (`register_kind`). The table is also the queue of the mails:
nothing is lost while the mail server is down (`newsroom.core.mail`).
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from . import mail
from .accounts import User
from .fields import Prose
from .identity import site_url
from .mail import GIVE_UP_AFTER, RETRY_AFTER

COUNT_LIMIT = 99  # above it the header says 99+
KEEP_READ = timedelta(days=180)  # then a notice that was read is deleted


class Kind(NamedTuple):
    label: str | Promise
    by_email: bool  # for those who chose nothing


kinds: dict[str, Kind] = {}


def register_kind(kind: str, label: str | Promise, *, by_email: bool = False) -> None:
    """Let a room send notices of this kind; `by_email` is the choice of those who chose nothing."""
    kinds[kind] = Kind(label, by_email)


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def due_for_deletion(self, at):
        return self.filter(read_at__lt=at - KEEP_READ)

    def mark_read(self, at):
        return self.unread().update(read_at=at)

    def to_mail(self, at):
        """The notices whose mail may be sent at `at`: wanted, not too old, and not just tried."""
        rested = Q(tried_at=None) | Q(tried_at__lte=at - RETRY_AFTER)
        return self.filter(rested, email_wanted=True, emailed_at=None, at__gt=at - GIVE_UP_AFTER).filter(
            ~Q(person__email=""), person__is_active=True
        )

    @transaction.atomic
    def claim(self, at):
        """Return the next notice to mail, or None. No other sender gets it before RETRY_AFTER has passed."""
        # SQLite has no row locks and needs none: it allows one writer at a time.
        free = self.to_mail(at).select_for_update(of=["self"], skip_locked=True)
        notice = free.select_related("person").order_by("at", "id").first()
        if notice:
            notice.tried_at = at
            notice.save(update_fields=["tried_at"])
        return notice


class Notice(models.Model):
    """One sentence to one person, in that person's language."""

    # Accounts are closed, not deleted. If one is deleted, its notices mean nothing to others.
    # The indexes below begin with the person: the foreign key needs no index of its own.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False, editable=False
    )
    kind = models.CharField(max_length=40, editable=False)
    sentence = Prose(editable=False)
    url = models.CharField(max_length=500, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    email_wanted = models.BooleanField(default=False, editable=False)
    tried_at = models.DateTimeField(null=True, editable=False)
    emailed_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ()  # people see their own notices only
        indexes = [
            # The list of a person's notices, newest first.
            models.Index(fields=["person", "-at", "-id"], name="notice_newest_of_person"),
            # The counter of every admin page: unread() of a person.
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread_of_person"),
            # The next mail to send: to_mail(), oldest first.
            models.Index(
                fields=["at", "id"], condition=Q(email_wanted=True, emailed_at=None), name="notice_to_mail"
            ),
        ]

    def __str__(self):
        return self.sentence

    @property
    def label(self):
        """The name in the log."""
        return f"notice {self.pk}"

    def message(self):
        """Return the mail: the sentence, its link, and the link to fewer mails."""
        with translation.override(self.person.language):
            fewer = _("Choose which notices also come by e-mail: %(url)s") % {
                "url": site_url(reverse("admin:notice_choices"))
            }
        body = f"{self.sentence}\n\n{site_url(self.url)}\n\n{fewer}\n"
        return mail.compose_mail(subject=self.sentence, body=body, to=self.person.email)

    def mark_mailed(self, at):
        self.emailed_at = at
        self.save(update_fields=["emailed_at"])


class NoticeChoice(models.Model):
    """The choice of a person about the mails of one kind. Without a row the default of the kind holds."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notice_choices",
        db_index=False,
        editable=False,
    )
    kind = models.CharField(max_length=40, editable=False)
    by_email = models.BooleanField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once_per_kind"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.by_email}"


def notify(
    people: Iterable[User], kind: str, sentence: str | Promise, url: str, *, exclude: User | None = None
) -> list[Notice]:
    """Notify each active person once, except `exclude`, who did it; mails go out after the transaction.

    `sentence` is lazy, because each person gets it in the own language (with names in it: made by `format_lazy`).
    `url` is a path of this site. Costs two queries for any number of people. Raises KeyError for a kind that no room
    registered, ValueError for a URL of another site.
    """
    default = kinds[kind].by_email
    if not (url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)):
        raise ValueError(f"not a path of this site: {url!r}")
    recipients = {person.pk: person for person in people if person.is_active and person != exclude}
    chosen = dict(
        NoticeChoice.objects.filter(kind=kind, person__in=recipients).values_list("person_id", "by_email")
    )
    notices = Notice.objects.bulk_create(
        Notice(
            person=person,
            kind=kind,
            sentence=translate_for(sentence, person),
            url=url,
            email_wanted=bool(person.email) and chosen.get(person.pk, default),
        )
        for person in recipients.values()
    )
    mail_after_commit(notices)
    return notices


def translate_for(sentence: str | Promise, person: User) -> str:
    with translation.override(person.language):
        return str(sentence)


def mail_after_commit(notices: Iterable[Notice]) -> None:
    """Send the wanted mails at once; those that fail stay for `manage.py send_notices`."""
    wanted = [notice.pk for notice in notices if notice.email_wanted]
    if wanted:
        queue = Notice.objects.filter(pk__in=wanted)
        # robust: a failure here neither undoes the act nor breaks its page.
        transaction.on_commit(partial(mail.deliver_now, queue), robust=True)


def count_unread(person: User) -> int:
    """Count the unread notices of `person`, to COUNT_LIMIT + 1 at most: one query."""
    return person.notices.unread()[: COUNT_LIMIT + 1].count()


def kinds_by_email(person: User) -> list[str]:
    """Return the kinds of which `person` wants mails."""
    chosen = dict(person.notice_choices.values_list("kind", "by_email"))
    return [name for name, kind in kinds.items() if chosen.get(name, kind.by_email)]


def save_choices(person: User, wanted: Collection[str]) -> None:
    """Let `person` get mails of the `wanted` kinds from now on, and of no other kind."""
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(person=person, kind=kind, by_email=kind in wanted) for kind in kinds],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["by_email"],
    )
