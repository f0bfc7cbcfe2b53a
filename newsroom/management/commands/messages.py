"""Keeps the one Vietnamese catalogue: ours, Django's gaps and corrections, every library's.

GNU gettext finds our own strings; Django's English catalogues say what Django can say. A message that stands in
the catalogue keeps its translation; a new one is added empty, to be translated; one that nobody says any more goes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

OURS = ("newsroom", "articles", "comments", "templates", "static")
LIBRARIES = ("simple_history", "ckeditor", "csp")
DOMAINS = {"django": (".py", ".html"), "djangojs": (".js",)}
FOLDER = settings.BASE_DIR / "locale" / "vi" / "LC_MESSAGES"


class Command(BaseCommand):
    help = (
        "Renews the Vietnamese catalogue; --check fails when a message has no Vietnamese or a .mo is stale."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, only say what is wrong")

    def handle(self, *, check, **options):
        faults = []
        for domain in DOMAINS:
            path = FOLDER / f"{domain}.po"
            catalogue = polib.pofile(str(path), wrapwidth=100)
            if not check:
                renew(catalogue, domain)
                catalogue.save()
                catalogue.save_as_mofile(str(path.with_suffix(".mo")))
            faults += [
                f"{domain}: no Vietnamese for {entry.msgid!r}" for entry in catalogue.untranslated_entries()
            ]
            faults += stale(catalogue, path.with_suffix(".mo"))
        if faults:
            raise CommandError("\n".join(faults))


def renew(catalogue, domain):
    """Add what is said and missing, drop what nobody says."""
    ours, shipped = said_by_us(domain), said_by_django(domain)
    here = {key(entry): entry for entry in catalogue}
    for name, entry in ours.items():
        if name not in here:
            catalogue.append(blank(entry))
    for name, entry in here.items():
        if name not in ours and name not in shipped and not said_by_a_library(entry.msgid):
            catalogue.remove(entry)
    catalogue.sort(key=key)


def key(entry):
    return (entry.msgctxt or "", entry.msgid)


def blank(entry):
    plural = {"msgid_plural": entry.msgid_plural, "msgstr_plural": {0: ""}} if entry.msgid_plural else {}
    return polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, flags=entry.flags, **plural)


def said_by_us(domain):
    """Our own messages, found by Django's makemessages in a folder that is thrown away."""
    if shutil.which("xgettext") is None:
        raise CommandError("GNU gettext is missing (on Debian: apt-get install gettext).")

    with tempfile.TemporaryDirectory() as folder:
        for name in OURS:
            if (settings.BASE_DIR / name).exists():
                shutil.copytree(settings.BASE_DIR / name, Path(folder) / name)
        (Path(folder) / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "-d", domain, "--no-location"]
        bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=folder, env=bare, check=True, capture_output=True)  # noqa: S603 -- fixed arguments
        found = Path(folder) / "locale/vi/LC_MESSAGES" / f"{domain}.po"
        return {key(entry): entry for entry in polib.pofile(str(found))} if found.exists() else {}


def said_by_django(domain):
    places = [Path(django.__file__).parent / "conf", *(Path(app.path) for app in apps.get_app_configs())]
    files = [place / "locale/en/LC_MESSAGES" / f"{domain}.po" for place in places]
    return {key(entry): entry for file in files if file.exists() for entry in polib.pofile(str(file))}


def said_by_a_library(message):
    return any(message in text for text in library_sources())


def library_sources():
    for label in LIBRARIES:
        for path in Path(apps.get_app_config(label).path).rglob("*"):
            if path.suffix in DOMAINS["django"]:
                yield path.read_text(encoding="utf-8")


def stale(catalogue, path):
    compiled = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(path))}
    written = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue.translated_entries()}
    return [] if compiled == written else [f"{path.name} is stale: run manage.py messages"]
