"""Scenes of fields, water and old places."""

from .brush import HEIGHT, WIDTH, Brush, shade
from .people import stand
from .props import GOLD, GREENS, banner, bush, cottage, flag, palm, sky, sun, tree


def rice(brush: Brush):
    """Rice fields under mountains, farmers at harvest."""
    sky(brush, 560)
    sun(brush, 300, 190, 62)
    brush.land([420, 330, 390, 280, 360, 310, 400], "#8db4c4", 560)
    brush.land([470, 430, 455, 400, 440, 420, 460], "#6f9f8f", 560)
    for place in range(6):
        bush(brush, 60 + place * 300 + brush.between(-40, 40), 520, 60)
    cottage(brush, 1180, 530, 150)
    cottage(brush, 240, 528, 120, "#eee5d0", "#a9493a")
    palm(brush, 1150, 535, 220)
    palm(brush, 1370, 540, 190, -0.05)
    brush.fade(0, 520, WIDTH, HEIGHT - 520, "#e6c653", "#c99b2e")
    for strip in range(6):
        y = 540 + strip * strip * 15
        brush.shape([(0, y), (WIDTH, y - 12), (WIDTH, y + 3 + strip * 3), (0, y + 8 + strip * 3)], "#7fa84a")
    _ears(brush)
    for place in range(4):
        stand(
            brush,
            350 + place * 270 + brush.between(-50, 50),
            790 + brush.between(-20, 60),
            250,
            shirt=brush.pick(("#6b4c9a", "#2e7d6b", "#b5533c", "#4a6fb3")),
            hat=True,
            arms=brush.pick(("both", "left", "right")),
        )
    _ears(brush, 860)


def river(brush: Brush):
    """A river under a bridge, with boats."""
    sky(brush, 560)
    sun(brush, 1180, 300, 66, "#ffe6a3")
    brush.land([500, 440, 480, 420, 470, 450], "#8fb5bd", 600)
    for place in range(9):
        tree(brush, 40 + place * 190 + brush.between(-30, 30), 570, brush.between(80, 130))
    brush.fade(0, 560, WIDTH, HEIGHT - 560, "#9fd3e6", "#3f86a8")
    for _wave in range(60):
        x, y = brush.between(0, WIDTH), brush.between(590, HEIGHT)
        reach = 14 + (y - 560) * 0.13
        brush.line([(x, y), (x + reach, y)], "#ffffff60", 2 + (y - 560) * 0.006)
    for step in range(5):
        x = 130 + step * 340
        brush.box(x - 24, 470, 48, 210, "#c9cfd4", 6)
        brush.box(x - 38, 660, 76, 34, "#a9b1b8", 8)
    brush.box(-10, 440, WIDTH + 20, 42, "#e6eaed")
    brush.box(-10, 474, WIDTH + 20, 12, "#b5bdc4")
    for x in (470, 1150):
        brush.box(x - 12, 190, 24, 260, "#d85a4a", 6)
        for reach in range(1, 6):
            for side in (-1, 1):
                brush.line([(x, 205 + reach * 10), (x + side * reach * 62, 440)], "#f3d9d2", 4)
    for step in range(12):
        brush.line([(step * 140 + 30, 440), (step * 140 + 30, 405)], "#9aa3aa", 4)
    _boat(brush, 420, 860, 210, "#8a5a35")
    _boat(brush, 1130, 740, 130, "#2f7f79")


def planting(brush: Brush):
    """Volunteers plant young trees."""
    sky(brush, 600)
    brush.land([540, 500, 530, 480, 520, 500, 540], "#9ccf8d", 700)
    for place in range(7):
        tree(brush, 80 + place * 250, 590, brush.between(170, 250))
    banner(brush, 520, 400, 560, 96)
    for x in (520, 1080):
        brush.line([(x, 400), (x, 620)], "#8a6a48", 9)
    brush.fade(0, 580, WIDTH, HEIGHT - 580, "#a5d07c", "#6fae58")
    for place in range(5):
        x = 210 + place * 300
        _sapling(brush, x + 100, 900 + brush.between(-30, 50))
        stand(
            brush,
            x,
            880 + brush.between(-30, 40),
            380,
            shirt="#2f6fb5",
            arms="right",
            hat=place % 3 == 1,
            woman=place % 2 == 0,
            trousers="#3b4252",
        )
    for x in (330, 1240):
        brush.line([(x, 970), (x + 70, 790)], "#8a5a35", 11)
        brush.shape([(x - 26, 960), (x + 22, 978), (x - 6, 1028), (x - 42, 1000)], "#7c858d")


