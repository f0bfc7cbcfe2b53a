"""Scenes under a roof."""

from .brush import HEIGHT, WIDTH, Brush, shade
from .people import back, front, stand
from .props import GOLD, RED, banner, bouquet, bush, desk, flag, star


def podium(brush: Brush):
    """Someone speaks at the lectern, beside flags and flowers."""
    _stage(brush)
    x = brush.between(560, 700)
    front(brush, x, 300, 150, shirt="#f7f7f2", woman=False, tie="#8b1e2d")
    _lectern(brush, x, 590)
    _microphone(brush, x + 74, 588, 92)
    bouquet(brush, x - 330, 985, 110)
    bouquet(brush, x + 330, 1000, 100)
    for place in range(3):
        back(brush, 180 + place * 560 + brush.between(-40, 40), 940, 84)


def hall(brush: Brush):
    """A conference seen from the last rows: banner, chairing table, delegates."""
    _wall(brush, "#e9dfcb", "#f7f1e4", 640)
    for x in range(60, WIDTH, 370):
        brush.oval(x, 22, 90, 10, "#fffbe6")
    brush.box(260, 90, 1080, 430, "#8f161d", 6)
    _drapes(brush, 260, 90, 1080, 430)
    banner(brush, 420, 130, 760, 150)
    star(brush, 800, 345, 46)
    for x in (200, 1400):
        flag(brush, x - 40, 540, 390, 130)
    brush.box(230, 500, 1140, 60, "#7a4f2d")
    for place in range(5):
        front(brush, 520 + place * 140, 400, 50, shirt=brush.pick(("#f7f7f2", "#dbe7f3", "#3d5a80")))
    desk(brush, 440, 486, 720, 92, "#9a2229")
    for x in (500, 800, 1100):
        bouquet(brush, x, 500, 26)
    _lectern(brush, 310, 450, 0.45)
    brush.fade(0, 560, WIDTH, HEIGHT - 560, "#b98d63", "#8a6240")
    _audience(brush, ((600, 13, 32), (660, 11, 40), (735, 9, 52), (835, 7, 68), (955, 6, 88)))


def delegate(brush: Brush):
    """A delegate stands among those seated and speaks into a microphone."""
    _wall(brush, "#dfe7e4", "#f3f6f3", 700)
    for x in (110, 1120):
        _window(brush, x, 110, 370, 380)
    banner(brush, 560, 70, 480, 110)
    brush.fade(0, 700, WIDTH, HEIGHT - 700, "#9c7a5a", "#7d5d42")
    for place in range(7):
        front(brush, 110 + place * 232 + brush.between(-16, 16), 470 + brush.between(-8, 8), 92)
    desk(brush, -20, 690, 1640, 130, "#8c5a34")
    for place in range(7):
        brush.box(70 + place * 232, 668, 80, 26, "#fbfbf7", 3)
    brush.box(702, 740, 196, 340, "#34405a", 20)
    shirt = brush.pick(("#2a6f97", "#7a4b9e", "#f7f7f2", "#a23b52"))
    front(brush, 800, 300, 142, woman=brush.chance.random() < 0.5, shirt=shirt)
    brush.line([(912, 530), (952, 668), (868, 590)], shade(shirt, -0.1), 54)
    brush.oval(858, 574, 27, 25, "#e8b88f")
    brush.line([(866, 590), (846, 524)], "#2b2f36", 17)
    brush.oval(842, 508, 19, 22, "#4a515c")
    for place in range(4):
        back(brush, 150 + place * 430, 880, 96)


