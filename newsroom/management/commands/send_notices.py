from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.mail.letters import ReaderMailQueue
from newsroom.core import mail
from newsroom.core.notices import Notice


class Command(BaseCommand):
    help = "Sends the due mails to staff and readers, and deletes notices that were read long ago. For cron."

    def handle(self, **options):
        sent = mail.deliver(Notice.objects.all()) + mail.deliver(ReaderMailQueue())
        deleted, _each = Notice.objects.due_for_deletion(timezone.now()).delete()
        if sent or deleted:  # cron mails all output
            self.stdout.write(f"{sent} mails sent, {deleted} old notices deleted.")
