"""The social image of an article: drawn legibly, stored when published, deleted with a take-down."""

import re
import unicodedata
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageChops, ImageDraw

from articles import workflow
from articles.editing import photos
from articles.editing.review import review
from articles.models import Article, State
from articles.syndication import social_image
from articles.syndication.social_image import drawing
from newsroom.core.identity import SiteIdentity
from tests.core.pictures import jpeg
from tests.factories import ArticleFactory, PhotoFactory, SectionFactory, release

pytestmark = pytest.mark.django_db
LONG = "Đại hội Đảng bộ thành phố lần thứ XXII, nhiệm kỳ 2025 - 2030, thành công tốt đẹp; " * 3


@pytest.fixture
def identity():
    identity = SiteIdentity(name="Trang tin Thành ủy Hà Tĩnh", short_name="Thành ủy Hà Tĩnh")
    identity.save()
    return identity


@pytest.fixture
def published_article(identity, django_capture_on_commit_callbacks):
    """Return an article published through the workflow, after its on_commit callbacks have run."""
    article = ArticleFactory(title="Thành ủy họp phiên thường kỳ", state=State.AWAITING)
    with django_capture_on_commit_callbacks(execute=True):
        release(article)
    article.refresh_from_db()
    return article


def list_stored_images(article):
    try:
        return storages["private"].listdir(f"share/{article.pk}")[1]
    except FileNotFoundError:
        return []


def open_image(content):
    return Image.open(BytesIO(content))


def list_letters():
    """Return every letter of Vietnamese, in both cases."""
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    vowels = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones}
    return sorted(each for letter in vowels | set("bcdđghklmnpqrstvx") for each in (letter, letter.upper()))


class TestDrawing:
    @pytest.mark.parametrize("title", ["Họp báo", LONG[:250], "x" * 250, "ẨỄỘ " * 60])
    @pytest.mark.parametrize("photo", [None, Image.new("RGB", (300, 900), "green")], ids=["text", "photo"])
    def test_has_the_size_that_networks_show_uncropped(self, title, photo):
        content = drawing.draw(title, "Khoa giáo " * 12, "Thành ủy " * 25, photo and (photo, "top-left"))

        image = open_image(content)
        assert (image.format, image.size) == ("JPEG", (1200, 630))
        assert len(content) < 300_000  # what the pickiest network takes

    @pytest.mark.parametrize(
        "size", sorted({size for size, _most in (*drawing.ALONE, *drawing.BESIDE_PHOTO)})
    )
    def test_no_diacritic_leaves_its_line(self, size):
        font = drawing.load_font(size)
        boxes = [font.getbbox(letter) for letter in list_letters()]

        assert min(top for _left, top, _right, _bottom in boxes) >= drawing.vertical_extent(font)[0]
        assert max(bottom for _left, _top, _right, bottom in boxes) <= drawing.vertical_extent(font)[1]

    def test_the_font_has_every_vietnamese_letter(self):
        font = drawing.load_font(44)
        missing = self.draw_letter(font, "\uffff")

        for letter in list_letters():
            assert self.draw_letter(font, letter) != missing, letter

    def draw_letter(self, font, letter):
        image = Image.new("L", (100, 100))
        ImageDraw.Draw(image).text((10, 10), letter, 255, font)
        return image.tobytes()

    def test_lines_break_between_words_and_lose_none(self):
        font, lines = drawing.fit_text("Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban", drawing.ALONE)

        assert " ".join(lines) == "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban"
        assert all(font.getlength(line) <= drawing.COLUMN for line in lines)

    def test_no_syllable_stands_alone_in_the_last_line(self):
        title = "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo - Văn hóa"

        for sizes in (drawing.ALONE, drawing.BESIDE_PHOTO):
            _font, lines = drawing.fit_text(title, sizes)
            assert len(lines[-1].split()) > 2

    def test_too_long_title_ends_with_an_ellipsis(self):
        font, lines = drawing.fit_text(LONG * 2, drawing.BESIDE_PHOTO)

        assert len(lines) == 3
        assert lines[-1].endswith("…")
        assert font.getlength(lines[-1]) <= drawing.COLUMN

    def test_title_is_drawn(self):
        with_title, other = (open_image(drawing.draw(title, "", "")) for title in ("Họp báo", "Họp kín"))

        assert ImageChops.difference(with_title, other).getbbox()

    @pytest.mark.parametrize(("focus", "colour"), [("top", "red"), ("bottom", "blue")])
    def test_the_photo_is_cut_around_its_focal_point(self, focus, colour):
        photo = Image.new("RGB", (300, 900), "red")
        photo.paste("blue", (0, 450, 300, 900))

        image = open_image(drawing.draw("Họp báo", "Mục", "Trang", (photo, focus)))

        red, _green, blue = image.getpixel((600, 100))
        assert (red > 200, blue > 200) == (colour == "red", colour == "blue")


