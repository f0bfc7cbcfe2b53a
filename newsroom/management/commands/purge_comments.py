from django.core.management.base import BaseCommand

from comments.retention import privacy


class Command(BaseCommand):
    help = "Deletes what has been kept of readers for long enough, except what a legal hold keeps. For cron."

    def handle(self, **options):
        done = {kind: count for kind, count in privacy.purge().items() if count}
        if done:  # cron mails whatever a command prints
            counts = ", ".join(f"{kind} {count}" for kind, count in done.items())
            self.stdout.write(f"Purged: {counts}.")
