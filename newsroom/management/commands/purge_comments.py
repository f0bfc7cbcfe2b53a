from django.core.management.base import BaseCommand

from comments.retention import purge


class Command(BaseCommand):
    help = "Deletes data of readers whose retention period is over, except data under a legal hold. For cron."

    def handle(self, **options):
        counts = {kind: count for kind, count in purge.purge().items() if count}
        if counts:  # cron mails all output
            text = ", ".join(f"{kind} {count}" for kind, count in counts.items())
            self.stdout.write(f"Purged: {text}.")
