"""The URLs of a photo's copies."""

import pytest

from newsroom.core import pixels
from newsroom.core.renditions import is_rendition_path, parse_rendition_url, rendition_path, rendition_url

KEY = "0123456789abcdef"


@pytest.mark.parametrize("width", pixels.WIDTHS)
@pytest.mark.parametrize("extension", pixels.EXTENSIONS)
def test_url_of_every_copy_names_its_photo(width, extension):
    assert is_rendition_path(rendition_path(KEY, width, extension))
    assert parse_rendition_url(rendition_url(KEY, width, extension)) == KEY


def test_the_url_is_the_path_below_the_public_storage():
    assert rendition_url(KEY, 960) == "/media/photos/0123456789abcdef/960.jpg"


@pytest.mark.parametrize(
    "url",
    [
        "",
        f"photos/{KEY}/960.jpg",
        f"https://elsewhere.example/media/photos/{KEY}/960.jpg",
        f"/media/photos/{KEY}/../960.jpg",
        f"/media/photos/{KEY}/960.svg",
        f"/media/photos/{KEY.upper()}/960.jpg",
        f"/media/originals/{KEY}",
        f"/media/photos/{KEY}/960.jpg?x=1",
    ],
)
def test_no_other_url_names_a_photo(url):
    assert parse_rendition_url(url) is None
