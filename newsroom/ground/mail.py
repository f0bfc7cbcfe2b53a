"""Notices as e-mail: plain text, from a queue that is the table of notices itself (`newsroom.ground.notices`).

A mail goes out right after what it tells of. A server that is down or slow keeps nobody waiting for long: sending
stops, the rows stay, and `manage.py send_notices` tries again.
"""

import logging
import smtplib
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .text import normalize

logger = logging.getLogger(__name__)
DOWN = "notices-mail-server-down"
SPARED = 5 * 60  # seconds for which nobody waits again for a server that was down
NOW = 5  # seconds after which the rest is left to the command
SUBJECT = 150  # characters


def deliver_now(queue) -> int:
    """Send while the person who did it waits: for a few seconds, and not to a server that was just down."""
    return 0 if cache.get(DOWN) else deliver(queue, seconds=NOW)


def deliver(queue, *, seconds: float | None = None) -> int:
    """Send what is due in `queue` (notices); how many mails went out. No fault of a mail server is raised."""
    sent = 0
    started = monotonic()
    if not queue.to_mail(timezone.now()).exists():
        return sent
    try:
        with get_connection() as server:
            while seconds is None or monotonic() - started < seconds:
                notice = queue.claim(timezone.now())
                if notice is None:
                    break
                sent += send(notice, server)
    except OSError as error:  # every smtplib exception is one
        logger.warning("The mail server cannot be used (%s); notices wait.", type(error).__name__)
        cache.set(DOWN, True, SPARED)
    return sent


def send(notice, server) -> bool:
    """Send one mail. Refused ones wait; raises OSError when the server is gone."""
    try:
        server.send_messages([message(notice)])
    except smtplib.SMTPServerDisconnected:
        raise
    except (smtplib.SMTPException, ValueError) as error:  # ValueError: an address that is none
        logger.warning("The mail of notice %s was refused (%s).", notice.pk, type(error).__name__)
        return False
    notice.emailed_at = timezone.now()
    notice.save(update_fields=["emailed_at"])
    return True


def message(notice):
    """The mail: the sentence, where it leads, how to get fewer of them."""
    with translation.override(notice.person.language):
        fewer = _("Choose which notices also come by e-mail: %(url)s") % {
            "url": settings.SITE_URL + reverse("admin:notice_choices")
        }
        subject = Truncator(normalize(notice.sentence)).chars(SUBJECT)  # one line: a header has no second
    return EmailMessage(
        subject=subject,
        body=f"{notice.sentence}\n\n{settings.SITE_URL}{notice.url}\n\n{fewer}\n",
        to=[notice.person.email],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no answer by a machine
    )