def meeting(brush: Brush):
    """A working session around a long table."""
    _wall(brush, "#e4ebf0", "#f6f9fb", 600)
    brush.box(500, 60, 600, 330, "#23313f", 10)
    brush.fade(514, 74, 572, 302, "#3f79a8", "#9cc9e3")
    for step, high in enumerate((60, 110, 90, 160, 200)):
        brush.box(590 + step * 90, 340 - high, 54, high, "#ffffffcc", 4)
    _window(brush, 90, 90, 300, 300)
    _window(brush, 1210, 90, 300, 300)
    brush.fade(0, 600, WIDTH, HEIGHT - 600, "#b89a78", "#967656")
    for place in range(6):
        front(brush, 240 + place * 224, 395 + brush.between(-8, 8), 78)
    brush.shape([(190, 600), (1410, 600), (1660, 980), (-60, 980)], "#a66f3d")
    brush.shape([(330, 640), (1270, 640), (1420, 900), (180, 900)], "#b9824d")
    for place in range(6):
        x = 250 + place * 220
        brush.shape([(x - 46, 650), (x + 46, 650), (x + 54, 684), (x - 54, 684)], "#fdfdfa")
        brush.box(x + 64, 620, 16, 46, "#bfe3f2", 5)
    for x in (560, 800, 1040):
        bouquet(brush, x, 800, 52)
    for place in range(5):
        back(brush, 130 + place * 335, 850, 100)


def classroom(brush: Brush):
    """A teacher at the blackboard, pupils with red scarves."""
    _wall(brush, "#f6ecc9", "#fdf8e6", 720)
    brush.box(330, 110, 940, 400, "#8a5a35", 8)
    brush.box(346, 126, 908, 368, "#2f5d50")
    for row, length in enumerate((420, 620, 540)):
        brush.line([(420, 190 + row * 78), (420 + length, 190 + row * 78)], "#ffffff88", 7)
    _window(brush, 50, 120, 220, 320)
    _window(brush, 1330, 120, 220, 320)
    brush.box(725, 34, 150, 62, RED, 4)
    star(brush, 800, 65, 20)
    stand(brush, 1080, 720, 470, dress=True, woman=True, trousers="#f2f0ea", arms="left")
    brush.fade(0, 700, WIDTH, HEIGHT - 700, "#c79a6b", "#a87a4d")
    for y, count, size in ((640, 6, 58), (780, 5, 78), (935, 4, 104)):
        for place in range(count):
            x = (place + 0.5) * WIDTH / count
            desk(brush, x - size * 1.5, y + size * 1.25, size * 3, size * 0.6, "#c98b4b")
            _pupil(brush, x + brush.between(-10, 10), y, size)
            brush.box(x - size * 0.85, y + size * 1.9, size * 1.7, size * 1.1, "#9a6636", size * 0.12)


def library(brush: Brush):
    """Readers among shelves."""
    _wall(brush, "#efe3cf", "#f8f1e3", 760)
    for x in (40, 560, 1080):
        _shelf(brush, x, 60, 480, 640)
    brush.fade(0, 740, WIDTH, HEIGHT - 740, "#a97c50", "#8b6340")
    for x in (330, 800, 1270):
        front(brush, x + brush.between(-20, 20), 500, 124)
    desk(brush, 60, 800, 1480, 150, "#7d4f2b")
    for x in (330, 800, 1270):
        _open_book(brush, x, 800, 120)
    for x in (560, 1040):
        _pile_of_books(brush, x, 802)
    bush(brush, 60, 760, 70)
    bush(brush, 1545, 760, 70)


def clinic(brush: Brush):
    """A doctor examines an elderly patient."""
    _wall(brush, "#dff0ee", "#f3fbfa", 740)
    _window(brush, 90, 110, 380, 330)
    brush.box(1130, 120, 340, 240, "#ffffff", 10)
    brush.box(1282, 160, 36, 160, "#d8404a", 4)
    brush.box(1220, 222, 160, 36, "#d8404a", 4)
    brush.fade(0, 740, WIDTH, HEIGHT - 740, "#b9d2cf", "#9bbab6")
    brush.box(560, 120, 400, 560, "#cfe6e8", 8)
    for fold in range(5):
        brush.box(560 + fold * 80, 120, 36, 560, "#bddadd")
    front(brush, 560, 330, 150, shirt="#ffffff", woman=True)
    brush.line([(510, 510), (520, 590), (580, 620), (620, 590)], "#35566b", 9)
    brush.oval(624, 588, 16, 16, "#35566b")
    front(brush, 1040, 350, 146, shirt=brush.pick(("#b08968", "#7f8fa6", "#8a5a83")))
    brush.line([(690, 690), (830, 720), (930, 700)], "#ffffff", 46)
    brush.oval(938, 702, 28, 22, "#e8b88f")
    desk(brush, 240, 740, 1120, 160, "#e9eef0")
    brush.box(380, 690, 150, 52, "#fdfdfd", 4)
    for row in range(3):
        brush.line([(400, 704 + row * 13), (505, 704 + row * 13)], "#9db5bf", 4)
    brush.box(1150, 640, 120, 90, "#5d7d95", 8)
    brush.box(1162, 652, 96, 50, "#d5f0f5", 4)
    brush.line([(1168, 680), (1190, 680), (1200, 660), (1212, 696), (1222, 680), (1250, 680)], "#d8404a", 4)


