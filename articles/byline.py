"""The byline as one line: what stands at the end of an article."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext


def line(bylines):
    """All contributors in print: words first, then photos, then compilers, each kind named where needed.

    The line is stored, so it is in the site's language whatever the language of who saves.
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
