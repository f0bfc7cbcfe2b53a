"""Picture files made in memory, as sent by phones, offices and attackers.

Unless stated otherwise, a picture shows RED on the left and BLUE on the right, in 64 x 48 pixels.
"""

import struct
import zlib
from base64 import b64decode
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
SECRET = b"18.3428N 105.9057E, Nguyen Van A's phone"
SCRIPT = b"<html><script>alert(document.domain)</script></html>"

# Ready made, because the wheel we use only reads. The second holds 64 x 128 pixels with red on top, which its
# `irot` turns clockwise; its EXIF block asks for the same turn, and must not make a second one.
HEIC = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
    "AAAAAERAAAEAAQAAAAABoQABAAAAAAAAAGoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/Wlw"
    "cnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AA"
    "AAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAA"
    "QAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWB"
    "AgMFhAAAAHJtZGF0AAAAZigBrxOA+BDhp//8TSj/+nXPD9PMiYn/+tNSR/hUO//WicPySkWzrHl9nv8H4h1KpEq3xpK+HfM2sf+d4tvFAhne"
    "Iy6JZXLEP+zlxMa+qdw77mN6fapRbf83mqG4xuGn3Gx6O58SuA=="
)
HEIC_ROTATED = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRp"
    "bG9jAAAAAERAAAIAAQAAAAABxQABAAAAAAAAAEcAAgAAAAACDAABAAAAAAAAAJwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA"
    "/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCAgWW6kkprm4CGgwIAAAMA"
    "MgAAAwACEGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAgAAAABBwaXhpAAAAAAMICAgAAAAJ"
    "aXJvdAMAAAAYaXBtYQAAAAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAOttZGF0AAAAQygBrxOA5qhw0//+"
    "JpR//Trnh+nl0tJ5u0rn+n//WmpI/wqHf/rRKtWbmE9fe2TDS/Alss6z0NcCP2jQumqwusG6CYAAAAAGRXhpZgAATU0AKgAAAAgAAwEP"
    "AAIAAAApAAAAMgESAAMAAAABAAYAAIglAAQAAAABAAAAXAAAAAAxOC4zNDI4TiAxMDUuOTA1N0UsIE5ndXllbiBWYW4gQSdzIHBob25l"
    "AAAAAgABAAIAAAACTgAAAAACAAUAAAADAAAAegAAAAAAAAASAAAAAQAAABQAAAABAAAAIgAAAAE="
)


def make_upload(content, name="ảnh.jpg"):
    """Return a file as a form passes it to a view."""
    return SimpleUploadedFile(name, content)


def red_and_blue(size=(64, 48), mode="RGB"):
    width, height = size
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image.convert(mode)


def encode(image, format, **options):
    content = BytesIO()
    image.save(content, format, **options)
    return content.getvalue()


def jpeg(size=(64, 48), mode="RGB", **options):
    return encode(red_and_blue(size, mode), "JPEG", **{"quality": 95, "subsampling": 0, **options})


def png(mode="RGB", **options):
    return encode(red_and_blue(mode=mode), "PNG", **options)


def webp(**options):
    return encode(red_and_blue(), "WEBP", **{"lossless": True, **options})


def gif(**options):
    return encode(red_and_blue(), "GIF", **options)


def make_animation(format):
    """Return an animation: first frame red and blue, second white."""
    return encode(red_and_blue(), format, save_all=True, append_images=[Image.new("RGB", (64, 48), WHITE)])


def make_mpo():
    """Return an MPO, which many phones name JPEG: a photo followed by a second one, here white."""
    return make_animation("MPO")


def make_transparent(mode):
    """Red on the left, nothing on the right."""
    image = red_and_blue(mode="RGBA")
    image.paste((0, 0, 255, 0), (32, 0, 64, 48))
    return encode(image.convert(mode), "PNG")


def palette_with_transparency():
    image = red_and_blue(mode="P")
    return encode(image, "PNG", transparency=image.getpixel((40, 20)))


def sixteen_bits():
    """Grey steps of 16 bits: black on the left, the middle grey 0x8000 on the right."""
    row = b"\0" + b"\0\0" * 32 + b"\x80\0" * 32
    return png_of(64, 48, zlib.compress(row * 48), depth=16, color=0)


def exif(orientation=1):
    """Return the EXIF data of a phone: orientation, owner and place."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = SECRET.decode()
    block.get_ifd(0x8825).update({1: "N", 2: (18.0, 20.0, 34.0), 3: "E", 4: (105.0, 54.0, 20.0)})
    return block


def make_with_metadata(format):
    """Return a file with every kind of metadata of its format, each containing the SECRET."""
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    text.add_text("Comment", SECRET.decode())
    spoken = {
        "JPEG": {"comment": SECRET, "xmp": SECRET},
        "PNG": {"pnginfo": text},
        "WEBP": {"xmp": SECRET, "lossless": True},
        "GIF": {"comment": SECRET},
    }[format]
    return encode(red_and_blue(), format, exif=exif(), icc_profile=srgb_profile() + SECRET, **spoken)


def srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def make_swapped_profile():
    """Return a valid colour profile that swaps red and blue."""
    return srgb_profile().replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def png_of(width, height, packed, depth=8, color=2):
    """Return a PNG with this header and these packed pixels, whether they match or not."""
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def make_bomb():
    """Return a few kilobytes that unpack to 8,000 x 8,000 pixels."""
    return png_of(8000, 8000, zlib.compress(bytes(8000 * 1001), 9), depth=1, color=0)


def gif_that_outgrows_its_header():
    """The screen is said to be 64 x 48; the first picture on it, 30,000 x 30,000."""
    content = bytearray(gif())
    start = content.index(b",\0\0\0\0")
    content[start + 5 : start + 9] = struct.pack("<HH", 30_000, 30_000)
    return bytes(content)


def jpeg_of_many_scans(scans):
    """Return a progressive JPEG that repeats one scan."""
    head, first, *others = jpeg(progressive=True).split(b"\xff\xda")
    return b"\xff\xda".join([head, first, *[others[0]] * scans, *others])


def heic_of(width, height):
    """Return a HEIC whose header has this size; its pixels are 128 x 64."""
    start = HEIC_ROTATED.index(b"ispe") + 8
    return HEIC_ROTATED[:start] + struct.pack(">II", width, height) + HEIC_ROTATED[start + 8 :]
