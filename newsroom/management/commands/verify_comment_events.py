from django.core.management.base import BaseCommand, CommandError

from comments import events

MAX_LISTED = 20  # of the comments that were changed


class Command(BaseCommand):
    help = (
        "Verifies the chain of events of comments: prints the first event that was changed, removed or moved. "
        "When the chain is intact, prints the comments that differ from it."
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
        if verdict.changed:
            listed = ", ".join(map(str, verdict.changed[:MAX_LISTED]))
            number = len(verdict.changed)
            raise CommandError(
                f"{verdict.count} events hold together, but {number} comments are not as they say: {listed}."
            )
        self.stdout.write(f"{verdict.count} events hold together.")
        self.stdout.write(f"The last digest is {verdict.head or 'none yet'}. Note it down.")
