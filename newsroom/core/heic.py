"""HEIC, what iPhones send, decoded in a process of its own.

The decoder crashes on files that differ from a good one by a single byte, and a crash would take a web process
with it. The child has little memory, little time and no environment, and hands over nothing but pixels; run as
a script, this module is that child.
"""

import json
import resource
import subprocess
import sys
from io import BytesIO

import pi_heif
from PIL import Image

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}

MEMORY = 2 * 1024**3  # addresses, not pages: 60 million pixels take a third of it
SECONDS = 20


def is_heic(prefix) -> bool:
    """Whether a file that begins like this says that it is HEIC (ISO/IEC 23008-12, 10)."""
    return prefix[4:8] == b"ftyp" and prefix[8:12] in BRANDS


def decode(file, check_size) -> Image.Image:
    """The main picture of a HEIC file, turned upright by the decoder as the format has it.

    `check_size(width, height)` may refuse by raising; nothing is decoded then. Raises OSError or ValueError
    where the child has failed.
    """
    child = subprocess.Popen(  # noqa: S603 -- our own module, and not an argument from outside
        [sys.executable, "-I", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
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
    """Standard input is the file; answer with a line that describes it, its colour profile, its pixels."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What else a file may hold is never looked at.
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
