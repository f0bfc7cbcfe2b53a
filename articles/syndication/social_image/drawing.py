"""Draws the picture: the photo above a red band with the title, or the title alone."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from newsroom.core.colors import BANNER, GOLD, ON_BANNER

WIDTH, HEIGHT = 1200, 630  # what Facebook, Zalo and others show whole
MARGIN = 64
COLUMN = WIDTH - 2 * MARGIN
GAP, RULE, SMALL = 12, 10, 28
# Sizes of the title, and how many lines each may fill; in the last one it is cut with an ellipsis.
BESIDE_PHOTO = ((56, 2), (50, 2), (44, 2), (44, 3), (40, 3))
ALONE = ((72, 4), (64, 4), (56, 5), (50, 5), (44, 6), (40, 6))
FONT = Path(__file__).with_name("BeVietnamPro-Bold.ttf")
HIGH_AND_LOW = "ẲẴẰẮẨẪẤẦỄỂỖỔỮỬ ậệộựỵ gjpqy"
# Where a photo is cut when its shape is another.
ACROSS = {"left": 0.0, "right": 1.0}
DOWN = {"top": 0.0, "bottom": 1.0}


def draw(title, section, site, photo=None):
    """A JPEG. `photo` is a pair of an image and the part that must stay visible ("top-left")."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), BANNER)
    pen = ImageDraw.Draw(canvas)
    font, lines = fit(title, BESIDE_PHOTO if photo else ALONE)
    text = GAP + line_height(small()) + len(lines) * line_height(font)  # from the section to the title's end
    foot = HEIGHT - MARGIN // 2 - line_height(small())
    top = foot - text - MARGIN * 3 // 2 if photo else 0
    if photo:
        canvas.paste(cut(*photo, WIDTH, top), (0, 0))
    pen.rectangle([0, top, WIDTH, top + RULE], GOLD)
    y = (top + RULE + foot - text) // 2
    write(pen, y, shorten(section, small()), GOLD, small())
    y += line_height(small()) + GAP
    for line in lines:
        write(pen, y, line, ON_BANNER, font)
        y += line_height(font)
    write(pen, foot, shorten(site, small()), ON_BANNER, small())
    content = BytesIO()
    canvas.save(content, format="JPEG", quality=86, subsampling=0, progressive=True, optimize=True)
    return content.getvalue()


def fit(text, sizes):
    """The font and the lines of a text, as large as fits."""
    for size, most in sizes:
        font = font_of(size)
        lines = wrap(text, font)
        if len(lines) <= most:
            return font, balance(text, font, lines)
    return font, [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), font)]


def balance(text, font, lines):
    """As many lines, of about the same length: no syllable stands by itself in the last one."""
    width = COLUMN
    while width > COLUMN // 2 and len(narrower := wrap(text, font, width - 20)) == len(lines):
        width, lines = width - 20, narrower
    return lines


def wrap(text, font, width=COLUMN):
    """Lines that fit, broken between words; a word that is longer than a line is broken anywhere."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        while font.getlength(word) > width:
            count = next(n for n in range(len(word), 0, -1) if n == 1 or font.getlength(word[:n]) <= width)
            lines.append(word[:count])
            word = word[count:]
        lines.append(word)
    return [line for line in lines if line]


def shorten(text, font):
    """One line, with an ellipsis where it had to end."""
    if font.getlength(text) <= COLUMN:
        return text
    while text and font.getlength(f"{text}…") > COLUMN:
        text = text.rpartition(" ")[0] or text[:-1]
    return f"{text}…"


def line_height(font):
    top, bottom = reach(font)
    return bottom - top


@lru_cache
def reach(font):
    """How high and how low letters go: two marks on a capital stand above what the font itself calls its top."""
    _left, top, _right, bottom = font.getbbox(HIGH_AND_LOW)
    return top, bottom


def write(pen, y, line, colour, font):
    """A line whose highest marks begin at `y`."""
    pen.text((MARGIN, y - reach(font)[0]), line, colour, font)


def cut(image, focus, width, height):
    across = next((ACROSS[part] for part in focus.split("-") if part in ACROSS), 0.5)
    down = next((DOWN[part] for part in focus.split("-") if part in DOWN), 0.5)
    return ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS, centering=(across, down))


def small():
    return font_of(SMALL)


@lru_cache
def font_of(size):
    # The plain layout: Vietnamese needs no other, and it is the same on every machine.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
