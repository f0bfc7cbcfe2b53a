"""Scenes of streets, markets and grounds."""

import math

from .brush import HEIGHT, WIDTH, Brush, shade
from .people import stand
from .props import GOLD, GREENS, RED, bush, cottage, flag, palm, sky, star, sun, town_house, tree

WALLS = ("#f4d9a8", "#f2b8a0", "#cfe3d4", "#f7efd9", "#bcd4e6", "#e8c9d6", "#ffe2b0")


def street(brush: Brush):
    """A street of the town with trees and flags."""
    sky(brush, 720)
    sun(brush, 1360, 130, 54)
    x = -40
    while x < WIDTH:
        width = brush.between(120, 175)
        town_house(brush, x, 700, width, brush.pick((3, 4, 4, 5)), brush.pick(WALLS))
        x += width + 4
    brush.box(0, 700, WIDTH, 60, "#d9d2c5")
    brush.box(0, 752, WIDTH, 14, "#b3ab9c")
    brush.fade(0, 766, WIDTH, HEIGHT - 766, "#72777e", "#565b62")
    for step in range(7):
        brush.shape(
            [(step * 260 - 40, 900), (step * 260 + 90, 900), (step * 260 + 80, 914), (step * 260 - 52, 914)],
            "#f2f2ea",
        )
    for place in range(5):
        tree(brush, 120 + place * 345, 745, brush.between(300, 360))
    for place in range(4):
        flag(brush, 270 + place * 345, 745, 250, 96)
    _motorbike(brush, brush.between(260, 420), 880, 92, brush.pick(("#c0392b", "#2e86ab")))
    _motorbike(brush, brush.between(900, 1080), 850, 84, brush.pick(("#27916d", "#8e5aa8")))
    _bus(brush, 1180, 1010)


def boulevard(brush: Brush):
    """A wide, clean road that runs into the distance between trees and lamps."""
    sky(brush, 560)
    brush.land([470, 430, 460, 420, 455, 430], "#8fb7c9", 600)
    for place in range(12):
        high = brush.between(60, 190)
        brush.box(330 + place * 80, 560 - high, 60, high, shade("#b8cad6", brush.between(-0.1, 0.2)))
    brush.fade(0, 550, WIDTH, HEIGHT - 550, "#86c06f", "#5c9e52")
    brush.shape([(700, 555), (900, 555), (1620, HEIGHT), (-20, HEIGHT)], "#646a72")
    brush.shape([(688, 555), (700, 555), (-20, HEIGHT), (-150, HEIGHT)], "#d9d2c5")
    brush.shape([(900, 555), (912, 555), (1750, HEIGHT), (1620, HEIGHT)], "#d9d2c5")
    for step in range(7):
        low, high = 560 + step * step * 11, 560 + step * step * 11 + 8 + step * 12
        brush.shape(
            [(798 - step, low), (802 + step, low), (804 + step * 2, high), (796 - step * 2, high)], "#fbf7df"
        )
    for step in range(6):
        near = 0.14 * 1.52**step
        for side in (-1, 1):
            x, y = 800 + side * (115 + 690 * near), 555 + 400 * near
            tree(brush, x, y, 420 * near + 50)
            if step % 2:
                flag(brush, x - side * 80 * near, y + 40 * near, 330 * near + 30)
    _motorbike(brush, 960, 900, 120, "#c0392b")