def one_stop(brush: Brush):
    """The one-stop office: counters, numbers, people served."""
    _wall(brush, "#e6edf5", "#f7fafd", 700)
    brush.box(120, 60, 1360, 110, "#1f5f99", 8)
    for place in range(9):
        length = brush.between(60, 130)
        brush.box(220 + place * 136, 98, length, 34, "#ffffffdd", 6)
    for place in range(4):
        x = 240 + place * 375
        brush.box(x - 70, 210, 140, 70, "#17324d", 8)
        for digit in range(3):
            brush.box(x - 42 + digit * 32, 228, 20, 34, "#ff6b5e", 3)
        front(brush, x, 360, 104, shirt=brush.pick(("#dbe7f3", "#f7f7f2")))
        brush.box(x + 66, 470, 118, 84, "#2c3e50", 8)
        brush.box(x + 118, 552, 16, 40, "#2c3e50")
    desk(brush, -20, 590, 1640, 200, "#c7d3dd")
    brush.box(-20, 640, 1640, 20, "#1f5f99")
    brush.fade(0, 780, WIDTH, HEIGHT - 780, "#c9ced3", "#a7aeb5")
    for place in range(3):
        x = 330 + place * 420 + brush.between(-60, 60)
        back(brush, x, 640 + brush.between(0, 30), 104)
    brush.box(1270, 610, 110, 16, "#ffffff", 3)


def training(brush: Brush):
    """A class at computers."""
    _wall(brush, "#e8e6f2", "#f8f7fc", 640)
    brush.box(430, 60, 740, 380, "#ffffff", 8)
    brush.fade(450, 80, 700, 340, "#e9f4ff", "#c5e0f7")
    brush.box(520, 150, 230, 26, "#2e75b6", 6)
    for row in range(4):
        brush.box(520, 210 + row * 42, brush.between(180, 300), 16, "#7da7cc", 6)
    _phone(brush, 980, 250, 150, 270)
    stand(brush, 300, 660, 430, shirt="#f7f7f2", arms="right")
    brush.fade(0, 640, WIDTH, HEIGHT - 640, "#b7a58f", "#94826c")
    for y, count, size in ((610, 5, 62), (800, 4, 92)):
        for place in range(count):
            x = (place + 0.5) * WIDTH / count
            _screen(brush, x, y + size * 0.3, size)
            desk(brush, x - size * 1.9, y + size * 1.25, size * 3.8, size * 0.5, "#d9c3a0")
            back(brush, x + size * 0.8, y + size * 0.5, size * 0.9)


def stage(brush: Brush):
    """Dancers on a lit stage."""
    brush.fade(0, 0, WIDTH, HEIGHT, "#1c1440", "#4a1f5c")
    brush.fade(0, 0, WIDTH, 760, "#241a55", "#8a2c6d")
    for x in (200, 540, 880, 1220, 1500):
        colour = brush.pick(("#ffe27a", "#7ad7ff", "#ff8fc0"))
        brush.shape([(x, 0), (x - 190, 800), (x + 150, 800)], colour + "30")
        brush.oval(x, 8, 34, 18, colour)
    for _spark in range(60):
        spark = brush.between(2, 6)
        brush.oval(brush.between(0, WIDTH), brush.between(20, 500), spark, spark, "#ffffff55")
    _lotus(brush, 800, 560, 300)
    brush.fade(0, 740, WIDTH, 150, "#b5533c", "#7b2f2f")
    brush.box(0, 880, WIDTH, 30, "#e8b04b")
    for place in range(7):
        x = 260 + place * 180
        tall = 330 + 46 * (3 - abs(place - 3))
        stand(
            brush,
            x,
            850,
            tall,
            dress=True,
            woman=True,
            trousers="#fff6ea",
            hat=place % 2 == 0,
            arms=("both", "up")[place % 2],
        )
    brush.fade(0, 910, WIDTH, HEIGHT - 910, "#2a1534", "#120a1c")
    for place in range(9):
        back(brush, 60 + place * 186 + brush.between(-20, 20), 955, 66)
    for x in (380, 940, 1310):
        brush.box(x, 900, 44, 76, "#10131a", 6)
        brush.box(x + 5, 907, 34, 58, "#8a4a7a", 4)


