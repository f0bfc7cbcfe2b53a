"""What stands in more than one scene: flags, flowers, trees, houses, sky."""

import math

from .brush import WIDTH, Brush, shade

RED, GOLD = "#cf2229", "#ffd23f"
GREENS = ("#3f8f4f", "#4da05b", "#5fae5a", "#37804a", "#6cb563")


# Clear morning, noon, hazy day, evening.
SKIES = (("#8cc8ee", "#e8f5fb"), ("#6fb7ea", "#dff1fb"), ("#a9cfe2", "#f6f3ea"), ("#8fb6e0", "#fde6cf"))


def sky(brush: Brush, floor, colours=None):
    brush.fade(0, 0, WIDTH, floor, *(colours or brush.pick(SKIES)))
    for _cloud in range(4):
        cloud(brush, brush.between(60, WIDTH - 60), brush.between(60, floor * 0.36), brush.between(26, 52))


def cloud(brush: Brush, x, y, size):
    for across, down, big in ((-1.5, 0.2, 0.75), (-0.6, -0.25, 1), (0.5, -0.1, 0.9), (1.4, 0.2, 0.65)):
        brush.oval(x + across * size, y + down * size, big * size, big * size * 0.72, "#ffffffd8")
    brush.box(x - size * 2.1, y + size * 0.2, size * 4.1, size * 0.55, "#ffffffd8", size * 0.27)


def sun(brush: Brush, x, y, size, colour="#fff2b8"):
    for grow, mist in ((2.6, "22"), (2, "33"), (1.5, "55")):
        brush.oval(x, y, size * grow, size * grow, colour + mist)
    brush.oval(x, y, size, size, colour)


def star(brush: Brush, x, y, size, fill=GOLD):
    points = []
    for corner in range(10):
        angle = math.radians(corner * 36 - 90)
        far = size if corner % 2 == 0 else size * 0.382
        points.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    brush.shape(points, fill)


def flag(brush: Brush, x, y, tall, wide=None):
    """On its pole, whose foot is at x, y."""
    wide = wide or tall * 0.42
    high = wide * 0.66
    brush.line([(x, y), (x, y - tall)], "#d9d3c4", tall * 0.018)
    brush.box(x, y - tall, wide, high, RED)
    star(brush, x + wide / 2, y - tall + high / 2, high * 0.3)


def banner(brush: Brush, x, y, width, height, lines=2):
    """A red banner whose words are too far off to read."""
    brush.box(x, y, width, height, RED, 4)
    pitch = height / (lines + 0.6)
    for row in range(lines):
        length = width * (0.86 - 0.22 * abs(row - (lines - 1) * 0.4) + 0.06 * (row % 2))
        at, end = x + (width - length) / 2, x + (width + length) / 2
        top = y + pitch * (row + 0.5)
        while end - at > pitch * 0.5:
            word = brush.between(0.7, 1.6) * pitch
            brush.box(at, top, min(word, end - at), pitch * 0.5, GOLD, pitch * 0.1)
            at += word + pitch * 0.3


def bouquet(brush: Brush, x, y, size):
    """Flowers whose foot is at x, y."""
    brush.shape(
        [
            (x - size * 0.35, y - size * 0.6),
            (x + size * 0.35, y - size * 0.6),
            (x + size * 0.2, y),
            (x - size * 0.2, y),
        ],
        "#b98d5a",
    )
    for _leaf in range(12):
        brush.oval(
            x + brush.between(-0.75, 0.75) * size,
            y - brush.between(0.6, 1.2) * size,
            size * 0.2,
            size * 0.14,
            brush.pick(GREENS),
        )
    for _flower in range(16):
        across, down = brush.between(-0.65, 0.65), brush.between(0.65, 1.3)
        colour = brush.pick(("#f6c945", "#e4486a", "#ffffff", "#f08a3c", "#f6a6bd"))
        brush.oval(x + across * size, y - down * size, size * 0.15, size * 0.15, colour)
        brush.oval(x + across * size, y - down * size, size * 0.05, size * 0.05, shade(colour, -0.2))


