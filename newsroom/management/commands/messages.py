"""Renews the Vietnamese catalogue: our messages, gaps and corrections of Django's, those of every library.

GNU gettext finds the messages of our code and of the libraries; Django's English catalogues list those of Django. A
message in the catalogue keeps its translation: an entry that Django translates, too, is a correction. A message without
any Vietnamese is added empty, to be translated. An unused message is removed.
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

SOURCE_FOLDERS = ("newsroom", "articles", "comments", "templates", "static")
DOMAINS = ("django", "djangojs")
NO_GETTEXT = "GNU gettext is missing (on Debian: apt-get install gettext)."
# The complete header has no date and no name: the same messages always make the same file.
HEADER = {
    "Project-Id-Version": "newsroom",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Command(BaseCommand):
    help = "Renews the Vietnamese catalogue; --check only reports missing Vietnamese and differences."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, only report faults")

    def handle(self, *, check, **options):
        has_gettext = shutil.which("xgettext") is not None
        if not has_gettext:
            if not check:
                raise CommandError(NO_GETTEXT)
            self.stderr.write(f"{NO_GETTEXT} New messages in the source were not searched.")

        faults = []
        for domain in DOMAINS:
            path = Path(settings.LOCALE_PATHS[0]) / "vi/LC_MESSAGES" / f"{domain}.po"
            catalogue = load_catalogue(path)
            if has_gettext:
                catalogue = renew_catalogue(catalogue, domain)
            if not check:
                write_catalogue(catalogue, path)
            faults += list(find_faults(catalogue, path))
        if faults:
            raise CommandError("\n".join(faults))


def load_catalogue(path):
    return polib.pofile(str(path), wrapwidth=100)


def write_catalogue(catalogue, path):
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def renew_catalogue(catalogue, domain):
    """Return the catalogue sorted, with new messages that have no Vietnamese yet, without unused ones."""
    known = {message_key(entry): entry for entry in catalogue}
    shipped = keys_in_vietnamese(domain)
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = dict(HEADER)
    for name, entry in sorted({**collect_from_django(domain), **collect_from_source(domain)}.items()):
        kept = known.get(name)
        if kept and kept.msgid_plural == entry.msgid_plural:
            fresh.append(kept)
        elif kept or name not in shipped:
            fresh.append(empty_entry(entry))
    return fresh


def message_key(entry):
    return (entry.msgctxt or "", entry.msgid)


def empty_entry(entry):
    plural = {"msgid_plural": entry.msgid_plural, "msgstr_plural": {0: ""}} if entry.msgid_plural else {}
    return polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, flags=entry.flags, **plural)


def collect_from_source(domain):
    """Return the messages of our code and the libraries, found by Django's makemessages in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        copy_sources(Path(folder))
        (Path(folder) / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "-d", domain, "--no-location"]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)  # noqa: S603 -- fixed arguments
        if run.returncode:
            raise CommandError(run.stderr)
        path = Path(folder) / "locale/vi/LC_MESSAGES" / f"{domain}.po"
        return {message_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}


def copy_sources(folder):
    for name in SOURCE_FOLDERS:
        if (settings.BASE_DIR / name).exists():
            shutil.copytree(settings.BASE_DIR / name, folder / name)
    for app in apps.get_app_configs():
        if app.name.partition(".")[0] not in ("django", *SOURCE_FOLDERS):
            # Scripts of libraries bring their own translations (CKEditor's lang/vi.js).
            shutil.copytree(
                app.path, folder / "libraries" / app.label, ignore=shutil.ignore_patterns("static", "locale")
            )


def collect_from_django(domain):
    files = (place / "en/LC_MESSAGES" / f"{domain}.po" for place in library_locale_folders())
    return {message_key(entry): entry for file in files if file.exists() for entry in polib.pofile(str(file))}


def keys_in_vietnamese(domain):
    """Return the messages that Django or a library translates."""
    files = (place / "vi/LC_MESSAGES" / f"{domain}.mo" for place in library_locale_folders())
    return {message_key(entry) for file in files if file.exists() for entry in polib.mofile(str(file))}


def library_locale_folders():
    """Return the locale folders of Django and of every installed app."""
    places = [Path(django.__file__).parent / "conf", *(Path(app.path) for app in apps.get_app_configs())]
    return [place / "locale" for place in places]


def find_faults(catalogue, path):
    for entry in catalogue.untranslated_entries():
        yield f"{path.stem}: no Vietnamese for {entry.msgid!r}"
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    if str(catalogue) != str(load_catalogue(path)) or translations(
        catalogue.translated_entries()
    ) != translations(compiled):
        yield f"{path.stem}: the catalogue is out of date; run manage.py messages"


def translations(entries):
    return {message_key(entry): (entry.msgstr, entry.msgstr_plural) for entry in entries}
