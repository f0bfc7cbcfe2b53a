"""What a person is told: always in the admin, by e-mail where that person wants it.

A room registers the kinds of notices it sends; the ground knows no article.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, models, transaction
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
# A mail that could not be sent for three days tells nobody anything new.
GIVEN_UP_AFTER = timedelta(days=3)
# What was read is kept for half a year.
KEPT_FOR = timedelta(days=180)
AT_A_TIME = 100


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice: its key, its name for people, and whether it goes by e-mail unless somebody says no."""

    key: str
    label: str
    by_email: bool


kinds: dict[str, NoticeKind] = {}


def register(key, label, *, by_email=False):
    """Let a room send notices of this kind."""
    kinds[key] = NoticeKind(key, label, by_email)


class NoticeQuerySet(models.QuerySet):
    def unread_by(self, person):
        return self.filter(person=person, read_at=None)

    def to_send(self, at=None):
        """Mails that still have to go out."""
        since = (at or timezone.now()) - GIVEN_UP_AFTER
        return self.filter(is_mail_wanted=True, mailed_at=None, at__gte=since)


class Notice(models.Model):
    """One thing that one person was told, in that person's language. It is also the queue of its mail."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, editable=False)
    sentence = models.TextField(_("notice"), editable=False)
    url = models.CharField(max_length=300, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(null=True)
    is_mail_wanted = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [
            # A person's page of notices, newest first.
            models.Index(fields=["person", "-at", "-id"], name="notice_newest"),
            # The number in the header of every page.
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
            # The mails that still have to go out.
            models.Index(
                fields=["at"],
                condition=models.Q(is_mail_wanted=True, mailed_at=None),
                name="notice_to_send",
            ),
        ]

    def __str__(self):
        return self.sentence


class MailChoice(models.Model):
    """A person's own answer to: by e-mail as well? Without one, the kind decides."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    kind = models.CharField(max_length=30, editable=False)
    by_email = models.BooleanField()

    class Meta:
        verbose_name = _("choice of e-mail")
        verbose_name_plural = _("choices of e-mail")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="mail_choice_once")]

    def __str__(self):
        return self.kind


def notify(people, kind, sentence, url, *, but=None):
    """Tell `people` (not `but`, who did it) `sentence`, each in his own language, with a link to `url`.

    `sentence` is put into words under the language of each. Mails go out after the transaction. Raises
    ValueError for an address that is not ours.
    """
    if not url_has_allowed_host_and_scheme(url, None):
        raise ValueError(url)
    wanted = {person.pk: person for person in people if person.is_active and person != but}
    chosen = choices_of(wanted, kind)
    notices = []
    for person in wanted.values():
        with translation.override(person.language):
            words = str(sentence)
        notices.append(
            Notice(
                person=person,
                kind=kind,
                sentence=words,
                url=url,
                is_mail_wanted=bool(person.email) and chosen.get(person.pk, kinds[kind].by_email),
            )
        )
    Notice.objects.bulk_create(notices)
    if pks := [notice.pk for notice in notices if notice.is_mail_wanted]:
        transaction.on_commit(lambda: send(Notice.objects.filter(pk__in=pks)))


def choices_of(people, kind):
    chosen = MailChoice.objects.filter(person__in=people, kind=kind)
    return dict(chosen.values_list("person_id", "by_email"))


def wants_mail(person):
    """Pairs of each kind and whether this person gets it by e-mail."""
    chosen = dict(person.mail_choices.values_list("kind", "by_email"))
    return [(kind, chosen.get(kind.key, kind.by_email)) for kind in kinds.values()]


@transaction.atomic
def choose(person, wanted):
    """Remember by which kinds of notices (keys) this person wants mails."""
    for key in kinds:
        MailChoice.objects.update_or_create(person=person, kind=key, defaults={"by_email": key in wanted})


def send(notices):
    """Send the mails of these notices, each once; the number sent. A server that is down leaves them waiting."""
    sent = 0
    for pk in notices.to_send().order_by("at", "id").values_list("pk", flat=True)[:AT_A_TIME]:
        try:
            sent += send_one(pk)
        except (OSError, SMTPException) as error:
            logger.warning("Mail could not be sent, it waits: %s", type(error).__name__)
            break
    return sent


@transaction.atomic
def send_one(pk):
    """Send one mail, if nobody else is sending it or has sent it."""
    rows = Notice.objects.to_send().select_related("person")
    lock = (
        {"skip_locked": True, "of": ("self",)}
        if connection.features.has_select_for_update_skip_locked
        else {}
    )
    notice = rows.select_for_update(**lock).filter(pk=pk).first()
    if notice is None:
        return 0
    message_of(notice).send()
    notice.mailed_at = timezone.now()
    notice.save(update_fields=["mailed_at"])
    return 1


def message_of(notice):
    """The mail: plain text, one line as its subject."""
    with translation.override(notice.person.language):
        lines = [
            notice.sentence,
            "",
            f"{settings.SITE_URL}{notice.url}",
            "",
            gettext("To get no such mails: %(url)s") % {"url": f"{settings.SITE_URL}/admin/notices/"},
        ]
    subject = " ".join(notice.sentence.split())[:150]
    return EmailMessage(subject, "\n".join(lines), to=[notice.person.email])


def tidy(at=None):
    """Delete what was read long ago; the number deleted."""
    long_ago = (at or timezone.now()) - KEPT_FOR
    deleted, _by_model = Notice.objects.filter(read_at__lt=long_ago).delete()
    return deleted
