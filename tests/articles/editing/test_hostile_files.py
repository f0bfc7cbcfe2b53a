"""Hostile files sent to the upload URL: the answer is a sentence or a clean photo, never a 500,
and no stored original has a URL.
"""

import pytest
from PIL import Image

from articles.models import Photo
from tests.core import pictures
from tests.core.test_pixels import REFUSED

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/articles/photo/upload/"
CLEANED = {
    "GIF with HTML behind it": pictures.gif() + pictures.SCRIPT,
    "animated": pictures.make_animation("GIF"),
    "CMYK": pictures.jpeg(mode="CMYK"),
    "turned, with GPS and comments": pictures.make_with_metadata("JPEG"),
    "HEIC": pictures.HEIC,
}


@pytest.fixture
def send(client, writer):
    client.force_login(writer)
    return lambda content, name="Ảnh hội nghị.jpg": client.post(
        UPLOAD, {"upload": pictures.make_upload(content, name)}
    )


def public_files(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_is_answered_with_a_sentence_and_leaves_nothing(send, settings, name):
    content, refusal = REFUSED[name]

    response = send(content)

    assert response.status_code == 400
    assert response.json() == {"uploaded": 0, "error": {"message": str(refusal.sentence)}}
    assert public_files(settings) == []
    assert not Photo.objects.exists()


@pytest.mark.parametrize("name", CLEANED)
@pytest.mark.parametrize("file_name", ["ảnh.jpg", "trang.html", "../../x.svg", "a" * 300 + ".php"])
def test_unusual_file_becomes_a_clean_photo_with_a_generated_name(send, settings, name, file_name):
    response = send(CLEANED[name], file_name)

    assert response.status_code == 200, response.content
    photo = Photo.objects.get()
    files = public_files(settings)
    assert {path.name for path in files} == {
        f"{width}.{extension}" for width in photo.widths for extension in ("avif", "webp", "jpg")
    }
    for path in files:
        content = path.read_bytes()
        assert pictures.SCRIPT not in content
        assert pictures.SECRET not in content
        with Image.open(path) as image:
            assert not image.getexif()


def test_originals_have_no_url(send, client, settings):
    send(pictures.make_with_metadata("JPEG"))
    photo = Photo.objects.get()
    name = photo.original.name
    client.logout()

    for address in (
        f"/media/{name}",
        f"/media/../private/{name}",
        f"/media/photos/{photo.key}/{photo.key}",
        f"/{name}",
    ):
        assert client.get(address).status_code == 404
    assert photo.original.storage.exists(name)
