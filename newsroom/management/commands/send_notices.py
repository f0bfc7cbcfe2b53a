from django.core.management.base import BaseCommand

from newsroom.ground import notices
from newsroom.ground.notices import Notice


class Command(BaseCommand):
    help = "Sends the mails of notices that could not be sent at once, and deletes notices read long ago."

    def handle(self, **options):
        sent = notices.send(Notice.objects.all())
        deleted = notices.tidy()
        self.stdout.write(f"{sent} sent, {deleted} deleted")