def tree(brush: Brush, x, y, tall, green=None):
    green = green or brush.pick(GREENS)
    brush.shape(
        [
            (x - tall * 0.045, y),
            (x - tall * 0.022, y - tall * 0.6),
            (x + tall * 0.022, y - tall * 0.6),
            (x + tall * 0.045, y),
        ],
        "#7b5a3e",
    )
    for across, down, big in (
        (-0.2, 0.55, 0.2),
        (0.2, 0.56, 0.2),
        (0, 0.5, 0.24),
        (-0.11, 0.76, 0.2),
        (0.12, 0.78, 0.19),
    ):
        brush.oval(x + across * tall, y - down * tall, big * tall, big * tall * 0.86, shade(green, -0.1))
    for across, down, big in ((-0.17, 0.62, 0.14), (0.15, 0.66, 0.13), (-0.02, 0.82, 0.16), (0, 0.62, 0.12)):
        brush.oval(x + across * tall, y - down * tall, big * tall, big * tall * 0.8, shade(green, 0.08))


def palm(brush: Brush, x, y, tall, lean=0.06):
    crown = (x + tall * lean, y - tall)
    brush.line([(x, y), (x + tall * lean * 0.25, y - tall * 0.55), crown], "#9a7b58", tall * 0.035)
    for turn in range(9):
        angle = math.radians(150 + turn * 30)
        far = (crown[0] + tall * 0.34 * math.cos(angle), crown[1] + tall * 0.2 * math.sin(angle) + tall * 0.1)
        middle = ((crown[0] + far[0]) / 2, (crown[1] + far[1]) / 2 - tall * 0.1)
        green = shade("#4b9b52", -0.12 if turn % 2 else 0.05)
        brush.shape(
            [crown, (middle[0], middle[1] - tall * 0.02), far, (middle[0], middle[1] + tall * 0.05)], green
        )
    for across in (-0.03, 0.03):
        brush.oval(crown[0] + tall * across, crown[1] + tall * 0.04, tall * 0.027, tall * 0.03, "#8a6a3c")


def bush(brush: Brush, x, y, size, green=None):
    green = green or brush.pick(GREENS)
    for across, big in ((-0.8, 0.55), (0, 0.8), (0.8, 0.6)):
        brush.oval(x + across * size, y - big * size * 0.5, big * size, big * size * 0.7, green)
    brush.oval(x - size * 0.1, y - size * 0.55, size * 0.4, size * 0.28, shade(green, 0.15))


def town_house(brush: Brush, x, y, width, floors, colour):
    """A narrow house of the town; `y` is the ground."""
    high = width * 0.62
    top = y - floors * high
    brush.box(x, top, width, y - top, colour)
    brush.box(x + width * 0.86, top, width * 0.14, y - top, shade(colour, -0.08))
    brush.box(x - width * 0.03, top - width * 0.09, width * 1.06, width * 0.1, shade(colour, -0.2))
    for floor in range(1, floors):
        level = y - (floor + 1) * high
        for across in (0.14, 0.54):
            brush.box(x + width * across, level + high * 0.22, width * 0.3, high * 0.52, "#5f7f95", 3)
            brush.box(x + width * across, level + high * 0.22, width * 0.3, high * 0.2, "#8fb0c4", 3)
        brush.box(x - width * 0.02, level + high * 0.88, width * 1.04, high * 0.1, shade(colour, -0.16))
    brush.box(x + width * 0.1, y - high * 0.72, width * 0.8, high * 0.72, "#4d5b66", 2)
    brush.box(
        x - width * 0.05,
        y - high * 0.9,
        width * 1.1,
        high * 0.22,
        brush.pick(("#d5504c", "#2f8f83", "#e0a03c", "#3f72af")),
        3,
    )


def cottage(brush: Brush, x, y, width, wall="#f6ead2", roof="#b8543f"):
    """A country house with a tiled roof; `y` is the ground."""
    high = width * 0.4
    brush.box(x, y - high, width, high, wall)
    brush.shape(
        [
            (x - width * 0.1, y - high),
            (x + width * 0.14, y - high * 1.75),
            (x + width * 0.86, y - high * 1.75),
            (x + width * 1.1, y - high),
        ],
        roof,
    )
    brush.box(x - width * 0.1, y - high * 1.03, width * 1.2, high * 0.09, shade(roof, -0.2))
    brush.box(x + width * 0.42, y - high * 0.72, width * 0.18, high * 0.72, "#7a5236")
    for across in (0.12, 0.7):
        brush.box(x + width * across, y - high * 0.68, width * 0.18, high * 0.36, "#6f93a8", 2)


def desk(brush: Brush, x, y, width, height, colour="#a8733f"):
    """A table seen from the front; `y` is its top."""
    brush.box(x, y + height * 0.1, width, height * 0.9, shade(colour, -0.12))
    brush.box(x + width * 0.02, y + height * 0.22, width * 0.96, height * 0.66, shade(colour, -0.2), 6)
    brush.box(x - width * 0.015, y, width * 1.03, height * 0.14, shade(colour, 0.12), 4)
