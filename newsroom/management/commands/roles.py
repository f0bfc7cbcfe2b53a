from django.core.management.base import BaseCommand

from newsroom.core import roles


class Command(BaseCommand):
    help = "Creates the roles' groups, and gives each exactly the rights that the code grants it."

    def handle(self, **options):
        roles.repair()
        self.stdout.write(f"{len(roles.GROUP_NAMES)} roles are in order.")
