"""System checks of known risks: each fails when the protection against one is gone."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

from newsroom.core import editor, richtext


@register(Tags.security)
def editor_is_safe(app_configs, **kwargs):
    """CKEditor 4 gets no more fixes: check the protections around it (docs/decisions.md)."""
    config = editor.ckeditor_config()
    hostile = '<p>x</p><script>alert(1)</script><img src="//elsewhere.example/x.png" onerror="alert(1)">'
    rules = [
        (
            not apps.is_installed("ckeditor_uploader"),
            Error(
                "ckeditor_uploader is installed: it lets any staff member store any file without CSRF protection.",
                hint="Remove it from INSTALLED_APPS; photos come in through articles.photos.",
                id="newsroom.E001",
            ),
        ),
        (
            "sourcearea" in config["removePlugins"] and config["allowedContent"] not in (True, "*"),
            Error(
                "The editor allows source mode or any content.",
                hint="Restore removePlugins and allowedContent in newsroom.core.editor.",
                id="newsroom.E002",
            ),
        ),
        (
            richtext.clean(hostile) == "<p>x</p>",
            Error(
                "The sanitizer lets scripts or foreign images through.",
                hint="Restore the table in newsroom.core.richtext.",
                id="newsroom.E003",
            ),
        ),
        (
            str(settings.PRIVATE_ROOT) != str(settings.MEDIA_ROOT)
            and settings.MEDIA_ROOT not in type(settings.MEDIA_ROOT)(settings.PRIVATE_ROOT).parents,
            Error(
                "Originals of photos lie inside the public media folder.",
                hint="Set PRIVATE_ROOT to a folder outside MEDIA_ROOT.",
                id="newsroom.E004",
            ),
        ),
    ]
    return [error for holds, error in rules if not holds]


@register(Tags.database)
def database_knows_vietnamese(app_configs, databases=(), **kwargs):
    """Check that PostgreSQL lowers Đ and Ả: with the locale "C" it does not. SQLite never does, and needs no check."""
    errors = []
    for alias in databases or ():
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT lower('ĐẢNG')")
            if cursor.fetchone() != ("đảng",):
                errors.append(
                    Error(
                        f"The database {alias!r} does not know Vietnamese letters: its locale is C.",
                        hint="Make it again with createdb --locale=C.UTF-8 --template=template0.",
                        id="newsroom.E005",
                    )
                )
    return errors
