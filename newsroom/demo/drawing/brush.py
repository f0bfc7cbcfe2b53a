"""Flat shapes with smooth edges: everything is drawn twice as large and reduced at the end."""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

# The sheet on which scenes are composed; a picture of another shape shows its middle.
WIDTH, HEIGHT = 1600, 1067
FINENESS = 2
PAPER = "#ffffff"


class Brush:
    """Draws in units of the sheet. Colours are "#rrggbb" or "#rrggbbaa"."""

    def __init__(self, width: int, height: int, seed: str):
        self.size = (width, height)
        self.unit = FINENESS * max(width / WIDTH, height / HEIGHT)
        self.left = (WIDTH - width * FINENESS / self.unit) / 2
        self.top = (HEIGHT - height * FINENESS / self.unit) / 2
        self.image = Image.new("RGB", (width * FINENESS, height * FINENESS), PAPER)
        self.ink = ImageDraw.Draw(self.image, "RGBA")
        self.chance = Random(seed)  # noqa: S311 -- the same picture for the same seed; keeps no secret

    def at(self, x, y):
        return (x - self.left) * self.unit, (y - self.top) * self.unit

    def box(self, x, y, width, height, fill, radius=0):
        corners = [self.at(x, y), self.at(x + width, y + height)]
        self.ink.rounded_rectangle(corners, radius * self.unit, fill)

    def oval(self, x, y, across, down, fill):
        """Around its middle."""
        self.ink.ellipse([self.at(x - across, y - down), self.at(x + across, y + down)], fill)

    def pie(self, x, y, across, down, start, end, fill):
        """A cut of an oval, in degrees clockwise from the right."""
        corners = [self.at(x - across, y - down), self.at(x + across, y + down)]
        self.ink.chord(corners, start, end, fill)

    def shape(self, points, fill):
        self.ink.polygon([self.at(x, y) for x, y in points], fill)

    def line(self, points, fill, width):
        """With round ends and corners."""
        points = [self.at(x, y) for x, y in points]
        thick = max(1, round(width * self.unit))
        self.ink.line(points, fill, thick, joint="curve")
        for x, y in (points[0], points[-1]):
            self.ink.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill)

    def fade(self, x, y, width, height, top, bottom):
        """A box that turns from one colour above to another below."""
        left, upper = (round(value) for value in self.at(x, y))
        right, lower = (round(value) for value in self.at(x + width, y + height))
        strip = Image.new("RGB", (1, 2))
        strip.putdata([ImageColor.getrgb(top)[:3], ImageColor.getrgb(bottom)[:3]])
        half = 0.5  # from the middle of the first pixel to the middle of the second
        size = (max(1, right - left), max(1, lower - upper))
        strip = strip.resize((1, size[1]), Image.Resampling.BILINEAR, (0, half, 1, 2 - half)).resize(size)
        self.image.paste(strip, (left, upper))

    def land(self, heights, fill, floor=HEIGHT):
        """Rolling land whose crest goes smoothly through `heights`, evenly spread over the sheet."""
        steps = 12
        crest = []
        for index in range(len(heights) - 1):
            low, high = heights[index], heights[index + 1]
            for step in range(steps):
                turn = (1 - math.cos(math.pi * step / steps)) / 2
                crest.append(((index + step / steps) * WIDTH / (len(heights) - 1), low + (high - low) * turn))
        self.shape([*crest, (WIDTH, heights[-1]), (WIDTH, floor), (0, floor)], fill)

    def between(self, low, high):
        return self.chance.uniform(low, high)

    def pick(self, choices):
        return self.chance.choice(choices)

    def words(self, x, y, text, size, fill, hooks=(), dots=()):
        """Text in the font that comes with Pillow. It has no letters with two marks, nor with hook or dot:
        `hooks` and `dots` name the letters (by place) over or under which these are drawn. The width."""
        font = ImageFont.load_default(size * self.unit)
        self.ink.text(self.at(x, y), text, fill, font, anchor="ls")
        for place in (*hooks, *dots):
            before = font.getlength(text[:place]) / self.unit
            middle = x + before + font.getlength(text[place]) / self.unit / 2
            if place in dots:
                self.oval(middle, y + size * 0.2, size * 0.07, size * 0.07, fill)
            else:
                self._hook(middle, y - size * 0.95, size * 0.11, fill)
        return font.getlength(text) / self.unit

    def _hook(self, x, y, size, fill):
        """The mark over "Ả": open to the left, its foot in the middle."""
        turn = [math.radians(degrees) for degrees in range(-200, 91, 10)]
        hook = [(x + size * math.cos(angle), y + size * math.sin(angle)) for angle in turn]
        self.line([*hook, (x, y + size * 1.7)], fill, size * 0.6)

    def turn_over(self):
        """Left becomes right: another composition of the same scene."""
        self.image = ImageOps.mirror(self.image)
        self.ink = ImageDraw.Draw(self.image, "RGBA")

    def jpeg(self) -> bytes:
        out = BytesIO()
        self.image.reduce(FINENESS).save(out, "JPEG", quality=86, optimize=True)
        return out.getvalue()


def shade(colour: str, by: float) -> str:
    """Lighter (`by` above 0) or darker (below), from -1 to 1."""
    goal = 255 if by > 0 else 0
    mixed = (round(part + (goal - part) * abs(by)) for part in ImageColor.getrgb(colour)[:3])
    return "#{:02x}{:02x}{:02x}".format(*mixed)
