"""Draws the social image: the photo above a red band with the title, or the title alone."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from newsroom.core.colors import BANNER, GOLD, ON_BANNER

WIDTH, HEIGHT = 1200, 630  # what Facebook, Zalo and others show whole
MARGIN = 64
COLUMN = WIDTH - 2 * MARGIN
GAP, RULE, SMALL = 12, 10, 28
# Font sizes of the title with the most lines of each. In the smallest one the title is cut with an ellipsis.
BESIDE_PHOTO = ((56, 2), (50, 2), (44, 2), (44, 3), (40, 3))
ALONE = ((72, 4), (64, 4), (56, 5), (50, 5), (44, 6), (40, 6))
FONT = Path(__file__).with_name("BeVietnamPro-Bold.ttf")
HIGH_AND_LOW = "ẲẴẰẮẨẪẤẦỄỂỖỔỮỬ ậệộựỵ gjpqy"
# The position of the crop in a photo of another shape.
ACROSS = {"left": 0.0, "right": 1.0}
DOWN = {"top": 0.0, "bottom": 1.0}


def draw(title: str, section: str, site: str, photo: tuple[Image.Image, str] | None = None) -> bytes:
    """A JPEG. `photo` is a pair of an image and its focal point ("top-left"), which the crop keeps visible."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), BANNER)
    pen = ImageDraw.Draw(canvas)
    font, lines = fit_text(title, BESIDE_PHOTO if photo else ALONE)
    text = (
        GAP + line_height(small_font()) + len(lines) * line_height(font)
    )  # from the section to the title's end
    foot = HEIGHT - MARGIN // 2 - line_height(small_font())
    top = foot - text - MARGIN * 3 // 2 if photo else 0
    if photo:
        canvas.paste(crop(*photo, WIDTH, top), (0, 0))
    pen.rectangle([0, top, WIDTH, top + RULE], GOLD)
    y = (top + RULE + foot - text) // 2
    draw_line(pen, y, shorten(section, small_font()), GOLD, small_font())
    y += line_height(small_font()) + GAP
    for line in lines:
        draw_line(pen, y, line, ON_BANNER, font)
        y += line_height(font)
    draw_line(pen, foot, shorten(site, small_font()), ON_BANNER, small_font())
    content = BytesIO()
    canvas.save(content, format="JPEG", quality=86, subsampling=0, progressive=True, optimize=True)
    return content.getvalue()


def fit_text(text, sizes):
    """The largest font in which the text fits, and its lines."""
    for size, most in sizes:
        font = load_font(size)
        lines = wrap_lines(text, font)
        if len(lines) <= most:
            return font, balance_lines(text, font, lines)
    return font, [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), font)]


def balance_lines(text, font, lines):
    """The same number of lines, of about the same length: no single word stays in the last one."""
    width = COLUMN
    while width > COLUMN // 2 and len(narrower := wrap_lines(text, font, width - 20)) == len(lines):
        width, lines = width - 20, narrower
    return lines


def wrap_lines(text, font, width=COLUMN):
    """The lines of a text. They break between words; a word longer than a line breaks anywhere."""
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
    """One line; a longer text ends with an ellipsis."""
    if font.getlength(text) <= COLUMN:
        return text
    while text and font.getlength(f"{text}…") > COLUMN:
        text = text.rpartition(" ")[0] or text[:-1]
    return f"{text}…"


def line_height(font):
    top, bottom = vertical_extent(font)
    return bottom - top


@lru_cache
def vertical_extent(font):
    """The top and the bottom of the letters: two marks on a capital rise above the ascent that the font declares."""
    _left, top, _right, bottom = font.getbbox(HIGH_AND_LOW)
    return top, bottom


def draw_line(pen, y, line, colour, font):
    """Write a line whose highest marks begin at `y`."""
    pen.text((MARGIN, y - vertical_extent(font)[0]), line, colour, font)


def crop(image, focus, width, height):
    across = next((ACROSS[part] for part in focus.split("-") if part in ACROSS), 0.5)
    down = next((DOWN[part] for part in focus.split("-") if part in DOWN), 0.5)
    return ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS, centering=(across, down))


def small_font():
    return load_font(SMALL)


@lru_cache
def load_font(size):
    # Basic layout is enough for Vietnamese, and draws the same on every machine.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
