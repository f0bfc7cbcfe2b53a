"""The wording of bylines: one contributor, and all contributors of an article as one line of text.

Models, previews and versions call these functions, so that all print the same. The article's page prints each
contributor on a line of its own: `templates/articles/_byline.html`.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext


def join_name(name: str, office: str) -> str:
    """Name (Office). This string is never parsed: a name may have brackets of its own."""
    return f"{name} ({office})" if office else name


def format_byline(bylines: Iterable) -> str:
    """Contributors of words, then of photos, then compilers; the last two kinds are named.

    The line is stored, so it is in the site's language, whatever language the person who saves has chosen.
    """
    with translation.override(settings.LANGUAGE_CODE):
        kinds = {
            "words": "{names}",
            "photos": gettext("Photos: {names}"),
            "compiled": gettext("Compiled by {names}"),
        }
    parts = []
    for role, pattern in kinds.items():
        names = ", ".join(byline.text for byline in bylines if byline.role == role)
        if names:
            parts.append(pattern.format(names=names))
    return "; ".join(parts)