def sports(brush: Brush):
    """A football match on a small ground."""
    sky(brush, 470)
    for place in range(7):
        tree(brush, 100 + place * 240, 450, brush.between(150, 210))
    brush.box(0, 400, WIDTH, 96, "#c4ccd3")
    for row in range(2):
        for place in range(34):
            colour = brush.pick(("#d8404a", "#f0c64a", "#3f72af", "#ffffff", "#58a06a"))
            x, y = 26 + place * 47 + row * 20, 430 + row * 34
            brush.box(x - 13, y + 4, 26, 40, colour, 10)
            brush.oval(x, y, 10, 12, brush.pick(("#f1c9a5", "#dba77c")))
            brush.pie(x, y - 2, 11, 12, 180, 360, "#2b2320")
    for step in range(8):
        brush.shape(
            [
                (step * 260 - 300, HEIGHT),
                (step * 260 - 40, HEIGHT),
                (430 + step * 105, 490),
                (325 + step * 105, 490),
            ],
            ("#63b25a", "#58a650")[step % 2],
        )
    brush.shape([(0, 490), (330, 490), (-300, HEIGHT), (0, HEIGHT)], "#58a650")
    brush.shape([(1165, 490), (WIDTH, 490), (WIDTH, HEIGHT), (1780, HEIGHT)], "#63b25a")
    brush.line([(0, 520), (WIDTH, 520)], "#ffffffdd", 6)
    brush.box(660, 360, 280, 8, "#ffffff")
    brush.box(660, 360, 8, 150, "#ffffff")
    brush.box(932, 360, 8, 150, "#ffffff")
    for step in range(1, 14):
        brush.line([(660 + step * 20, 366), (660 + step * 20, 508)], "#ffffff70", 2)
    for step in range(1, 7):
        brush.line([(664, 366 + step * 21), (936, 366 + step * 21)], "#ffffff70", 2)
    for x, y, tall, shirt, arms in (
        (260, 800, 320, RED, "right"),
        (560, 720, 260, "#f7c948", "both"),
        (800, 560, 170, "#3d9970", "both"),
        (980, 860, 350, RED, "left"),
        (1330, 770, 300, "#f7c948", "left"),
    ):
        stand(brush, x + brush.between(-40, 40), y, tall, shirt=shirt, trousers="#f4f4f4", arms=arms)
    _ball(brush, 740, 900, 32)


def cleanup(brush: Brush):
    """People of a street sweep and gather waste on a weekend."""
    sky(brush, 590)
    for place in range(4):
        cottage(
            brush,
            40 + place * 410,
            570,
            270,
            brush.pick(WALLS),
            brush.pick(("#b8543f", "#a9493a", "#4f7f93")),
        )
    brush.box(0, 570, WIDTH, 52, "#79b56a")
    for place in range(16):
        bush(brush, place * 108 + 20, 612, 40, brush.pick(GREENS))
        brush.oval(
            place * 108 + brush.between(0, 50),
            588,
            9,
            9,
            brush.pick(("#f6c945", "#e4486a", "#ffffff", "#f08a3c")),
        )
    brush.fade(0, 620, WIDTH, HEIGHT - 620, "#cfc9bd", "#aaa396")
    for place in range(5):
        x = 150 + place * 268 + brush.between(-30, 30)
        y = 880 + brush.between(-40, 50)
        arms = "right" if place % 2 == 0 else "left"
        stand(
            brush,
            x,
            y,
            370,
            shirt=brush.pick(("#2f9e63", "#2f6fb5", "#e08e45")),
            hat=place % 2 == 1,
            woman=place % 2 == 1,
            arms=arms,
        )
        if place % 2 == 0:
            brush.line([(x + 96, y - 300), (x + 124, y - 20)], "#b98d5a", 10)
            brush.shape(
                [(x + 108, y - 60), (x + 138, y - 60), (x + 168, y + 10), (x + 88, y + 10)], "#d9b45b"
            )
        else:
            brush.oval(x - 124, y - 46, 44, 54, "#3a4650")
            brush.shape(
                [(x - 136, y - 92), (x - 112, y - 92), (x - 106, y - 124), (x - 142, y - 124)], "#3a4650"
            )
    for x, colour in ((1420, "#2f9e63"), (1515, "#e0a03c")):
        brush.box(x - 42, 690, 84, 150, colour, 8)
        brush.box(x - 50, 672, 100, 24, shade(colour, -0.25), 8)
        for side in (-30, 30):
            brush.oval(x + side, 844, 13, 13, "#2b2f36")


def market(brush: Brush):
    """Stalls with farm produce, sellers and buyers."""
    brush.fade(0, 0, WIDTH, 700, "#cfe7ef", "#f7f3e8")
    for place in range(6):
        high = brush.between(90, 200)
        brush.box(place * 280 - 20, 330 - high, 220, high + 200, shade("#d8cbb7", brush.between(-0.06, 0.14)))
    for place in range(4):
        x = place * 400
        for stripe in range(8):
            brush.shape(
                [
                    (x + stripe * 50 + 14, 190),
                    (x + stripe * 50 + 64, 190),
                    (x + stripe * 50 + 50, 320),
                    (x + stripe * 50, 320),
                ],
                ("#ffffff", ("#d8404a", "#2f8f83", "#e0a03c", "#3f72af")[place])[stripe % 2],
            )
            brush.pie(
                x + stripe * 50 + 25,
                319,
                25,
                24,
                0,
                180,
                ("#ffffff", ("#d8404a", "#2f8f83", "#e0a03c", "#3f72af")[place])[stripe % 2],
            )
        brush.line([(x + 8, 320), (x + 8, 760)], "#8d9aa5", 9)
    for place in range(4):
        stand(
            brush,
            200 + place * 400 + brush.between(-40, 40),
            830,
            430,
            woman=True,
            hat=place % 2 == 0,
            arms="both",
            shirt=brush.pick(("#7a4b9e", "#2a7f86", "#c8374b", "#4a6fb3")),
        )
    brush.fade(0, 800, WIDTH, HEIGHT - 800, "#b9ab97", "#93856f")
    for place in range(4):
        x = place * 400 + 20
        brush.box(x, 690, 360, 150, "#a8733f", 6)
        brush.box(x + 8, 760, 344, 70, "#8f5f33", 4)
        _produce(brush, x, 700)
    for x in (330, 1020):
        stand(
            brush,
            x + brush.between(-40, 60),
            1040,
            520,
            woman=x == 330,
            arms="right",
            shirt=brush.pick(("#f7f7f2", "#dbe7f3", "#d9688a")),
        )


