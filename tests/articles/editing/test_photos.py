"""Photos in the library and in articles; tests/core/test_pixels.py tests which files are accepted."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from PIL import Image

from articles.editing import photos
from articles.models import Photo
from newsroom.core import richtext
from newsroom.core.errors import Refusal
from tests.factories import ArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db


def jpeg(color="red", size=(700, 500), name="Đại hội Đảng bộ.jpg"):
    content = BytesIO()
    Image.new("RGB", size, color).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


@pytest.fixture
def photo(writer):
    return photos.store_photo(jpeg(), by=writer)


def figure(photo, caption="Đại biểu phát biểu"):
    return richtext.figure_html(
        photo.key, photo.page_width, photo.height_for(photo.page_width), caption=caption
    )


class TestStore:
    def test_public_storage_holds_the_resized_copies_alone(self, photo):
        for width in photo.widths:
            for extension in ("avif", "webp", "jpg"):
                assert default_storage.exists(photo.path(width, extension))
        assert (photo.width, photo.height) == (700, 500)
        assert photo.widths == (320, 640, 700)

    def test_original_is_stored_without_a_url(self, photo, settings, client):
        assert photo.original.storage.exists(photo.original.name)
        assert not default_storage.exists(photo.original.name)
        with pytest.raises(ValueError, match="private"):
            _ = photo.original.url
        for address in (
            photo.original.name,
            f"../private/{photo.original.name}",
            f"photos/{photo.key}/../../x",
        ):
            assert client.get(settings.MEDIA_URL + address).status_code == 404

    def test_public_copies_are_served(self, photo, client):
        response = client.get(photo.url())

        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        response.close()

    def test_uploading_a_file_twice_makes_one_photo(self, photo, writer, editor):
        assert photos.store_photo(jpeg(), by=editor) == photo
        assert photos.store_photo(jpeg("blue"), by=writer) != photo

    def test_refused_file_is_not_stored(self, writer, settings):
        with pytest.raises(Refusal):
            photos.store_photo(SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>"), by=writer)

        assert not Photo.objects.exists()
        assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]

    def test_uploads_are_rate_limited(self, writer, monkeypatch):
        monkeypatch.setattr(photos, "UPLOADS", photos.UPLOADS._replace(count=1))
        photos.store_photo(jpeg(), by=writer)

        with pytest.raises(photos.TooManyUploads):
            photos.store_photo(jpeg("blue"), by=writer)


class TestUse:
    def test_uses_follow_the_body(self, photo, writer):
        other = photos.store_photo(jpeg("blue"), by=writer)
        article = ArticleFactory(body=figure(photo, "Một") + figure(other, "Hai"))
        article.body = figure(other, "Ba")
        article.save()

        assert [(use.photo, use.caption) for use in article.photo_uses.all()] == [(other, "Ba")]

    def test_the_first_photo_becomes_the_cover_where_none_was_chosen(self, photo):
        article = ArticleFactory(body=figure(photo))
        article.refresh_from_db()

        assert article.cover == photo

    def test_a_used_photo_cannot_be_deleted(self, photo):
        ArticleFactory(body=figure(photo))

        with pytest.raises(ProtectedError):
            photos.delete_photo(photo)

        assert default_storage.exists(photo.path(320))

    def test_deleting_an_unused_photo_deletes_its_files(self, photo, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            photos.delete_photo(Photo.objects.get(pk=photo.pk))

        assert not default_storage.exists(photo.path(320))
        assert not photo.original.storage.exists(photo.original.name)

    def test_the_same_photo_has_another_caption_in_another_article(self, photo):
        first = ArticleFactory(body=figure(photo, "Một"))
        second = ArticleFactory(body=figure(photo, "Hai"))

        assert first.photo_uses.get().caption == "Một"
        assert second.photo_uses.get().caption == "Hai"


class TestRendering:
    def test_readers_get_a_responsive_picture(self, photo):
        article = ArticleFactory(body=figure(photo))

        assert article.rendered_body.count("<picture>") == 1
        assert 'type="image/avif"' in article.rendered_body
        assert (
            f'width="{photo.page_width}" height="{photo.height_for(photo.page_width)}"'
            in article.rendered_body
        )
        assert "<figcaption>Đại biểu phát biểu</figcaption>" in article.rendered_body

    def test_only_the_first_photo_loads_at_once(self, photo):
        article = ArticleFactory(body=figure(photo) * 3)

        assert article.rendered_body.count('loading="lazy"') == 2
        assert article.rendered_body.index('fetchpriority="high"') < article.rendered_body.index("lazy")

    def test_alt_text_and_credit_of_the_photo_show_in_every_article(self, photo):
        articles = [ArticleFactory(body=figure(photo)), ArticleFactory(body=figure(photo))]
        photo.alt, photo.credit = 'Hội trường "lớn" <b>', "Văn Minh"
        photo.save()

        for article in articles:
            article.refresh_from_db()
            assert 'alt="Hội trường &quot;lớn&quot; &lt;b&gt;"' in article.rendered_body
            assert '<span class="credit">Ảnh: Văn Minh</span></figcaption>' in article.rendered_body

    def test_a_decorative_photo_has_an_empty_alt(self, photo):
        photo.alt, photo.is_decorative = "Hoa văn", True
        photo.save()

        assert 'alt=""' in ArticleFactory(body=figure(photo)).rendered_body

    def test_url_of_an_unknown_photo_shows_none(self):
        article = ArticleFactory(body=figure(PhotoFactory.build()))

        assert "<img" not in article.rendered_body

    def test_text_around_photos_is_unchanged(self, photo):
        words = "<p>Một &amp; hai &lt;b&gt; <strong>ba</strong><br>năm…</p>"
        article = ArticleFactory(body=words + figure(photo) + words)

        assert article.rendered_body.startswith(words)
        assert article.rendered_body.endswith(words)