class TestStorage:
    def test_publication_stores_the_image(self, published_article, identity):
        assert list_stored_images(published_article) == [
            f"{social_image.image_mark(published_article, identity)}.jpg"
        ]

    def test_draft_has_no_stored_image(self, identity, django_capture_on_commit_callbacks, writer):
        with django_capture_on_commit_callbacks(execute=True):
            article = ArticleFactory(created_by=writer)
            workflow.submit(article, by=writer, version=article.version)

        assert list_stored_images(article) == []

    def test_take_down_deletes_the_image(
        self, published_article, approver, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            workflow.take_down(
                published_article, by=approver, version=published_article.version, reason="Sai"
            )

        assert list_stored_images(published_article) == []

    def test_correction_of_the_title_replaces_the_image(
        self, published_article, identity, approver, django_capture_on_commit_callbacks
    ):
        before = list_stored_images(published_article)
        with django_capture_on_commit_callbacks(execute=True):
            copy = workflow.begin_correction(published_article, by=approver)
            copy.title = "Thành ủy họp phiên bất thường"
            copy.save()
            shown = {finding.code for finding in review(copy, at=timezone.now())}
            workflow.replace_at_once(copy, by=approver, version=copy.version, confirmed=shown)
        published_article.refresh_from_db()

        assert published_article.title == "Thành ủy họp phiên bất thường"
        assert (
            list_stored_images(published_article)
            == [f"{social_image.image_mark(published_article, identity)}.jpg"]
            != before
        )

    def test_correction_of_other_fields_keeps_the_image(
        self, published_article, approver, django_capture_on_commit_callbacks
    ):
        (name,) = list_stored_images(published_article)
        path = Path(storages["private"].path(f"share/{published_article.pk}/{name}"))
        path.write_bytes(b"drawn before")
        with django_capture_on_commit_callbacks(execute=True):
            copy = workflow.begin_correction(published_article, by=approver)
            copy.lead = "Phiên họp bàn ba nội dung."
            copy.save()
            shown = {finding.code for finding in review(copy, at=timezone.now())}
            workflow.replace_at_once(copy, by=approver, version=copy.version, confirmed=shown)

        assert list_stored_images(published_article) == [name]
        assert path.read_bytes() == b"drawn before"

    def test_image_is_stored_without_a_url(self, client, published_article):
        (name,) = list_stored_images(published_article)

        assert client.get(f"/media/share/{published_article.pk}/{name}").status_code == 404

    def test_a_full_disk_does_not_undo_a_publication(
        self, identity, monkeypatch, django_capture_on_commit_callbacks
    ):
        def full(*args, **kwargs):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(type(storages["private"]), "save", full)
        article = ArticleFactory(state=State.AWAITING)
        with django_capture_on_commit_callbacks(execute=True):
            release(article)

        assert article.is_public()


class TestUrl:
    def test_url_serves_the_image(self, client, published_article, identity):
        response = client.get(social_image.image_url(published_article, identity))

        assert response["Content-Type"] == "image/jpeg"
        assert open_image(response.content).size == (1200, 630)
        assert "max-age=600" in response["Cache-Control"]

    def test_page_links_to_the_image(self, client, published_article, identity):
        page = client.get(published_article.get_absolute_url()).content.decode()

        (address,) = re.findall(r'<meta property="og:image" content="(.*?)">', page)
        assert address == f"http://testserver{social_image.image_url(published_article, identity)}"
        assert client.get(address).status_code == 200

    def test_request_takes_two_queries(self, client, published_article, identity, django_assert_num_queries):
        address = social_image.image_url(published_article, identity)

        with django_assert_num_queries(2):
            client.get(address)

    def test_unchanged_image_is_304(self, client, published_article, identity):
        address = social_image.image_url(published_article, identity)
        first = client.get(address)

        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304

    def test_old_url_redirects_to_the_newest_image(self, client, published_article, identity):
        old = social_image.image_url(published_article, identity)
        published_article.title = "Tiêu đề mới"
        published_article.save()

        response = client.get(old)

        assert (response.status_code, response["Location"]) == (
            302,
            social_image.image_url(published_article, identity),
        )

    def test_renamed_section_redraws_the_image_once(self, client, published_article, identity):
        published_article.section.name = "Tên mới"
        published_article.section.save()
        address = social_image.image_url(published_article, identity)

        assert client.get(address).status_code == 200
        assert list_stored_images(published_article) == [address.rpartition("-")[2]]

    def test_image_shows_the_cover(self, client, identity, writer):
        file = SimpleUploadedFile("anh.jpg", jpeg((1200, 800)), "image/jpeg")
        cover = photos.store_photo(file, by=writer, alt="Hội nghị")
        article = ArticleFactory(cover=cover, published=True)
        image = open_image(client.get(social_image.image_url(article, identity)).content)

        assert image.getpixel((100, 50)) != image.getpixel((100, 600))

    def test_image_with_a_lost_cover_file_shows_the_title(self, client, identity):
        article = ArticleFactory(cover=PhotoFactory(), published=True)

        assert client.get(social_image.image_url(article, identity)).status_code == 200


class TestHidden:
    """A guessed URL reveals nothing."""

    def test_draft_has_no_image(self, client, identity):
        article = ArticleFactory()

        assert client.get(social_image.image_url(article, identity)).status_code == 404
        assert list_stored_images(article) == []

    def test_scheduled_article_has_an_image_from_its_minute_on(
        self, client, identity, django_capture_on_commit_callbacks
    ):
        at = timezone.now() + timedelta(hours=1)
        article = ArticleFactory(state=State.AWAITING, publish_at=at)
        with django_capture_on_commit_callbacks(execute=True):
            release(article)
        address = social_image.image_url(article, identity)

        assert len(list_stored_images(article)) == 1
        for moment, status in ((at - timedelta(seconds=1), 404), (at, 200)):
            with time_machine.travel(moment, tick=False):
                assert client.get(address).status_code == status

    def test_expired_article_has_no_image(self, client, published_article, identity):
        Article.objects.filter(pk=published_article.pk).update(expires_at=timezone.now() + timedelta(hours=1))

        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            assert client.get(social_image.image_url(published_article, identity)).status_code == 404

    def test_article_taken_down_answers_410(self, client, published_article, identity, approver):
        address = social_image.image_url(published_article, identity)
        workflow.take_down(published_article, by=approver, version=published_article.version, reason="Sai")

        assert client.get(address).status_code == 410

    @pytest.mark.parametrize("mark", ["x", "0" * 16, "..", "a" * 300])
    def test_invented_digest_draws_nothing(self, client, published_article, mark):
        before = list_stored_images(published_article)

        assert client.get(f"/anh-chia-se/{published_article.pk}-{mark}.jpg").status_code in (302, 404)
        assert list_stored_images(published_article) == before

    def test_section_name_is_part_of_the_digest(self, identity):
        article = ArticleFactory(published=True)
        first = social_image.image_mark(article, identity)
        article.section = SectionFactory(name="Mục khác")

        assert social_image.image_mark(article, identity) != first
