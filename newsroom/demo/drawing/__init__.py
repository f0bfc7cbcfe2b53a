"""Openly illustrative photos for the demo: flat drawings, each of which says in a corner that it is one."""

from . import country, indoors, town
from .brush import HEIGHT, WIDTH, Brush

SCENES = {scene.__name__: scene for scene in (*indoors.SCENES, *town.SCENES, *country.SCENES)}


def draw(scene: str, width: int = WIDTH, height: int = HEIGHT, seed: int = 0) -> bytes:
    """A JPEG of one of SCENES, the same whenever asked with the same seed. Raises KeyError for another name."""
    brush = Brush(width, height, f"{scene} {seed}")
    SCENES[scene](brush)
    if seed % 2:
        brush.turn_over()
    _mark(brush)
    return brush.jpeg()


def _mark(brush: Brush):
    """Says "Ảnh minh họa" in the lower right corner of what is seen."""
    right, low = WIDTH - brush.left, HEIGHT - brush.top
    brush.box(right - 244, low - 64, 224, 44, "#14202ca8", 8)
    brush.words(right - 228, low - 33, "Anh minh hoa", 30, "#ffffff", hooks=(0,), dots=(10,))
