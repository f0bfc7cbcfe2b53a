"""Letters as e-mail: plain text, from a queue that is a table (`newsroom.core.notices`, `comments.mail.letters`).

A mail goes out right after what it tells of. A server that is down or slow keeps nobody waiting for long: sending
stops, the rows stay, and `manage.py send_notices` tries again.

A queue knows what is due (`to_mail(at)`, a queryset) and gives the next one to one sender only (`claim(at)`, or None);
a letter knows its `message()` and notes that it `mark_mailed(at)`.
"""

import logging
import smtplib
from time import monotonic

from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.text import Truncator

from .text import normalize

logger = logging.getLogger(__name__)
SERVER_DOWN_KEY = "notices-mail-server-down"
PAUSE_SECONDS = 5 * 60  # seconds for which nobody waits again for a server that was down
DELIVER_NOW_SECONDS = 5  # seconds after which the rest is left to the command
SUBJECT_LENGTH = 150  # characters


def deliver_now(queue) -> int:
    """Send while the person who did it waits: for a few seconds, and not to a server that was just down."""
    return 0 if cache.get(SERVER_DOWN_KEY) else deliver(queue, seconds=DELIVER_NOW_SECONDS)


def deliver(queue, *, seconds: float | None = None) -> int:
    """Send what is due in `queue`; how many mails went out. No fault of a mail server is raised."""
    sent = 0
    started = monotonic()
    if not queue.to_mail(timezone.now()).exists():
        return sent
    try:
        with get_connection() as server:
            while seconds is None or monotonic() - started < seconds:
                letter = queue.claim(timezone.now())
                if letter is None:
                    break
                sent += send(letter, server)
    except OSError as error:  # every smtplib exception is one
        logger.warning("The mail server cannot be used (%s); mails wait.", type(error).__name__)
        cache.set(SERVER_DOWN_KEY, True, PAUSE_SECONDS)
    return sent


def send(letter, server) -> bool:
    """Send one mail. Refused ones wait; raises OSError when the server is gone."""
    try:
        server.send_messages([letter.message()])
    except smtplib.SMTPServerDisconnected:
        raise
    except (smtplib.SMTPException, ValueError) as error:  # ValueError: an address that is none
        logger.warning("The mail of %s was refused (%s).", letter.label, type(error).__name__)
        return False
    letter.mark_mailed(timezone.now())
    return True


def compose_mail(*, subject, body, to, **headers):
    """A mail of ours: one line of subject, plain text."""
    return EmailMessage(
        subject=Truncator(normalize(subject)).chars(SUBJECT_LENGTH),  # one line: a header has no second
        body=body,
        to=[to],
        headers={"Auto-Submitted": "auto-generated", **headers},  # RFC 3834: no answer by a machine
    )
