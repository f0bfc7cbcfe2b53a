from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from newsroom.core.accounts import User
from newsroom.demo.data import PASSWORD, list_accounts


class Command(BaseCommand):
    help = "Prints the addresses and the accounts of the demo newsroom."

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")

    def handle(self, *, port, **options):
        site = f"http://127.0.0.1:{port}"
        lines = [
            "",
            "  " + _("Site: %(url)s") % {"url": f"{site}/"},
            "  " + _("Admin: %(url)s") % {"url": f"{site}/admin/"},
            "",
        ]
        known = set(User.objects.values_list("username", flat=True))
        for account in list_accounts():
            if account["username"] in known:
                lines.append(f"  {account['username']:<10} {PASSWORD:<18} {account['role_name']}")
        self.stdout.write("\n".join([*lines, ""]))