def guard(brush: Brush):
    """Youth of the militia in rows before a flag."""
    sky(brush, 620)
    for place in range(8):
        tree(brush, 60 + place * 215, 600, brush.between(180, 250))
    brush.box(560, 330, 480, 280, "#f4e3b8")
    brush.shape([(530, 340), (1070, 340), (1020, 280), (580, 280)], "#b8543f")
    for place in range(5):
        brush.box(590 + place * 90, 390, 54, 90, "#6f93a8", 3)
    brush.box(740, 500, 120, 110, "#7a5236")
    brush.fade(0, 600, WIDTH, HEIGHT - 600, "#cfc4a8", "#ad9f80")
    flag(brush, 1180, 700, 560, 220)
    brush.box(1130, 690, 100, 40, "#d9d2c5")
    for y, count, tall in ((760, 10, 270), (860, 9, 320), (1000, 8, 390)):
        for place in range(count):
            x = (place + 0.5) * 1500 / count + 50
            stand(brush, x, y, tall, shirt="#5f7a46", trousers="#4d6439")
            part = tall / 7.2
            brush.oval(x, y - tall + part * 0.42, part * 0.86, part * 0.5, "#4d6439")
            star(brush, x, y - tall + part * 0.36, part * 0.2)


def traffic(brush: Brush):
    """A crossing at school time: helmets, zebra, a policeman."""
    sky(brush, 520)
    x = 0
    while x < WIDTH:
        width = brush.between(130, 180)
        town_house(brush, x, 540, width, brush.pick((2, 3, 3)), brush.pick(WALLS))
        x += width + 4
    for place in range(4):
        tree(brush, 150 + place * 420, 585, brush.between(230, 280))
    brush.box(0, 540, WIDTH, 60, "#d9d2c5")
    brush.fade(0, 596, WIDTH, HEIGHT - 596, "#777c83", "#565b62")
    for step in range(9):
        x = 150 + step * 150
        brush.shape([(x + 40, 830), (x + 120, 830), (x + 90, HEIGHT), (x - 10, HEIGHT)], "#f1f1ec")
    for place in range(4):
        _motorbike(
            brush,
            190 + place * 300 + brush.between(-30, 30),
            760,
            96,
            brush.pick(("#c0392b", "#2e86ab", "#27916d", "#8e5aa8")),
        )
    stand(brush, 1350, 900, 440, shirt="#e8c24a", trousers="#8a7433", arms="left")
    for place in range(3):
        stand(
            brush,
            330 + place * 190,
            980,
            300,
            shirt="#f7f7f2",
            trousers="#2f4a7d",
            woman=place == 1,
            arms="down",
        )
        brush.shape([(312 + place * 190, 762), (348 + place * 190, 762), (330 + place * 190, 800)], RED)
    brush.box(1488, 330, 20, 340, "#59626b", 4)
    brush.box(1462, 250, 72, 190, "#2b2f36", 14)
    for step, colour in enumerate(("#ff5a4e", "#5a4b1e", "#1e4b2e")):
        brush.oval(1498, 284 + step * 60, 22, 22, colour)


