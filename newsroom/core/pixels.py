"""The only way in for pixels: a file becomes plain sRGB pixels, or is refused with a sentence.

Only the pixels of a file survive: no metadata, no place where a photo was taken, no second content hidden behind a
picture. Sizes are checked before anything is decoded. Only the first frame of an animation is kept: clerks have no
tool to cut it out, and a page must not move (WCAG 2.2.2).
"""

import hashlib
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms

from . import heic
from .errors import Refusal

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # and HEIC, which Pillow does not read
# For the `accept` of a file field. Some browsers know HEIC by its extension only.
PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,.heic,.heif"

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000  # the largest phones and cameras in use here make 50 million
MAX_SIDE = 16_383  # the limit of WebP
MIN_SIDE = 16  # smaller pictures are spacers and counters, not photos

# A progressive JPEG usually has 10 scans; each scan of a few bytes costs a pass over all pixels. The marker also occurs
# by chance in the data that phones append to a photo: 400 times in 25 MB.
SCAN = b"\xff\xda"
MAX_SCANS = 1000

# The fixed set of sizes: no request can make the server compute others.
WIDTHS = (320, 640, 960, 1440)
# Options of each format. AVIF at speed 8 takes two fifths of the time of speed 6, for 4 % more bytes.
SAVE_AS = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
EXTENSIONS = tuple(SAVE_AS)

# EXIF orientation (tag 0x0112) and the transposition that makes the picture upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SRGB = ImageCms.createProfile("sRGB")

logger = logging.getLogger(__name__)
# Each process decodes one photo at a time: memory stays low, and catch_warnings is not thread-safe.
decode_lock = Lock()


class EmptyFile(Refusal):
    sentence = _("The file is empty.")


