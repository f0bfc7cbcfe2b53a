"""Photo files: accepted and refused formats, conversion, resized copies."""

import hashlib
from io import BytesIO

import pytest
from django.utils.translation import override as speaking
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from newsroom.core import pixels
from newsroom.core.errors import Refusal
from newsroom.core.pixels import Damaged, EmptyFile, NotAPhoto, TooLong, TooManyBytes, TooManyPixels, TooSmall
from tests.core import pictures
from tests.core.pictures import BLUE, RED, SCRIPT, SECRET, WHITE, make_upload

BLACK, GREY = (0, 0, 0), (128, 128, 128)


def decode(content, name="ảnh.jpg"):
    return pixels.decode_photo(make_upload(content, name))


def cut_off(content, share=0.6):
    return content[: int(len(content) * share)]


def looks_like(color, expected, tolerance=12):
    return all(abs(one - other) <= tolerance for one, other in zip(color, expected, strict=True))


def assert_shows(image, left, right):
    assert image.mode == "RGB"
    for x, expected in [(image.width // 8, left), (image.width * 7 // 8, right)]:
        color = image.getpixel((x, image.height // 2))
        assert looks_like(color, expected), (x, color, expected)


REFUSED = {
    "0 bytes": (b"", EmptyFile),
    "SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', NotAPhoto),
    "HTML named .jpg": (SCRIPT, NotAPhoto),
    "TIFF": (pictures.encode(pictures.red_and_blue(), "TIFF"), NotAPhoto),
    "BMP": (pictures.encode(pictures.red_and_blue(), "BMP"), NotAPhoto),
    "EPS": (pictures.encode(pictures.red_and_blue(), "EPS"), NotAPhoto),
    "PDF": (pictures.encode(pictures.red_and_blue(), "PDF"), NotAPhoto),
    "ICO": (pictures.encode(pictures.red_and_blue(), "ICO"), NotAPhoto),
    "AVIF": (pictures.encode(pictures.red_and_blue(), "AVIF"), NotAPhoto),
    "PSD": (b"8BPS\0\1" + bytes(6) + b"\0\3" + b"\0\0\0\x30" * 2 + b"\0\x08\0\3" + bytes(200), NotAPhoto),
    "30,000 x 30,000": (pictures.png_of(30_000, 30_000, b""), TooManyPixels),
    "decompression bomb": (pictures.make_bomb(), TooManyPixels),
    "header of four thousand million pixels": (pictures.png_of(65_535, 65_535, b""), TooManyPixels),
    "GIF that outgrows its header": (pictures.gif_that_outgrows_its_header(), TooManyPixels),
    "one pixel high, very long": (pictures.png_of(30_000, 20, b""), TooLong),
    "spacer of one pixel": (pictures.encode(pictures.red_and_blue((1, 1)), "GIF"), TooSmall),
    "JPEG painted over and over": (pictures.jpeg_of_many_scans(2000), Damaged),
    "PNG without pixels": (pictures.png_of(64, 48, b""), Damaged),
    "JPEG, truncated": (cut_off(pictures.jpeg()), Damaged),
    "progressive JPEG, truncated": (cut_off(pictures.jpeg(progressive=True)), Damaged),
    "large JPEG, truncated": (cut_off(pictures.jpeg((3000, 3000))), Damaged),
    "JPEG, truncated in its header": (pictures.jpeg()[:30], Damaged),
    "PNG, truncated": (cut_off(pictures.png()), Damaged),
    "WebP, truncated": (cut_off(pictures.webp()), Damaged),
    "GIF, truncated": (cut_off(pictures.gif()), Damaged),
    "HEIC that crashes its decoder": (pictures.HEIC_ROTATED.replace(b"Exif", b"E\xc1if", 1), Damaged),
    "HEIC of 30,000 x 30,000": (pictures.heic_of(30_000, 30_000), TooManyPixels),
    "HEIC that outgrows its header": (pictures.heic_of(32, 32), Damaged),
    "HEIC, truncated": (cut_off(pictures.HEIC, 0.9), Damaged),
    "HEIC, truncated in its header": (cut_off(pictures.HEIC), Damaged),
}


class TestRefusedFiles:
    @pytest.mark.parametrize("case", REFUSED)
    def test_each_file_is_refused_with_its_reason(self, case):
        content, reason = REFUSED[case]

        with pytest.raises(Refusal) as refusal:
            decode(content)

        assert type(refusal.value) is reason

    def test_too_large_file_is_refused_unread(self):
        class Unread(BytesIO):
            size = pixels.MAX_BYTES + 1

            def decode(self, *args):
                raise AssertionError("read before its size was known")

        with pytest.raises(TooManyBytes):
            pixels.decode_photo(Unread(pictures.jpeg()))

    def test_too_many_pixels_are_refused_before_decoding(self, monkeypatch):
        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("decoded"))

        with pytest.raises(TooManyPixels):
            decode(pictures.make_bomb())

    @pytest.mark.parametrize(
        ("refusal", "sentence"),
        [
            (EmptyFile, "The file is empty."),
            (TooManyBytes, "The photo is too large: at most 25 MB."),
            (NotAPhoto, "This is not a photo we can read. Send a JPEG, PNG, WebP or HEIC file."),
            (Damaged, "The photo is damaged or incomplete."),
            (TooManyPixels, "The photo has too many pixels: at most 60 million."),
            (TooLong, "The photo is too long: at most 16383 pixels on each side."),
            (TooSmall, "The photo is too small: at least 16 pixels on each side."),
        ],
    )
    def test_each_refusal_is_one_sentence(self, refusal, sentence):
        with speaking("en"):
            assert str(refusal()) == sentence


TAKEN = {
    "JPEG": (pictures.jpeg(), RED, BLUE),
    "progressive JPEG": (pictures.jpeg(progressive=True), RED, BLUE),
    "grey JPEG": (pictures.jpeg(mode="L"), (76,) * 3, (29,) * 3),
    "CMYK JPEG, inverted as Adobe does": (pictures.jpeg(mode="CMYK"), RED, BLUE),
    "two JPEGs in one (MPO)": (pictures.make_mpo(), RED, BLUE),
    "JPEG with HTML behind it": (pictures.jpeg() + SCRIPT, RED, BLUE),
    "JPEG with broken EXIF": (pictures.jpeg(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff broken"), RED, BLUE),
    "JPEG with a broken colour profile": (pictures.jpeg(icc_profile=b"broken"), RED, BLUE),
    "JPEG with the profile of another kind": (
        pictures.jpeg(mode="L", icc_profile=pictures.srgb_profile()),
        *[None] * 2,
    ),
    "JPEG with a profile of its own": (pictures.jpeg(icc_profile=pictures.make_swapped_profile()), BLUE, RED),
    "PNG": (pictures.png(), RED, BLUE),
    "PNG, palette": (pictures.png(mode="P"), RED, BLUE),
    "PNG, 1 bit": (
        pictures.encode(pictures.red_and_blue().getchannel("R").convert("1"), "PNG"),
        WHITE,
        BLACK,
    ),
    "PNG, 16 bits": (pictures.sixteen_bits(), BLACK, GREY),
    "PNG, transparent": (pictures.make_transparent("RGBA"), RED, WHITE),
    "PNG, grey and transparent": (pictures.make_transparent("LA"), (76,) * 3, WHITE),
    "PNG, palette and transparent": (pictures.palette_with_transparency(), RED, WHITE),
    "PNG, moving": (pictures.make_animation("PNG"), RED, BLUE),
    "WebP": (pictures.webp(), RED, BLUE),
    "WebP, moving": (pictures.make_animation("WEBP"), RED, BLUE),
    "GIF": (pictures.gif(), RED, BLUE),
    "GIF, moving": (pictures.make_animation("GIF"), RED, BLUE),
    "GIF/HTML polyglot": (pictures.gif() + SCRIPT, RED, BLUE),
    "GIF/script polyglot": (pictures.gif(comment=SCRIPT), RED, BLUE),
    "HEIC": (pictures.HEIC, RED, BLUE),
}


class TestAcceptedFiles:
    @pytest.mark.parametrize("case", TAKEN)
    def test_photo_becomes_opaque_upright_srgb(self, case):
        content, left, right = TAKEN[case]

        picture = decode(content)

        assert (picture.width, picture.height) == picture.image.size == (64, 48)
        assert picture.image.mode == "RGB"
        assert picture.image.info == {}
        if left:
            assert_shows(picture.image, left, right)

    @pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
    @pytest.mark.parametrize(
        ("orientation", "corner", "size"),
        [
            (1, "top left", (64, 48)),
            (2, "top right", (64, 48)),
            (3, "bottom right", (64, 48)),
            (4, "bottom left", (64, 48)),
            (5, "top left", (48, 64)),
            (6, "top right", (48, 64)),
            (7, "bottom right", (48, 64)),
            (8, "bottom left", (48, 64)),
            (77, "top left", (64, 48)),
        ],
    )
    def test_every_exif_orientation_is_turned_upright(self, format, orientation, corner, size):
        image = Image.new("RGB", (64, 48), WHITE)
        image.paste(RED, (0, 0, 24, 16))

        picture = decode(pictures.encode(image, format, exif=pictures.exif(orientation)))

        assert (picture.width, picture.height) == picture.image.size == size
        for y, vertical in [(4, "top"), (size[1] - 5, "bottom")]:
            for x, horizontal in [(4, "left"), (size[0] - 5, "right")]:
                expected = RED if corner == f"{vertical} {horizontal}" else WHITE
                assert looks_like(picture.image.getpixel((x, y)), expected), (vertical, horizontal)

    def test_heic_with_its_own_rotation_is_turned_once(self):
        picture = decode(pictures.HEIC_ROTATED)

        assert (picture.width, picture.height) == picture.image.size == (128, 64)
        assert_shows(picture.image, BLUE, RED)

    @pytest.mark.parametrize(("orientation", "size"), [(1, (3000, 2900)), (6, (2900, 3000))])
    def test_large_photo_is_decoded_at_reduced_size(self, orientation, size):
        picture = decode(pictures.jpeg((3000, 2900), exif=pictures.exif(orientation)))

        assert (picture.width, picture.height) == size
        assert picture.image.size == (1440, pixels.rendition_height(1440, *size))

    def test_small_logo_is_accepted(self):
        assert decode(pictures.jpeg((100, 100))).width == 100

    def test_file_name_and_read_position_do_not_matter(self):
        file = make_upload(pictures.webp(), "tài liệu.pdf")
        file.read()

        assert pixels.decode_photo(file).width == 64


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (16, (16,)),
        (100, (100,)),
        (320, (320,)),
        (700, (320, 640, 700)),
        (960, (320, 640, 960)),
        (1439, (320, 640, 960, 1439)),
        (1440, (320, 640, 960, 1440)),
        (9000, (320, 640, 960, 1440)),
    ],
)
def test_widths_are_fixed_and_never_larger_than_the_photo(width, expected):
    assert pixels.rendition_widths(width) == expected


@pytest.mark.parametrize(
    ("width", "size", "height"),
    [(320, (4000, 3000), 240), (1440, (3000, 4000), 1920), (640, (1000, 667), 427), (320, (16_383, 16), 1)],
)
def test_height_keeps_the_proportions(width, size, height):
    assert pixels.rendition_height(width, *size) == height


def open_image(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


class TestRenditions:
    def test_every_width_is_made_in_every_format_with_its_proportions(self):
        copies = [
            (width, extension, open_image(content).format, open_image(content).size)
            for width, extension, content in pixels.make_renditions(decode(pictures.jpeg((700, 500))))
        ]

        formats = [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")]
        sizes = [(320, 229), (640, 457), (700, 500)]
        assert copies == [(size[0], *names, size) for size in sizes for names in formats]

    def test_copies_show_the_photo(self):
        for _width, _extension, content in pixels.make_renditions(decode(pictures.jpeg((640, 320)))):
            assert_shows(open_image(content), RED, BLUE)

    @pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
    def test_copies_hold_no_metadata(self, format):
        original = pictures.make_with_metadata(format)
        assert SECRET in original

        for _width, extension, content in pixels.make_renditions(decode(original)):
            copy = open_image(content)
            assert SECRET not in content
            assert not copy.getexif()
            assert {"exif", "xmp", "icc_profile", "comment", "photoshop", "XML:com.adobe.xmp"}.isdisjoint(
                copy.info
            )
            assert b"Exif" not in content, extension

    @pytest.mark.parametrize(
        "original", [pictures.gif() + SCRIPT, pictures.gif(comment=SCRIPT), pictures.jpeg() + SCRIPT]
    )
    def test_copies_hold_no_appended_data(self, original):
        for _width, _extension, content in pixels.make_renditions(decode(original)):
            assert b"script" not in content

    def test_jpeg_is_progressive(self):
        copies = {
            extension: content for _, extension, content in pixels.make_renditions(decode(pictures.jpeg()))
        }

        assert open_image(copies["jpg"]).info["progressive"]

    @pytest.mark.parametrize("size", [(2000, 16), (16, 2000)])
    def test_very_narrow_photo_has_every_copy(self, size):
        copies = list(pixels.make_renditions(decode(pictures.jpeg(size))))

        assert len(copies) == 3 * len(pixels.rendition_widths(size[0]))


def test_checksum_is_sha256_from_the_first_byte_on():
    file = make_upload(b"abc" * 1000)
    file.read(7)

    assert pixels.file_checksum(file) == hashlib.sha256(b"abc" * 1000).hexdigest()


# --- Whatever bytes come ------------------------------------------------------------------------------

WHOLE = [content for content, _, _ in TAKEN.values()]


def assert_refused_or_clean(content):
    """Anything but a Refusal fails the test."""
    try:
        picture = decode(content)
    except Refusal:
        return
    assert (picture.image.mode, picture.image.info) == ("RGB", {})
    for width, _extension, copy in pixels.make_renditions(picture):
        assert open_image(copy).width == width


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_cleaned(content):
    assert_refused_or_clean(content)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(
        [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\1\0\0WEBPVP8 ", b"\0\0\0\x1cftypheic"]
    ),
    st.binary(),
)
def test_random_bytes_after_a_photo_header_are_refused_or_cleaned(start, content):
    assert_refused_or_clean(start + content)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
)
def test_changed_photo_is_refused_or_cleaned(content, changes):
    changed = bytearray(content)
    for place, value in changes:
        changed[int(place * len(changed))] = value
    assert_refused_or_clean(bytes(changed))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(WHOLE), st.floats(0, 1))
def test_truncated_photo_is_refused_or_cleaned(content, share):
    assert_refused_or_clean(cut_off(content, share))