def visit(brush: Brush):
    """Officials call at a house with gifts."""
    sky(brush, 600)
    brush.fade(0, 600, WIDTH, HEIGHT - 600, "#d8cdb6", "#b7a98c")
    cottage(brush, 330, 700, 900, "#fbf0d8", "#b8543f")
    tree(brush, 130, 720, 480)
    palm(brush, 1440, 740, 520, -0.07)
    for x in (300, 1240):
        bush(brush, x, 730, 70)
    flag(brush, 270, 720, 330, 130)
    for x, woman, dress, arms in (
        (470, False, False, "right"),
        (640, True, True, "right"),
        (1010, False, False, "left"),
        (1160, True, False, "down"),
    ):
        stand(
            brush,
            x,
            960,
            480,
            woman=woman,
            dress=dress,
            arms=arms,
            trousers="#f2f0ea" if dress else "#3b4252",
        )
    brush.box(770, 650, 130, 92, "#d8404a", 4)
    brush.box(826, 650, 18, 92, GOLD)
    brush.box(770, 688, 130, 16, GOLD)


SCENES = (
    street,
    boulevard,
    sports,
    cleanup,
    market,
    guard,
    traffic,
    visit,
)


def _motorbike(brush, x, y, size, colour):
    for side in (-1, 1):
        brush.oval(x + side * size * 0.8, y, size * 0.34, size * 0.34, "#23272d")
        brush.oval(x + side * size * 0.8, y, size * 0.17, size * 0.17, "#b5bcc3")
    brush.line([(x + size * 0.8, y), (x + size * 0.56, y - size * 0.8)], "#59626b", size * 0.1)
    brush.shape(
        [
            (x - size * 0.95, y - size * 0.5),
            (x - size * 0.1, y - size * 0.5),
            (x + size * 0.2, y - size * 0.16),
            (x + size * 0.5, y - size * 0.6),
            (x + size * 0.6, y - size * 0.35),
            (x + size * 0.25, y + size * 0.08),
            (x - size * 0.5, y + size * 0.05),
        ],
        colour,
    )
    brush.box(x - size * 0.8, y - size * 0.62, size * 0.85, size * 0.15, "#2b2f36", size * 0.07)
    shirt = brush.pick(("#f2f0e6", "#5b83b5", "#d9688a", "#e0a03c"))
    brush.line(
        [(x - size * 0.3, y - size * 0.6), (x + size * 0.12, y - size * 0.42), (x + size * 0.1, y)],
        "#3b4252",
        size * 0.24,
    )
    brush.line([(x - size * 0.3, y - size * 0.65), (x - size * 0.22, y - size * 1.3)], shirt, size * 0.5)
    brush.line([(x - size * 0.15, y - size * 1.25), (x + size * 0.52, y - size * 0.82)], shirt, size * 0.18)
    brush.oval(x - size * 0.14, y - size * 1.72, size * 0.26, size * 0.3, "#e8b88f")
    brush.pie(
        x - size * 0.16,
        y - size * 1.74,
        size * 0.32,
        size * 0.34,
        170,
        360,
        brush.pick(("#d8404a", "#f7f7f2", "#3f72af", "#2b2f36")),
    )


def _bus(brush, x, y):
    brush.box(x, y - 190, 420, 170, "#2f8f5b", 18)
    brush.box(x, y - 90, 420, 24, "#f7d774")
    for step in range(4):
        brush.box(x + 26 + step * 96, y - 168, 80, 64, "#cfe8f2", 6)
    for step in (90, 330):
        brush.oval(x + step, y - 18, 36, 36, "#23272d")
        brush.oval(x + step, y - 18, 16, 16, "#b5bcc3")


def _ball(brush, x, y, size):
    brush.oval(x, y + size, size * 1.1, size * 0.22, "#00000033")
    brush.oval(x, y, size, size, "#fbfbfb")
    for corner in range(5):
        angle = math.radians(corner * 72 - 90)
        brush.oval(
            x + size * 0.78 * math.cos(angle),
            y + size * 0.78 * math.sin(angle),
            size * 0.17,
            size * 0.17,
            "#2b2f36",
        )
    brush.oval(x, y, size * 0.3, size * 0.3, "#2b2f36")


def _produce(brush, x, y):
    for crate in range(3):
        left = x + 14 + crate * 114
        colour = brush.pick(("#e8573f", "#f3a73b", "#6cb545", "#f4d35e", "#8a4f9e", "#4f9d4a"))
        for row in range(3):
            for place in range(5 - row):
                brush.oval(
                    left + 16 + place * 20 + row * 10,
                    y + 4 - row * 17,
                    13,
                    13,
                    shade(colour, brush.between(-0.1, 0.2)),
                )
        brush.box(left, y + 2, 106, 44, "#d9b877", 3)
        brush.box(left, y + 20, 106, 5, "#b8935a")