def ceremony(brush: Brush):
    """Certificates and flowers are handed over before a red backdrop."""
    _stage(brush)
    for place in range(6):
        x = 260 + place * 216
        dress = place % 3 == 1
        stand(brush, x, 940, 560, dress=dress, woman=dress, arms="hold", trousers="#2f3747")
    for place in (0, 2, 4):
        x = 260 + place * 216
        brush.box(x - 66, 586, 132, 92, "#b3202a", 4)
        brush.box(x - 56, 596, 112, 72, "#fff6df", 2)
        star(brush, x, 624, 16, RED)
        brush.line([(x - 34, 652), (x + 34, 652)], "#c9a227", 4)
    for place in (1, 3, 5):
        bouquet(brush, 260 + place * 216, 730, 62)


SCENES = (podium, hall, delegate, meeting, classroom, library, clinic, one_stop, training, stage, ceremony)


def _wall(brush, top, low, floor):
    brush.fade(0, 0, WIDTH, floor, top, low)
    brush.box(0, floor - 16, WIDTH, 16, shade(low, -0.22))


def _drapes(brush, x, y, width, height):
    pleat = 54
    for step in range(int(width // pleat)):
        brush.box(x + step * pleat, y, pleat * 0.45, height, "#ffffff10")


def _stage(brush):
    """A red backdrop with a gold star, a wooden floor, flags at both sides."""
    brush.fade(0, 0, WIDTH, 900, "#b5161d", "#8d1117")
    _drapes(brush, 0, 0, WIDTH, 900)
    banner(brush, 900, 90, 600, 150)
    star(brush, 1200, 370, 74)
    brush.fade(0, 860, WIDTH, HEIGHT - 860, "#a5713f", "#83552c")
    brush.box(0, 852, WIDTH, 14, GOLD)
    for x in (60, 310):
        flag(brush, x, 860, 720, 210)
    bush(brush, 1490, 900, 90)
    bush(brush, 1380, 912, 64)


def _lectern(brush, x, y, scale=1.0):
    wide, high = 300 * scale, 420 * scale
    brush.shape(
        [(x - wide * 0.5, y), (x + wide * 0.5, y), (x + wide * 0.4, y + high), (x - wide * 0.4, y + high)],
        "#8a5530",
    )
    brush.shape(
        [
            (x - wide * 0.36, y + high * 0.14),
            (x + wide * 0.36, y + high * 0.14),
            (x + wide * 0.3, y + high * 0.9),
            (x - wide * 0.3, y + high * 0.9),
        ],
        "#a86c3f",
    )
    brush.box(x - wide * 0.58, y - high * 0.05, wide * 1.16, high * 0.1, "#6d4022", 6 * scale)
    star(brush, x, y + high * 0.46, wide * 0.16)


def _microphone(brush, x, y, high):
    brush.line([(x, y), (x - high * 0.2, y - high)], "#2b2f36", high * 0.07)
    brush.oval(x - high * 0.22, y - high * 1.05, high * 0.13, high * 0.16, "#3c424c")


def _window(brush, x, y, width, height):
    brush.box(x - 10, y - 10, width + 20, height + 20, "#ffffff", 4)
    brush.fade(x, y, width, height, "#a9d8f3", "#e3f4e0")
    for part in (0.2, 0.55, 0.85):
        brush.oval(x + width * part, y + height * 0.86, width * 0.17, height * 0.13, "#7fbf83")
    brush.box(x + width / 2 - 5, y, 10, height, "#ffffff")
    brush.box(x, y + height * 0.4, width, 8, "#ffffff")


def _audience(brush, rows):
    for y, count, size in rows:
        for place in range(count):
            x = (place + 0.5) * WIDTH / count + brush.between(-0.15, 0.15) * size
            back(brush, x, y + brush.between(-0.12, 0.12) * size, size)
            brush.box(x - size * 0.95, y + size * 1.9, size * 1.9, size * 2, "#8f2f33", size * 0.25)


def _pupil(brush, x, y, size):
    back(brush, x, y, size, shirt=brush.pick(("#f7f7f2", "#eef3f8")))
    brush.shape(
        [(x - size * 0.6, y + size * 1.2), (x + size * 0.6, y + size * 1.2), (x, y + size * 1.75)], RED
    )


def _shelf(brush, x, y, width, height):
    brush.box(x, y, width, height, "#7a4d2a", 6)
    rows = 4
    for row in range(rows):
        top = y + 18 + row * (height - 18) / rows
        high = (height - 18) / rows - 18
        brush.box(x + 16, top, width - 32, high, "#5c3719")
        at = x + 22
        while at < x + width - 56:
            thick, tall = brush.between(15, 32), high * brush.between(0.68, 0.95)
            colour = brush.pick(
                ("#c0392b", "#2e86ab", "#e1b12c", "#3d9970", "#8e5aa8", "#e9e0cf", "#d8743b", "#34495e")
            )
            brush.box(at, top + high - tall, thick, tall, colour, 2)
            brush.box(at, top + high - tall * 0.8, thick, tall * 0.1, shade(colour, 0.35))
            at += thick + 2


def _open_book(brush, x, y, size):
    for side in (-1, 1):
        brush.shape(
            [
                (x, y),
                (x + side * size, y - size * 0.14),
                (x + side * size, y + size * 0.28),
                (x, y + size * 0.4),
            ],
            "#fffdf5",
        )
        for row in range(4):
            low = y + size * (0.06 + row * 0.08)
            brush.line(
                [(x + side * size * 0.12, low), (x + side * size * 0.86, low - size * 0.11)], "#b9b2a3", 3
            )
    brush.line([(x, y), (x, y + size * 0.4)], "#d8d0bf", 4)


def _pile_of_books(brush, x, y):
    for step, colour in enumerate(("#2e86ab", "#c0392b", "#e1b12c")):
        brush.box(x - 60 + step * 8, y - 24 * (step + 1), 120 - step * 12, 22, colour, 4)


def _screen(brush, x, y, size):
    brush.box(x - size * 1.1, y - size * 0.55, size * 1.9, size * 1.3, "#29323c", size * 0.1)
    brush.fade(x - size * 1.02, y - size * 0.47, size * 1.74, size * 1.12, "#dff0ff", "#9cc7ec")
    brush.box(x - size * 0.3, y + size * 0.72, size * 0.3, size * 0.5, "#29323c")


def _phone(brush, x, y, width, height):
    brush.box(x - width / 2, y - height / 2, width, height, "#1f2933", 18)
    brush.box(x - width / 2 + 10, y - height / 2 + 16, width - 20, height - 32, "#ffffff", 6)
    cell = (width - 44) / 9
    for row in range(9):
        for column in range(9):
            corner = (row < 3 or row > 5) and (column < 3 or column > 5) and not (row > 5 and column > 5)
            if corner or brush.chance.random() < 0.45:
                brush.box(
                    x - width / 2 + 22 + column * cell, y - 60 + row * cell, cell + 0.6, cell + 0.6, "#1f5f99"
                )


def _lotus(brush, x, y, size):
    for tilt, colour in ((0.95, "#d65c95"), (0.6, "#e57ba9"), (0.28, "#f09cc0")):
        for side in (-1, 1):
            brush.shape(
                [
                    (x, y + size * 0.3),
                    (x + side * size * (tilt - 0.24), y - size * (0.62 - tilt * 0.4)),
                    (x + side * size * tilt, y - size * (0.74 - tilt * 0.5)),
                    (x + side * size * (tilt + 0.02), y - size * (0.2 - tilt * 0.2)),
                ],
                colour,
            )
    brush.shape(
        [
            (x, y + size * 0.3),
            (x - size * 0.2, y - size * 0.35),
            (x, y - size * 0.85),
            (x + size * 0.2, y - size * 0.35),
        ],
        "#f7bcd4",
    )
