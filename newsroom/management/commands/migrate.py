from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.utils.translation import gettext as _

# The accounts of release 0.1. Its migrations were replaced by one initial migration for each app.
TABLE_OF_0_1 = "ground_user"


class Command(migrate.Command):
    help = "Django's migrate. It refuses a database made by release 0.1 and leaves it as it is."

    def handle(self, *args, **options):
        if TABLE_OF_0_1 in connections[options["database"]].introspection.table_names():
            raise CommandError(
                _(
                    "This database was made by release 0.1 and cannot be upgraded; nothing was changed: move the"
                    " folder %(folder)s away, or name an empty database in DATABASE_URL, and run the command again."
                )
                % {"folder": settings.VAR}
            )
        return super().handle(*args, **options)
