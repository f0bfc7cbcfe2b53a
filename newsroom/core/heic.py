"""Decoding of HEIC, the format of iPhones, in a process of its own.

The decoder crashes on files that differ from a good one by a single byte, and a crash would end a web process. The
child process has little memory, little time and no environment, and returns nothing but pixels. This module is also
the script that the child runs.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pi_heif
from PIL import Image

if TYPE_CHECKING:  # the child does not load Django
    from django.core.files.base import File

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}

MEMORY = 2 * 1024**3  # of address space; 60 million pixels take a third of it
SECONDS = 20


def is_heic(prefix: bytes) -> bool:
    """Whether a file with this beginning claims to be HEIC (ISO/IEC 23008-12, 10)."""
    return prefix[4:8] == b"ftyp" and prefix[8:12] in BRANDS


def decode(file: "File", check_size: Callable[[int, int], None]) -> Image.Image:
    """Return the main picture of a HEIC file, upright (the decoder turns it).

    `check_size(width, height)` is called before anything is decoded; it refuses by raising. Raises OSError or
    ValueError when the child has failed.
    """
    child = subprocess.Popen(  # noqa: S603 -- our own module, no argument from outside
        [sys.executable, "-I", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    assert child.stdin is not None  # noqa: S101 -- a pipe, as asked above
    assert child.stdout is not None  # noqa: S101 -- as above
    with child:
        try:
            for piece in file.chunks():
                child.stdin.write(piece)
            child.stdin.close()
            header = json.loads(child.stdout.readline())
            check_size(*header["size"])
            profile = child.stdout.read(header["profile"])
            pixels = child.stdout.read()
        finally:
            child.kill()
    image = Image.frombytes(header["mode"], tuple(header["size"]), pixels)
    image.info["icc_profile"] = profile
    return image


def _serve():
    """Read the file from standard input; write a line that describes it, its colour profile and its pixels."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Decode the main picture only.
    pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    pi_heif.options.DECODE_THREADS = 1
    picture = pi_heif.open_heif(BytesIO(sys.stdin.buffer.read()))
    profile = picture.info.get("icc_profile", b"")
    header = {"size": picture.size, "mode": picture.mode, "profile": len(profile)}
    answer = sys.stdout.buffer
    answer.write(json.dumps(header).encode() + b"\n" + profile)
    answer.flush()
    answer.write(picture.data)
    answer.flush()


if __name__ == "__main__":
    _serve()
