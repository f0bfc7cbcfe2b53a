"""People without faces: nobody in a demo picture is somebody."""

from .brush import Brush, shade

SKINS = ("#f1c9a5", "#e8b88f", "#dba77c", "#f4d2b3")
HAIRS = ("#2b2320", "#33291f", "#1f1b1a", "#4a4340")
SHIRTS = ("#f7f7f2", "#dbe7f3", "#8fb3d9", "#5b83b5", "#f2f0e6", "#b9cbe0", "#e6d9c3", "#3d5a80")
DRESSES = ("#c8374b", "#7a4b9e", "#d9688a", "#2a7f86", "#e08e45", "#4a6fb3")
HAT = "#efdcae"


def back(brush: Brush, x, y, size, shirt=None):
    """Someone seated before us, seen from behind: head and shoulders; `y` is the crown."""
    woman = brush.chance.random() < 0.4
    shirt, hair = shirt or brush.pick(DRESSES if woman else SHIRTS), brush.pick(HAIRS)
    brush.box(x - size * 0.95, y + size * 1.18, size * 1.9, size * 3, shirt, size * 0.55)
    brush.box(x - size * 0.22, y + size * 0.85, size * 0.44, size * 0.55, brush.pick(SKINS), size * 0.15)
    brush.pie(x, y + size * 1.22, size * 0.42, size * 0.2, 0, 180, shade(shirt, -0.12))
    if woman:
        brush.box(x - size * 0.52, y + size * 0.2, size * 1.04, size * 1.5, hair, size * 0.45)
    brush.oval(x, y + size * 0.55, size * 0.5, size * 0.58, hair)
    brush.pie(x - size * 0.08, y + size * 0.5, size * 0.36, size * 0.44, 190, 300, shade(hair, 0.1))


def head(brush: Brush, x, y, size, *, skin, hair, woman=False, hat=False):
    """Face and hair; `y` is the crown, `size` half the height."""
    if woman:
        brush.box(x - size * 0.88, y + size * 0.15, size * 1.76, size * 2.15, hair, size * 0.7)
    brush.box(x - size * 0.26, y + size * 1.55, size * 0.52, size * 0.75, shade(skin, -0.12), size * 0.2)
    brush.oval(x, y + size * 1.08, size * 0.72, size * 0.88, skin)
    if hat:
        brush.shape(
            [(x - size * 1.7, y + size * 0.72), (x, y - size * 0.55), (x + size * 1.7, y + size * 0.72)], HAT
        )
        brush.shape(
            [(x, y - size * 0.55), (x + size * 1.7, y + size * 0.72), (x + size * 0.35, y + size * 0.72)],
            shade(HAT, -0.1),
        )
        return
    brush.pie(x, y + size * 0.86, size * 0.8, size * 0.86, 180, 360, hair)
    brush.shape(
        [
            (x - size * 0.8, y + size * 0.8),
            (x + size * 0.42, y + size * 0.8),
            (x - size * 0.78, y + size * (1.14 if woman else 0.98)),
        ],
        hair,
    )


def front(brush: Brush, x, y, size, *, woman=None, shirt=None, hat=False, tie=None):
    """Someone facing us, from head to waist; `y` is the crown, `size` about a quarter of what is seen."""
    woman = brush.chance.random() < 0.45 if woman is None else woman
    shirt = shirt or brush.pick(DRESSES if woman else SHIRTS)
    skin, hair = brush.pick(SKINS), brush.pick(HAIRS)
    half = size * 0.52
    brush.box(x - size * 0.92, y + size * 1.12, size * 1.84, size * 2.4, shirt, size * 0.5)
    head(brush, x, y, half, skin=skin, hair=hair, woman=woman, hat=hat)
    brush.shape(
        [(x - half * 0.5, y + size * 1.1), (x + half * 0.5, y + size * 1.1), (x, y + size * 1.42)], skin
    )
    if tie:
        knot = y + size * 1.3
        brush.shape(
            [
                (x, knot),
                (x + size * 0.1, knot + size * 0.14),
                (x + size * 0.14, knot + size * 0.9),
                (x, knot + size * 1.08),
                (x - size * 0.14, knot + size * 0.9),
                (x - size * 0.1, knot + size * 0.14),
            ],
            tie,
        )


def stand(
    brush: Brush,
    x,
    y,
    tall,
    *,
    shirt=None,
    trousers="#3b4252",
    woman=False,
    hat=False,
    arms="down",
    dress=False,
):
    """Someone standing; `y` is the ground. Arms: "down", "up", "hold", "left", "right" (reaching) or "both"."""
    shirt = shirt or brush.pick(DRESSES if dress else SHIRTS)
    skin, hair = brush.pick(SKINS), brush.pick(HAIRS)
    part = tall / 7.2
    shoulder, hip = y - tall + part * 1.55, y - part * 3.1
    brush.oval(x, y, part * 1.25, part * 0.22, "#00000022")
    for side in (-1, 1):
        brush.line(
            [(x + side * part * 0.3, hip), (x + side * part * 0.36, y - part * 0.2)], trousers, part * 0.52
        )
        brush.oval(x + side * part * 0.44, y - part * 0.1, part * 0.34, part * 0.16, "#2b2622")
    if arms != "hold":
        _arms(brush, x, shoulder, part, arms, shirt, skin)
    brush.box(x - part * 0.82, shoulder - part * 0.1, part * 1.64, part * 2.8, shirt, part * 0.5)
    if dress:  # the tunic of the áo dài
        foot = y - part * 0.9
        brush.shape(
            [
                (x - part * 0.6, hip - part),
                (x + part * 0.6, hip - part),
                (x + part * 0.85, foot),
                (x - part * 0.85, foot),
            ],
            shirt,
        )
    if arms == "hold":
        _arms(brush, x, shoulder, part, arms, shirt, skin)
    head(brush, x, y - tall, part * 0.72, skin=skin, hair=hair, woman=woman, hat=hat)


# Elbow and hand from the shoulder's height, in parts of the body: across (outwards), down.
ARMS = {
    "down": ((0.98, 1.3), (0.9, 2.45)),
    "up": ((1.25, -0.6), (0.95, -1.75)),
    "reach": ((1.2, 0.95), (2.05, 0.55)),
    "hold": ((0.95, 1.35), (0.3, 1.75)),
}


def _arms(brush, x, shoulder, part, arms, shirt, skin):
    for side, name in ((-1, "left"), (1, "right")):
        pose = ARMS["reach" if arms in ("both", name) else arms if arms in ARMS else "down"]
        start = (x + side * part * 0.66, shoulder + part * 0.35)
        elbow, hand = ((x + side * across * part, shoulder + down * part) for across, down in pose)
        brush.line([elbow, hand], skin, part * 0.34)
        brush.line([start, elbow], shade(shirt, -0.08), part * 0.46)
