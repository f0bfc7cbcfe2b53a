from django.core.management.base import BaseCommand, CommandError

from comments import events


class Command(BaseCommand):
    help = (
        "Reads the chain of events of comments, and names the first one that was changed, removed or moved."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            default="",
            metavar="DIGEST",
            help="a digest noted earlier, which must still be in the chain",
        )

    def handle(self, *, head, **options):
        verdict = events.verify(noted=head)
        if verdict.broken:
            raise CommandError(f"{verdict.count} events hold together; the chain breaks at {verdict.broken}.")
        self.stdout.write(f"{verdict.count} events hold together.")
        self.stdout.write(f"The last digest is {verdict.head or 'none yet'}. Note it down.")
