"""E-mails in plain text, from queues that are tables (`newsroom.core.notices`, `comments.mail.letters`).

A mail goes out right after the act that it reports. When the mail server is down or slow, sending stops, the rows stay,
and `manage.py send_notices` tries again; nobody waits longer than a few seconds.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol

from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from .text import normalize

logger = logging.getLogger(__name__)
SERVER_DOWN_KEY = "notices-mail-server-down"
PAUSE_SECONDS = 5 * 60  # after a failure only the command tries the server
DELIVER_NOW_SECONDS = 5  # then the rest is left to the command
RETRY_AFTER = timedelta(minutes=10)  # for a mail that did not go out, or whose sender died
GIVE_UP_AFTER = timedelta(days=3)  # an older mail is no longer news and is not sent
SUBJECT_LENGTH = 150  # characters


class Letter(Protocol):
    """A row of a queue."""

    @property
    def label(self) -> str:
        """The name of the letter in the log; it contains no e-mail address."""

    def message(self) -> EmailMessage: ...

    def mark_mailed(self, at: datetime) -> None: ...


class Queue(Protocol):
    """Letters of which some are due."""

    def to_mail(self, at: datetime) -> QuerySet:
        """Return the letters that may be sent at `at`."""

    def claim(self, at: datetime) -> Letter | None:
        """Return the next letter, which no other sender gets meanwhile, or None."""


def deliver_now(queue: Queue) -> int:
    """Send mails while a person waits: for DELIVER_NOW_SECONDS, and not to a server that was just down."""
    return 0 if cache.get(SERVER_DOWN_KEY) else deliver(queue, seconds=DELIVER_NOW_SECONDS)


def deliver(queue: Queue, *, seconds: float | None = None) -> int:
    """Send the mails that are due in `queue`, for `seconds` at most; return how many went out.

    Raise nothing when the mail server fails.
    """
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


def send(letter: Letter, server: BaseEmailBackend) -> bool:
    """Send one mail. A refused one stays in its queue. Raise OSError when the connection is lost."""
    try:
        server.send_messages([letter.message()])
    except smtplib.SMTPServerDisconnected:
        raise
    except (smtplib.SMTPException, ValueError) as error:  # ValueError: a malformed e-mail address
        logger.warning("The mail of %s was refused (%s).", letter.label, type(error).__name__)
        return False
    letter.mark_mailed(timezone.now())
    return True


def compose_mail(*, subject: str, body: str, to: str, **headers: str) -> EmailMessage:
    """Return a mail in plain text with a subject of one line."""
    return EmailMessage(
        subject=Truncator(normalize(subject)).chars(SUBJECT_LENGTH),  # a header is one line
        body=body,
        to=[to],
        headers={"Auto-Submitted": "auto-generated", **headers},  # RFC 3834: machines do not answer it
    )