def village(brush: Brush):
    """A concrete road of the new countryside, with gates and flowers."""
    sky(brush, 560)
    brush.land([470, 420, 460, 400, 450, 430, 470], "#8fc0a8", 620)
    brush.fade(0, 540, WIDTH, HEIGHT - 540, "#9ed06f", "#6fb056")
    cottage(brush, 90, 620, 300, "#fbeed2")
    cottage(brush, 1180, 630, 320, "#e7f0ea", "#4f7f93")
    palm(brush, 60, 650, 330)
    palm(brush, 470, 610, 250, -0.05)
    palm(brush, 1130, 610, 260)
    palm(brush, 1540, 660, 360, -0.06)
    brush.shape([(740, 545), (860, 545), (1330, HEIGHT), (270, HEIGHT)], "#d5d3cb")
    brush.shape([(797, 545), (803, 545), (830, HEIGHT), (770, HEIGHT)], "#c2bfb5")
    for x in (560, 1040):
        brush.box(x - 22, 380, 44, 250, "#c9564b", 4)
        brush.box(x - 32, 366, 64, 20, "#a8433a", 4)
    brush.box(520, 330, 560, 60, "#c9564b", 8)
    for place in range(6):
        brush.box(580 + place * 78, 350, brush.between(40, 62), 20, GOLD, 4)
    for step in range(7):
        near = 0.15 * 1.42**step
        for side in (-1, 1):
            x, y = 800 + side * (70 + 470 * near), 560 + 430 * near
            bush(brush, x, y, 26 + 60 * near, "#4da05b")
            for _flower in range(5):
                brush.oval(
                    x + brush.between(-50, 50) * near * 1.3,
                    y - brush.between(6, 56) * near - 4,
                    5 + 7 * near,
                    5 + 7 * near,
                    brush.pick(("#f6c945", "#e4486a", "#f6a6bd", "#ffffff")),
                )
    flag(brush, 500, 640, 250, 100)
    flag(brush, 1100, 640, 250, 100)
    _bicycle(brush, 830, 880, 86)


def temple(brush: Brush):
    """An old temple with curved roofs behind a lotus pond."""
    sky(brush, 740, ("#f2b27a", "#fde9c8"))
    sun(brush, 800, 330, 120, "#ffd98a")
    brush.land([520, 470, 500, 450, 505, 470, 520], "#7d9a8c", 740)
    for x in (130, 300, 1310, 1480):
        tree(brush, x, 650, brush.between(330, 430), "#3f7f54")
    brush.oval(800, 308, 17, 17, GOLD)
    _temple_roof(brush, 800, 400, 330, 0.62)
    brush.box(600, 420, 400, 90, "#8a3a2e")
    _temple_roof(brush, 800, 520, 500, 0.8)
    brush.box(450, 530, 700, 150, "#a04638")
    for step in range(6):
        brush.box(470 + step * 128, 530, 26, 150, "#6d271f")
    for step in range(5):
        brush.box(506 + step * 128, 560, 82, 120, "#4a1f1a", 4)
    brush.box(410, 676, 780, 26, "#c9b79a")
    brush.box(370, 700, 860, 26, "#b8a588")
    brush.fade(0, 724, WIDTH, HEIGHT - 724, "#f0c793", "#5f9590")
    for _leaf in range(26):
        x, y = brush.between(0, WIDTH), brush.between(790, 1050)
        size = 24 + (y - 760) * 0.16
        brush.oval(x, y, size, size * 0.34, brush.pick(("#3f8f63", "#4fa06c", "#2f7a55")))
        if brush.chance.random() < 0.45:
            for across, colour in ((-0.5, "#e57ba9"), (0.5, "#e57ba9"), (0, "#f6b3cf")):
                brush.oval(x + across * size * 0.4, y - size * 0.45, size * 0.2, size * 0.42, colour)


SCENES = (
    rice,
    river,
    planting,
    village,
    temple,
)


