"""The path and URL of each copy of a photo: photos/<key>/<width>.<extension> in the public storage."""

import re

from django.conf import settings

RENDITION = re.compile(r"photos/(?P<key>[0-9a-f]{16})/[0-9]{2,4}\.(?:avif|webp|jpg)")


def rendition_folder(key: str) -> str:
    """Return the start of the paths of all copies of the photo with this key."""
    return f"photos/{key}/"


def rendition_path(key: str, width: int, extension: str = "jpg") -> str:
    """Return where the copy of this width lies in the public storage."""
    return f"{rendition_folder(key)}{width}.{extension}"


def rendition_url(key: str, width: int, extension: str = "jpg") -> str:
    """Return the URL of the copy of this width."""
    return settings.MEDIA_URL + rendition_path(key, width, extension)


def is_rendition_path(path: str) -> bool:
    """Whether a path in the public storage can be the copy of a photo. Nothing else there has a URL."""
    return RENDITION.fullmatch(path) is not None


def parse_rendition_url(url: str) -> str | None:
    """Return the key of the photo whose copy has this URL; None for every other URL."""
    match = RENDITION.fullmatch(url.removeprefix(settings.MEDIA_URL))
    return match["key"] if match and url.startswith(settings.MEDIA_URL) else None
