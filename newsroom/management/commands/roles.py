from django.core.management.base import BaseCommand

from newsroom.core import roles


class Command(BaseCommand):
    help = "Creates the group of each role and gives it exactly the permissions that the code grants."

    def handle(self, **options):
        roles.repair()
        self.stdout.write(f"{len(roles.GROUP_NAMES)} roles are in order.")
