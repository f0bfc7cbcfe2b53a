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
        verdict = events.verify(expected_digest=head)
        if verdict.broken_at:
            raise CommandError(
                f"{verdict.intact_count} events hold together; the chain breaks at {verdict.broken_at}."
            )
        if verdict.altered:
            listed = ", ".join(map(str, verdict.altered[:MAX_LISTED]))
            number = len(verdict.altered)
            raise CommandError(
                f"{verdict.intact_count} events hold together, but {number} comments are not as they say: {listed}."
            )
        self.stdout.write(f"{verdict.intact_count} events hold together.")
        self.stdout.write(f"The last digest is {verdict.head or 'none yet'}. Note it down.")
