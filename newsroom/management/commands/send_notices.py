from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.mail.letters import ReaderMailQueue
from newsroom.core import mail
from newsroom.core.notices import Notice


class Command(BaseCommand):
    help = (
        "Sends the mails that are due, to staff and to readers, and deletes notices read long ago. For cron."
    )

    def handle(self, **options):
        sent = mail.deliver(Notice.objects.all()) + mail.deliver(ReaderMailQueue())
        deleted, _each = Notice.objects.due_for_deletion(timezone.now()).delete()
        if sent or deleted:  # cron mails whatever a command prints
            self.stdout.write(f"{sent} mails sent, {deleted} old notices deleted.")