def _ears(brush, top=640):
    """Rice in ear, thicker towards us."""
    for _ear in range(420):
        y = top + (HEIGHT - top) * brush.chance.random() ** 0.7
        x, high = brush.between(0, WIDTH), 14 + (y - 560) * 0.085
        colour = brush.pick(("#b98a22", "#d9ae3d", "#a9a03c", "#ecd27a"))
        brush.line([(x, y), (x + high * 0.18, y - high)], colour, 2 + high * 0.045)
        brush.oval(x + high * 0.26, y - high, high * 0.12, high * 0.06, "#f2dc8c")


def _boat(brush, x, y, size, colour):
    brush.oval(x, y + size * 0.26, size * 1.1, size * 0.08, "#1f4f6a55")
    brush.shape(
        [
            (x - size, y),
            (x + size, y),
            (x + size * 0.72, y + size * 0.28),
            (x - size * 0.72, y + size * 0.28),
        ],
        colour,
    )
    brush.box(x - size, y - size * 0.05, size * 2, size * 0.09, shade(colour, 0.25), size * 0.04)
    stand(brush, x + size * 0.3, y + size * 0.05, size * 0.95, hat=True, arms="left", shirt="#6b4c9a")
    brush.line([(x - size * 0.12, y - size * 0.5), (x - size * 0.9, y + size * 0.4)], "#d9c3a0", size * 0.035)
    brush.pie(x - size * 0.45, y, size * 0.36, size * 0.36, 180, 360, "#d9b877")


def _sapling(brush, x, y):
    brush.oval(x, y, 60, 17, "#7a5236")
    brush.line([(x, y), (x, y - 120)], "#7b5a3e", 8)
    for across, down in ((-24, -96), (24, -106), (0, -136), (-18, -124), (20, -132)):
        brush.oval(x + across, y + down, 25, 17, brush.pick(GREENS))


def _bicycle(brush, x, y, size):
    for side in (-1, 1):
        brush.oval(x + side * size * 0.75, y, size * 0.42, size * 0.42, "#2b2f36")
        brush.oval(x + side * size * 0.75, y, size * 0.36, size * 0.36, "#d5d3cb")
    frame = [(-0.75, 0), (-0.25, -0.75), (0.5, -0.75), (0.75, 0), (0.5, -0.75), (0, 0), (-0.25, -0.75)]
    brush.line([(x + across * size, y + down * size) for across, down in frame], "#2e75b6", size * 0.08)
    brush.line(
        [(x - size * 0.2, y - size * 0.8), (x, y - size * 0.2), (x - size * 0.05, y + size * 0.1)],
        "#f2f0ea",
        size * 0.22,
    )
    brush.line(
        [(x - size * 0.22, y - size * 0.85), (x - size * 0.08, y - size * 1.6)], "#f7f7f2", size * 0.48
    )
    brush.line([(x - size * 0.05, y - size * 1.5), (x + size * 0.5, y - size * 0.95)], "#f7f7f2", size * 0.17)
    brush.oval(x, y - size * 2.05, size * 0.26, size * 0.3, "#f1c9a5")
    brush.shape(
        [(x - size * 0.6, y - size * 2.1), (x, y - size * 2.55), (x + size * 0.6, y - size * 2.1)], "#efdcae"
    )


def _temple_roof(brush, x, y, half, depth):
    high = half * 0.3 * depth
    brush.shape(
        [
            (x - half * 1.08, y - high * 0.42),
            (x - half * 0.86, y - high * 0.2),
            (x - half * 0.6, y - high * 1.15),
            (x + half * 0.6, y - high * 1.15),
            (x + half * 0.86, y - high * 0.2),
            (x + half * 1.08, y - high * 0.42),
            (x + half * 0.92, y + high * 0.12),
            (x - half * 0.92, y + high * 0.12),
        ],
        "#7a3b2a",
    )
    for step in range(15):
        part = -1 + step / 7
        brush.line(
            [(x + part * half * 0.58, y - high * 1.08), (x + part * half * 0.88, y + high * 0.06)],
            "#93503a",
            5,
        )
    brush.box(x - half * 0.66, y - high * 1.3, half * 1.32, high * 0.2, "#5c2a1e", 6)