class TooManyBytes(Refusal):
    sentence = format_lazy(_("The photo is too large: at most {limit} MB."), limit=MAX_BYTES // 1024**2)


class NotAPhoto(Refusal):
    sentence = _("This is not a photo we can read. Send a JPEG, PNG, WebP or HEIC file.")


class Damaged(Refusal):
    sentence = _("The photo is damaged or incomplete.")


class TooManyPixels(Refusal):
    sentence = format_lazy(
        _("The photo has too many pixels: at most {limit} million."), limit=MAX_PIXELS // 10**6
    )


class TooLong(Refusal):
    sentence = format_lazy(_("The photo is too long: at most {limit} pixels on each side."), limit=MAX_SIDE)


class TooSmall(Refusal):
    sentence = format_lazy(_("The photo is too small: at least {limit} pixels on each side."), limit=MIN_SIDE)


@dataclass(frozen=True)
class Picture:
    """A decoded photo: `width` and `height` of the upright photo, and its pixels, at most max(WIDTHS) wide."""

    image: Image.Image
    width: int
    height: int


def decode_photo(file: File) -> Picture:
    """Return the pixels of `file`, upright, opaque, in sRGB.

    Raises EmptyFile, TooManyBytes, NotAPhoto, Damaged, TooManyPixels, TooLong or TooSmall, and nothing else, whatever
    the file holds.
    """
    if not file.size:
        raise EmptyFile
    if file.size > MAX_BYTES:
        raise TooManyBytes
    with decode_lock, warnings.catch_warnings():
        # Warnings concern metadata, which is dropped, and sizes, which are checked below.
        warnings.simplefilter("ignore")
        try:
            return _decode(file)
        except Refusal:
            raise
        except Image.DecompressionBombError:
            raise TooManyPixels from None
        except Exception as error:  # decoders raise any exception on hostile bytes
            refusal = Damaged if _claims_to_be_a_photo(file) else NotAPhoto
            logger.info("Photo refused: %s: %r", refusal.__name__, error)
            raise refusal from error


def make_renditions(picture: Picture) -> Iterator[tuple[int, str, bytes]]:
    """Yield (width, extension, bytes) for each public copy of a picture, smallest first."""
    for width in rendition_widths(picture.width):
        copy = _sized(picture.image, width, rendition_height(width, picture.width, picture.height))
        for extension, options in SAVE_AS.items():
            content = BytesIO()
            copy.save(content, **options)
            yield width, extension, content.getvalue()


def rendition_widths(width: int) -> tuple[int, ...]:
    """Return the widths of the copies of a photo of this width: none is wider than the photo."""
    fitting = [each for each in WIDTHS if each <= width]
    return tuple(sorted({*fitting, min(width, WIDTHS[-1])}))


def rendition_height(width: int, picture_width: int, picture_height: int) -> int:
    """Return the height of the copy with this width."""
    return max(1, round(picture_height * width / picture_width))


def file_checksum(file: File) -> str:
    """Return the SHA-256 of a file, hexadecimal. The file is read piece by piece."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _decode(file):
    if sum(piece.count(SCAN) for piece in file.chunks()) > MAX_SCANS:
        raise Damaged
    image = _open(file)
    # A JPEG can be decoded at 1/2, 1/4 or 1/8: one of 50 million pixels then takes little memory.
    size = image.size
    image.draft(None, (WIDTHS[-1], WIDTHS[-1]))
    drafted = image.size
    image.load()
    if image.size != drafted:  # a GIF with a wrong header
        size = image.size
        _check_size(*size)
    orientation = _orientation(image)
    width, height = reversed(size) if orientation >= 5 else size
    return Picture(_plain(image, orientation, size, width), width, height)


def _open(file):
    """Open the image and check its size. Only HEIC is decoded here; it cannot be opened otherwise."""
    if heic.is_heic(_first_bytes(file)):
        return heic.decode(file, _check_size)
    image = Image.open(file, formats=FORMATS)
    _check_size(*image.size)
    return image


def _check_size(width, height):
    if width * height > MAX_PIXELS:
        raise TooManyPixels
    if max(width, height) > MAX_SIDE:
        raise TooLong
    if min(width, height) < MIN_SIDE:
        raise TooSmall


def _plain(image, orientation, size, width):
    """Return the image upright, opaque, in sRGB, at most as wide as the widest copy, without metadata."""
    profile = image.info.get("icc_profile")
    scale = min(1, WIDTHS[-1] / width)
    image = _sized(_smooth(image), *(max(1, round(side * scale)) for side in size))
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    image = _in_srgb(_on_white(image), profile)
    image.info.clear()
    return image


def _claims_to_be_a_photo(file):
    """Whether the first bytes are those of a format that is accepted: then the photo is damaged."""
    prefix = _first_bytes(file)
    return heic.is_heic(prefix) or any(_accepts(name, prefix) for name in FORMATS)


def _accepts(name, prefix):
    """Ask the decoder of a format whether a file with this beginning is one."""
    _factory, accept = Image.OPEN[name]
    return accept is not None and bool(accept(prefix))


def _first_bytes(file):
    file.seek(0)
    return file.read(16)


def _orientation(image):
    """Return 1 to 8; 1 (upright) when the EXIF block holds no valid value."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # Pillow trusts the EXIF block; the photo itself is fine
        return 1
    return orientation if orientation in TURNS else 1


def _smooth(image):
    """Return the image in a mode that can be resized smoothly: no palette, 8 bits."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "I;16":  # convert alone would make every value above 255 white
        return image.point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else image.mode
    if mode not in ("L", "RGB", "RGBA", "CMYK"):
        mode = "RGB"
    return image if mode == image.mode else image.convert(mode)  # convert would make a second copy


def _sized(image, width, height):
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)


def _on_white(image):
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _in_srgb(image, profile):
    """Convert colours to sRGB. A profile that is broken or of another kind of image is ignored."""
    if profile:
        try:
            return ImageCms.profileToProfile(image, BytesIO(profile), SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            logger.info("Colour profile of a photo ignored: it does not fit.")
    return image.convert("RGB")
