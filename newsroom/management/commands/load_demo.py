from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.core.identity import SiteIdentity
from newsroom.demo.loader import load_demo


class Command(BaseCommand):
    help = "Fills an empty newsroom with the demo: sample article, sections, offices, accounts, photos."

    def add_arguments(self, parser):
        parser.add_argument(
            "--force",
            action="store_true",
            help="also without DEBUG; the demo's passwords are known to everyone",
        )

    def handle(self, *, force, **options):
        if not (settings.DEBUG or force):
            raise CommandError("The demo's passwords are known to everyone: only with DEBUG=1, or --force.")
        if SiteIdentity.objects.exists():
            self.stdout.write("This newsroom is already filled; nothing was changed.")
            return
        self.stdout.write("Filling the demo newsroom (the first time only) ...")
        count = load_demo()
        self.stdout.write(f"{count} articles are there.")
